import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.intake.lake import Merged, merge
from pipelines.intake.staging import Staging
from pipelines.store import Store

DIAG = TABLES["diag"]

Row = tuple[str, str, str]
"""mdtrt_id, diag_code, day."""


class Lake:
    """A lake of diagnoses, one ingest after the other."""

    def __init__(self, root: Path) -> None:
        self.store = Store(root / "workspace")
        self.root = root
        self.ingests = 0

    def ingest(self, *rows: Row) -> Merged:
        self.ingests += 1
        staging = Staging(self.root / str(self.ingests))
        staging.add("good", DIAG, _frame(rows))
        merged = merge(self.store, staging, DIAG)
        staging.commit(self.store)
        return merged

    def rows(self) -> list[Row]:
        frame = self.store.lake("diag").collect()
        return [
            (v, c, str(t.date()))
            for v, c, t in frame.select("mdtrt_id", "diag_code", "diag_time").rows()
        ]


def _frame(rows: tuple[Row, ...]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "_reading": pl.Series([0] * len(rows), dtype=pl.UInt32),
            "source_line": pl.Series(range(2, len(rows) + 2), dtype=pl.UInt32),
            "_month": [day[:7] for _, _, day in rows],
            "mdtrt_id": [visit for visit, _, _ in rows],
            "diag_code": [code for _, code, _ in rows],
            "diag_time": [dt.datetime.fromisoformat(day) for _, _, day in rows],
        }
    )


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def test_partitions_are_sorted_by_the_primary_key(lake: Lake) -> None:
    merged = lake.ingest(
        ("V2", "A", "2025-01-02"), ("V1", "B", "2025-01-03"), ("V1", "A", "2025-01-03")
    )
    assert (merged.kept, merged.repeated, merged.months) == (3, 0, {"2025-01"})
    assert [row[:2] for row in lake.rows()] == [("V1", "A"), ("V1", "B"), ("V2", "A")]


def test_equal_rows_are_one(lake: Lake) -> None:
    row = ("V1", "A", "2025-01-03")
    assert lake.ingest(row, row, row).repeated == 2
    again = lake.ingest(row)
    assert (again.kept, again.repeated, again.months) == (0, 1, set())
    assert lake.rows() == [row]


@pytest.mark.parametrize("day", ["2025-01-04", "2025-02-04"], ids=["same month", "other month"])
def test_two_contents_of_one_key_are_both_refused(lake: Lake, day: str) -> None:
    good = ("V9", "A", "2025-01-01")
    first = ("V1", "A", "2025-01-03")
    merged = lake.ingest(good, first, ("V1", "A", day), first)
    assert (merged.kept, merged.repeated) == (1, 1)
    assert pl.concat(merged.conflicts)["source_line"].sort().to_list() == [3, 4]
    assert lake.rows() == [good]


def test_the_later_ingest_wins(lake: Lake) -> None:
    lake.ingest(("V1", "A", "2025-01-03"), ("V2", "A", "2025-01-03"))
    merged = lake.ingest(("V1", "A", "2025-01-05"))
    assert (merged.kept, merged.repeated, merged.replaced) == (1, 0, 1)
    assert lake.rows() == [("V1", "A", "2025-01-05"), ("V2", "A", "2025-01-03")]


def test_a_row_can_move_to_another_month(lake: Lake) -> None:
    lake.ingest(("V1", "A", "2025-01-03"), ("V2", "A", "2025-01-03"), ("V3", "A", "2025-03-01"))
    merged = lake.ingest(("V1", "A", "2025-02-01"), ("V3", "A", "2025-02-01"))
    assert (merged.kept, merged.replaced) == (2, 2)
    assert merged.months == {"2025-01", "2025-02", "2025-03"}
    assert lake.store.months("lake/diag") == ["2025-01", "2025-02"]
    assert lake.rows() == [
        ("V2", "A", "2025-01-03"),
        ("V1", "A", "2025-02-01"),
        ("V3", "A", "2025-02-01"),
    ]


def test_other_months_are_not_touched(lake: Lake) -> None:
    lake.ingest(("V1", "A", "2025-01-03"), ("V2", "A", "2025-02-03"))
    january = lake.store.partition("lake/diag", "2025-01")
    before = january.stat().st_mtime_ns
    lake.ingest(("V3", "A", "2025-02-03"))
    assert january.stat().st_mtime_ns == before
    assert len(lake.rows()) == 3


def test_refused_keys_leave_the_earlier_version_in_the_lake(lake: Lake) -> None:
    lake.ingest(("V1", "A", "2025-01-03"))
    merged = lake.ingest(("V1", "A", "2025-02-03"), ("V1", "A", "2025-03-03"))
    assert (merged.kept, merged.replaced, merged.months) == (0, 0, set())
    assert lake.rows() == [("V1", "A", "2025-01-03")]


def test_columns_of_several_exports_are_united(lake: Lake) -> None:
    lake.ingest(("V1", "A", "2025-01-03"))
    staging = Staging(lake.root / "wide")
    row = _frame((("V2", "A", "2025-01-03"),)).with_columns(maindiag_flag=pl.lit("1"))
    staging.add("good", DIAG, row)
    merge(lake.store, staging, DIAG)
    staging.commit(lake.store)
    flags = lake.store.lake("diag").select("mdtrt_id", "maindiag_flag").collect()
    assert flags.rows() == [("V1", None), ("V2", "1")]
