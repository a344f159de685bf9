import numpy as np

from pipelines.city.codes import one_way_keys, scattered, written
from pipelines.city.dice import dice


def test_numbers_are_written_with_leading_zeros() -> None:
    assert written("D36", np.array([7, 1_234_567]), 8).tolist() == ["D3600000007", "D3601234567"]
    assert written("", np.array([], np.int64), 3).tolist() == []


def test_scattered_numbers_differ() -> None:
    numbers = scattered(500, 9, dice(0, "codes"))
    assert len(set(numbers.tolist())) == 500
    assert 0 <= numbers.min() < numbers.max() < 4_500
    assert (np.diff(numbers) < 0).any()


def test_keys_are_hexadecimal_but_for_the_letter_that_keeps_them_from_looking_like_a_number() -> (
    None
):
    keys = one_way_keys(300, dice(0, "codes")).tolist()
    assert len(set(keys)) == 300
    assert {len(key) for key in keys} == {16}
    assert {key[8] for key in keys} == {"k"}
    assert set("".join(key[:8] + key[9:] for key in keys)) == set("0123456789abcdef")
