import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.errors import InputError
from pipelines.intake.pseudonyms import Pseudonyms
from pipelines.intake.vault import SCHEMA, merged, open_sealed, seal

KEY, OTHER = bytes(range(32)), bytes(32)


def pairs(*numbers: str) -> pl.DataFrame:
    rows = pl.DataFrame({"psn_no": numbers}, schema={"psn_no": pl.String})
    return Pseudonyms(KEY).pseudonymised(rows).pairs


PAIRS = pairs("8300001", "8300002", "8300003")
VAULT = seal(KEY, PAIRS)
PSEUDONYMS = PAIRS["pseudonym"].to_list()


def test_the_holder_of_the_key_finds_every_person() -> None:
    assert open_sealed(KEY, VAULT, PSEUDONYMS) == dict(PAIRS.iter_rows())


def test_the_answer_has_the_order_of_the_question() -> None:
    asked = [PSEUDONYMS[2], PSEUDONYMS[0], PSEUDONYMS[2]]
    assert list(open_sealed(KEY, VAULT, asked)) == [PSEUDONYMS[2], PSEUDONYMS[0]]


def test_no_number_can_be_read_in_the_vault() -> None:
    assert VAULT.schema == SCHEMA
    assert not any(b"830000" in sealed for sealed in VAULT["sealed"])


def test_nobody_is_a_vault_too() -> None:
    empty = seal(KEY, pairs())
    assert empty.schema == SCHEMA
    assert_frame_equal(merged(empty, VAULT), VAULT)


@given(st.permutations(range(6)), st.integers(0, 6))
def test_the_same_persons_give_the_same_vault_in_any_order_and_split(
    order: list[int], cut: int
) -> None:
    numbers = [f"83000{each}" for each in order]
    split = merged(seal(KEY, pairs(*numbers[:cut])), seal(KEY, pairs(*numbers[cut:])))
    assert_frame_equal(split, seal(KEY, pairs(*(f"83000{each}" for each in range(6)))))


def test_what_comes_again_is_kept_once() -> None:
    assert_frame_equal(merged(VAULT, seal(KEY, pairs("8300002"))), VAULT)


def test_an_entry_under_another_key_is_refused() -> None:
    with pytest.raises(InputError, match="sealed with another key, or was changed"):
        merged(VAULT, seal(OTHER, PAIRS.head(1)))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(InputError, match=f"does not open for {PSEUDONYMS[0]}: it was sealed"):
        open_sealed(OTHER, VAULT, PSEUDONYMS[:1])


@pytest.mark.parametrize("sealed", [b"", b"x", None])
def test_a_changed_entry_is_refused_and_none_is_told(sealed: bytes | None) -> None:
    changed = VAULT.with_columns(
        pl.when(pl.col("pseudonym") != PSEUDONYMS[1]).then("sealed").otherwise(pl.lit(sealed))
    )
    with pytest.raises(InputError, match=PSEUDONYMS[1]) as refused:
        open_sealed(KEY, changed, PSEUDONYMS)
    assert "830000" not in str(refused.value)
    assert PSEUDONYMS[0] not in str(refused.value)


@given(st.integers(0, 22), st.integers(1, 255))
def test_no_byte_of_an_entry_can_be_changed(place: int, flip: int) -> None:
    sealed = bytearray(VAULT["sealed"][0])
    sealed[place] ^= flip
    changed = pl.DataFrame([[PSEUDONYMS[0], bytes(sealed)]], schema=SCHEMA, orient="row")
    with pytest.raises(InputError, match="was changed"):
        open_sealed(KEY, changed, PSEUDONYMS[:1])


def test_an_entry_cannot_be_moved_to_another_person() -> None:
    moved = VAULT.with_columns(pl.col("pseudonym").reverse())
    with pytest.raises(InputError, match="does not open"):
        open_sealed(KEY, moved, PSEUDONYMS[:1])


def test_unknown_pseudonyms_are_told_together_and_nothing_else() -> None:
    unknown = [f"P{letter * 26}" for letter in "ABCDEFG"]
    with pytest.raises(InputError, match=r"PAAAA.*PEE[^F]* and 2 more") as refused:
        open_sealed(KEY, VAULT, [PSEUDONYMS[0], *unknown])
    assert "830000" not in str(refused.value)


def test_what_is_no_pseudonym_is_not_quoted() -> None:
    with pytest.raises(InputError, match="in place 2") as refused:
        open_sealed(KEY, VAULT, [PSEUDONYMS[0], "8300001"])
    assert "8300001" not in str(refused.value)
