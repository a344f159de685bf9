import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.contract import TABLES, Table
from pipelines.intake import partitions, staging
from pipelines.intake.lake import Merged, merge
from pipelines.intake.staging import Staging
from pipelines.journal import changing
from pipelines.store import Store

FEE = TABLES["fee"]


class Row(NamedTuple):
    """A fee line; `updated` is a day of May, and `flag` is supplied unless it is ""."""

    line: str
    day: str = "2025-01-03"
    units: float = 1.0
    updated: int | None = None
    flag: str | None = ""

    def frame(self, source_line: int) -> pl.DataFrame:
        time = (
            None
            if self.updated is None
            else dt.datetime.combine(dt.date(2025, 5, self.updated), dt.time())
        )
        flag = () if self.flag == "" else (pl.lit(self.flag, pl.String).alias("list_type"),)
        return pl.select(
            pl.lit(0, pl.UInt32).alias("_reading"),
            pl.lit(source_line, pl.UInt32).alias("source_line"),
            pl.lit(self.day[:7]).alias("_month"),
            pl.lit(self.line).alias("feedetl_sn"),
            pl.lit(dt.datetime.fromisoformat(self.day)).alias("fee_ocur_time"),
            pl.lit(self.units).alias("cnt"),
            pl.lit(time, pl.Datetime("us")).alias("updt_time"),
            *flag,
        )


class Lake:
    """A lake of fee lines, one ingest after the other."""

    def __init__(self, root: Path, range_rows: int = 1000) -> None:
        self.store = Store(root / "workspace")
        self.range_rows = range_rows

    def ingest(self, *rows: Row) -> Merged:
        """Ingest rows, each from a batch of its own, with source lines 1, 2, ..."""
        frames = [row.frame(number) for number, row in enumerate(rows, start=1)]
        merged = _ingest(self.store, FEE, frames, self.range_rows)
        assert merged.kept + merged.contested == len(rows)
        return merged

    def rows(self, place: str) -> list[Row]:
        """What lies in `lake` or `superseded`, as it lies there."""
        months = self.store.months(f"{place}/fee")
        if not months:
            return []
        frame = self.store.scan(f"{place}/fee").collect()
        flags = frame["list_type"] if "list_type" in frame.columns else [""] * len(frame)
        return [
            Row(line, str(day.date()), units, time and time.day, flag)
            for (line, day, units, time), flag in zip(
                frame.select("feedetl_sn", "fee_ocur_time", "cnt", "updt_time").iter_rows(),
                flags,
                strict=True,
            )
        ]

    def bytes(self) -> dict[str, bytes]:
        """Every file of the workspace."""
        files = sorted(self.store.root.rglob("*.parquet"))
        return {str(file.relative_to(self.store.root)): file.read_bytes() for file in files}


def _ingest(
    store: Store, table: Table, batches: Iterable[pl.DataFrame], range_rows: int = 1000
) -> Merged:
    with changing(store.root) as scratch:
        staged = Staging(scratch)
        for batch in batches:
            staged.add("good", table, batch)
        merged = merge(store, staged, table, range_rows=range_rows)
        staged.tidy()
    return merged


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def lines(merged: Merged) -> list[int]:
    """The source lines of contested rows."""
    return pl.concat(merged.conflicts)["source_line"].sort().to_list() if merged.conflicts else []


def test_new_rows_lie_by_their_month_in_the_order_of_the_key(lake: Lake) -> None:
    merged = lake.ingest(Row("C"), Row("B", "2025-02-01"), Row("A"))
    assert (merged.new, merged.months) == (3, {"2025-01", "2025-02"})
    assert lake.rows("lake") == [Row("A"), Row("C"), Row("B", "2025-02-01")]
    assert lake.rows("superseded") == []


def test_equal_rows_are_one(lake: Lake) -> None:
    merged = lake.ingest(Row("A"), Row("A"), Row("A"))
    assert (merged.new, merged.repeated) == (1, 2)
    again = lake.ingest(Row("A"))
    assert (again.new, again.repeated, again.months) == (0, 1, set())
    assert lake.rows("lake") == [Row("A")]


def test_equal_rows_keep_the_latest_time(lake: Lake) -> None:
    lake.ingest(Row("A"))
    assert lake.ingest(Row("A", updated=2), Row("A")).months == {"2025-01"}
    later = lake.ingest(Row("A", updated=3))
    assert (later.repeated, later.months) == (1, {"2025-01"})
    earlier = lake.ingest(Row("A", updated=1))
    assert (earlier.repeated, earlier.months) == (1, set())
    assert lake.rows("lake") == [Row("A", updated=3)]
    assert lake.rows("superseded") == []


@pytest.mark.parametrize("before", [None, 1], ids=["no time", "earlier"])
def test_a_later_version_takes_the_place_of_the_earlier(lake: Lake, before: int | None) -> None:
    lake.ingest(Row("A", updated=before), Row("B"))
    merged = lake.ingest(Row("A", units=2.0, updated=2))
    assert (merged.new, merged.replaced, merged.months) == (0, 1, {"2025-01"})
    assert lake.rows("lake") == [Row("A", units=2.0, updated=2), Row("B")]
    assert lake.rows("superseded") == [Row("A", updated=before)]


