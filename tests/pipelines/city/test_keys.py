import numpy as np
import polars as pl

from pipelines.city.calendar import months_from
from pipelines.city.keys import block_key, first_key, is_ordinary, spelled, stirred

KEYS = np.arange(5_000)


def test_keys_tell_ordinary_visits_from_those_of_schemes() -> None:
    for month in months_from("2024-01", 3):
        keys = [first_key(month, 1), first_key(month, 5_000), block_key(month, slice(70_000, None))]
        assert is_ordinary(np.array(keys) + 12).tolist() == [False, False, True]


def test_identifiers_differ_and_look_alike_whoever_wrote_the_visit() -> None:
    (month,) = months_from("2024-01", 1)
    both = np.concatenate([KEYS + block_key(month, slice(0, 9)), KEYS + first_key(month, 3)])
    numbers = stirred(both, 1)
    assert len(np.unique(numbers)) == len(both)
    for bit in (0, 8, 28, 51, 63):
        share = (numbers >> np.uint64(bit)) & np.uint64(1)
        assert abs(share[: len(KEYS)].mean() - share[len(KEYS) :].mean()) < 0.05


def test_identifiers_follow_the_key_the_seed_and_the_room() -> None:
    names = spelled(KEYS, 1, "1")
    assert names.str.len_chars().unique().to_list() == [21]
    assert names.equals(spelled(KEYS, 1, "1"))
    for other in (spelled(KEYS, 2, "1"), spelled(KEYS, 1, "1", room="invoices")):
        assert not names.is_in(other.implode()).any()


def test_no_visit_has_no_identifier() -> None:
    assert spelled(np.array([3, -1]), 0, "1").is_null().to_list() == [False, True]
    assert spelled(KEYS[:0], 0, "1").dtype == pl.String
