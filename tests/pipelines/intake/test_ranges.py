from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.ranges import Range, ranges


def _file(path: Path, keys: list[str], row_group_size: int = 2) -> Path:
    pl.DataFrame({"other": keys, "key": keys}).write_parquet(path, row_group_size=row_group_size)
    return path


def test_ranges_hold_about_as_many_rows_as_asked_for(tmp_path: Path) -> None:
    odd = _file(tmp_path / "odd", ["1", "3", "5", "7", "9"])
    even = _file(tmp_path / "even", ["2", "4", "6", "8"])
    assert ranges([odd, even], "key", 4) == [Range(None, "5"), Range("5", "9"), Range("9", None)]


def test_few_rows_or_none_are_one_range(tmp_path: Path) -> None:
    file, empty = _file(tmp_path / "file", ["1", "2", "3"]), _file(tmp_path / "empty", [])
    assert ranges([file, empty], "key", 3) == [Range()]
    assert ranges([], "key", 3) == [Range()]


def test_a_key_is_never_parted(tmp_path: Path) -> None:
    file = _file(tmp_path / "file", ["1", "1", "1", "1", "2", "2", "2", "2"])
    assert ranges([file], "key", 1) == [Range(None, "1"), Range("1", "2"), Range("2", None)]


@pytest.mark.parametrize("row_group_size", [1, 3])
def test_long_and_foreign_keys_can_be_cut(tmp_path: Path, row_group_size: int) -> None:
    keys = sorted([*("x" * 80 + str(n) for n in range(6)), "二院", "一院", "é", ""])
    file = _file(tmp_path / "file", keys, row_group_size)
    found = [within.of(pl.scan_parquet(file), "key") for within in ranges([file], "key", 2)]
    assert pl.concat(found).collect()["key"].to_list() == keys


@given(keys=st.lists(st.text("ab二", max_size=3)), size=st.integers(1, 5))
def test_every_row_is_in_exactly_one_range(
    keys: list[str], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = _file(tmp_path_factory.mktemp("ranges") / "file", sorted(keys), 1)
    rows = pl.LazyFrame({"key": keys}, schema={"key": pl.String})
    found = [
        within.of(rows, "key").collect()["key"].to_list() for within in ranges([file], "key", size)
    ]
    assert sorted(key for part in found for key in part) == sorted(keys)
    assert [key for part in found for key in sorted(part)] == sorted(keys)