def test_an_earlier_version_is_put_aside_and_touches_only_what_is_aside(lake: Lake) -> None:
    lake.ingest(Row("A", updated=2))
    before = lake.bytes()
    merged = lake.ingest(Row("A", units=2.0, updated=1), Row("A", units=2.0))
    assert (merged.superseded, merged.repeated, merged.months) == (1, 1, set())
    assert lake.rows("superseded") == [Row("A", units=2.0, updated=1)]
    assert before.items() < lake.bytes().items()


def test_versions_within_one_ingest_are_decided_too(lake: Lake) -> None:
    merged = lake.ingest(Row("A", updated=1), Row("A", units=2.0, updated=2))
    assert (merged.new, merged.superseded) == (1, 1)
    assert lake.rows("lake") == [Row("A", units=2.0, updated=2)]


@pytest.mark.parametrize("day", ["2025-01-04", "2025-02-04"], ids=["same month", "other month"])
def test_two_contents_with_the_same_latest_time_are_contested(lake: Lake, day: str) -> None:
    merged = lake.ingest(Row("A"), Row("B"), Row("A", day), Row("A"))
    assert (merged.new, merged.contested, merged.withdrawn) == (1, 3, 0)
    assert lines(merged) == [1, 3, 4]
    assert lake.rows("lake") == [Row("B")]
    assert lake.rows("superseded") == [Row("A"), Row("A", day)]


def test_a_row_of_the_lake_that_becomes_contested_is_withdrawn(lake: Lake) -> None:
    lake.ingest(Row("A"))
    merged = lake.ingest(Row("A", units=2.0))
    assert (merged.contested, merged.withdrawn, merged.months) == (1, 1, {"2025-01"})
    assert lake.rows("lake") == []
    assert lake.store.months("lake/fee") == []
    again = lake.ingest(Row("A"))
    assert (again.contested, again.withdrawn, again.months) == (1, 0, set())


def test_a_later_version_decides_what_was_contested(lake: Lake) -> None:
    lake.ingest(Row("A"), Row("A", units=2.0))
    merged = lake.ingest(Row("A", units=2.0, updated=1))
    assert (merged.replaced, merged.contested) == (1, 0)
    assert lake.rows("lake") == [Row("A", units=2.0, updated=1)]
    assert lake.rows("superseded") == [Row("A")]
    assert lake.ingest(Row("A")).repeated == 1


def test_a_later_version_can_move_to_another_month(lake: Lake) -> None:
    lake.ingest(Row("A"), Row("B"), Row("C", "2025-03-01"))
    moved = Row("A", "2025-02-01", updated=1), Row("C", "2025-02-01", updated=1)
    merged = lake.ingest(*moved)
    assert (merged.replaced, merged.months) == (2, {"2025-01", "2025-02", "2025-03"})
    assert lake.store.months("lake/fee") == ["2025-01", "2025-02"]
    assert lake.rows("lake") == [Row("B"), *moved]
    assert lake.rows("superseded") == [Row("A"), Row("C", "2025-03-01")]


def test_what_is_put_aside_is_in_the_order_of_key_and_time(lake: Lake) -> None:
    older = [Row("A", units=3.0), Row("A", units=1.0, updated=1), Row("A", units=2.0, updated=1)]
    lake.ingest(*reversed(older), Row("A", updated=9, units=9.0))
    assert lake.rows("superseded") == older


def test_other_months_are_not_touched(lake: Lake) -> None:
    lake.ingest(Row("A"), Row("B", "2025-02-03"))
    january = lake.store.partition("lake/fee", "2025-01")
    before = january.stat().st_mtime_ns
    assert lake.ingest(Row("C", "2025-02-03")).months == {"2025-02"}
    assert january.stat().st_mtime_ns == before


def test_a_month_has_every_column_that_one_of_its_rows_came_with(lake: Lake) -> None:
    lake.ingest(Row("A"), Row("B", units=2.0), Row("C", "2025-02-01"))
    lake.ingest(Row("B", updated=1))
    merged = lake.ingest(Row("A", flag=None))
    assert (merged.repeated, merged.months) == (1, {"2025-01"})
    has = {
        name: "list_type" in pl.read_parquet_schema(lake.store.root / name) for name in lake.bytes()
    }
    assert has == {
        "lake/fee/month=2025-01/part.parquet": True,
        "lake/fee/month=2025-02/part.parquet": False,
        "superseded/fee/month=2025-01/part.parquet": True,
    }
    assert lake.ingest(Row("A")).months == set()


def test_zero_has_no_sign(lake: Lake) -> None:
    assert lake.ingest(Row("A", units=0.0), Row("A", units=-0.0)).repeated == 1
    assert [str(row.units) for row in lake.rows("lake")] == ["0.0"]


def test_a_table_without_months_is_one_partition_with_a_key_of_several_columns(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)
    rows = pl.DataFrame(
        {"dr_code": ["2", "1", "1"], "fixmedins_code": ["A", "B", "A"], "mul_prac_flag": ["1"] * 3}
    ).with_row_index("source_line")
    marks = pl.lit(0, pl.UInt32).alias("_reading"), pl.lit("all").alias("_month")
    assert _ingest(store, TABLES["dr"], [rows.with_columns(marks)]).months == {"all"}
    held = store.lake("dr").select("dr_code", "fixmedins_code").collect().rows()
    assert held == [("1", "A"), ("1", "B"), ("2", "A")]


def test_nothing_accepted_changes_nothing(lake: Lake) -> None:
    merged = _ingest(lake.store, FEE, [Row("A").frame(1).clear()])
    assert (merged.kept, merged.contested, merged.months) == (0, 0, set())


def test_new_rows_are_counted_by_month(lake: Lake) -> None:
    lake.ingest(Row("A"))
    merged = lake.ingest(Row("A", units=2.0, updated=1), Row("B"), Row("C"), Row("D", "2025-02-01"))
    assert merged.new_by_month == {"2025-01": 2, "2025-02": 1}


ROWS = st.builds(
    Row,
    line=st.sampled_from("ABC"),
    day=st.sampled_from(["2025-01-03", "2025-02-03"]),
    units=st.sampled_from([0.0, -0.0, 1.0]),
    updated=st.sampled_from([None, 1, 2]),
    flag=st.sampled_from(["", None, "1"]),
)


@settings(max_examples=25)
@given(rows=st.lists(ROWS, max_size=10), data=st.data())
def test_the_lake_is_a_function_of_the_set_of_rows(rows: list[Row], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    with TemporaryDirectory() as folder:
        once = Lake(Path(folder) / "once")
        once.ingest(*rows)
        parts = Lake(Path(folder) / "parts", range_rows=1)
        parts.ingest(*shuffled[:cut])
        parts.ingest(*shuffled[cut:])
        assert parts.bytes() == once.bytes()
        assert _values(once.rows("lake")) == _current(rows)
        assert _values(once.rows("lake")) | _values(once.rows("superseded")) == _versions(rows)
        again = parts.ingest(*rows)
        assert (again.new, again.replaced, again.superseded, again.months) == (0, 0, 0, set())
        assert parts.bytes() == once.bytes()


Version = tuple[str, str, float, str | None, int]
"""Line, day, units, flag and time of a row; a flag that was not supplied is none."""


def _values(rows: Iterable[Row]) -> set[Version]:
    return {(r.line, r.day, r.units, r.flag or None, r.updated or 0) for r in rows}


def _versions(rows: Sequence[Row]) -> set[Version]:
    """The contents that came, each with its latest time."""
    contents = {version[:-1] for version in _values(rows)}
    return {(*c, max(v[-1] for v in _values(rows) if v[:-1] == c)) for c in contents}


def _current(rows: Sequence[Row]) -> set[Version]:
    """The stated rule, said once more."""
    found = _versions(rows)
    latest = {line: max(v[-1] for v in found if v[0] == line) for line in {v[0] for v in found}}
    top = [v for v in found if v[-1] == latest[v[0]]]
    return {v for v in top if all(_within(other, v) for other in top if other[0] == v[0])}


def _within(one: Version, other: Version) -> bool:
    """Whether `one` says nothing that `other` does not say."""
    return all(mine is None or mine == theirs for mine, theirs in zip(one, other, strict=True))


def test_the_bytes_do_not_depend_on_where_ranges_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "ROW_GROUP", 16)
    monkeypatch.setattr(partitions, "ROW_GROUP", 128)
    first, second = _many(1000, units=1.0, updated=1), _many(1000, units=2.0, updated=2)[::7]
    found = []
    for range_rows in (20, 300, 10_000):
        store = Store(tmp_path / str(range_rows))
        for rows in (first[:600:2], first[300:], second):
            half = len(rows) // 2
            _ingest(store, FEE, [rows[:half], rows[half:]], range_rows)
        files = sorted(store.root.rglob("*.parquet"))
        found.append([file.read_bytes() for file in files])
    assert len(files) == 4
    assert store.lake("fee").select(pl.len()).collect().item() == 871
    assert found[1:] == found[:-1]


def _many(count: int, *, units: float, updated: int) -> pl.DataFrame:
    """Lines 0, 1, ... in a mixed order and in two months."""
    number = pl.int_range(count, dtype=pl.UInt32).alias("source_line")
    mixed = (
        Row("", units=units, updated=updated)
        .frame(0)
        .drop("source_line")
        .join(pl.select(number), how="cross")
    )
    line = (pl.col("source_line") * 7919 % count).cast(pl.String).str.zfill(6)
    month = pl.format("2025-0{}", pl.col("source_line") % 2 + 1)
    return mixed.with_columns(line.alias("feedetl_sn"), month.alias("_month"))
