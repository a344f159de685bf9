import datetime as dt

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.intake.versions import Decided, decide

CASE = TABLES["case"]

Version = tuple[str, str | None, int | None]
"""case_id, source, the day of May of its time."""


def _rows(versions: list[Version]) -> pl.DataFrame:
    days = [None if day is None else dt.date(2025, 5, day) for _, _, day in versions]
    return pl.DataFrame(
        {
            "_month": ["all"] * len(versions),
            "case_id": [case for case, _, _ in versions],
            "source": [source for _, source, _ in versions],
            "updt_time": days,
        },
        schema={
            "_month": pl.String,
            "case_id": pl.String,
            "source": pl.String,
            "updt_time": pl.Date,
        },
    ).with_columns(pl.col("updt_time").cast(pl.Datetime("us")))


def _decided(
    came: list[Version], lake: list[Version] | None = None, aside: list[Version] | None = None
) -> Decided:
    marks = pl.lit(0, pl.UInt32).alias("_reading"), pl.int_range(pl.len()).alias("source_line")
    held = [
        _rows(lake or []).with_columns(_place=pl.lit("lake")),
        _rows(aside or []).with_columns(_place=pl.lit("superseded")),
    ]
    return decide(_rows(came).with_columns(*marks), pl.concat(held), CASE)


def _counts(decided: Decided) -> tuple[int, int, int, int, int]:
    """New, replaced, superseded, repeated, contested."""
    return (
        sum(decided.new.values()),
        decided.replaced,
        decided.superseded,
        decided.repeated,
        len(decided.contested),
    )


def _changes(decided: Decided, place: str) -> list[tuple[str, str | None, bool]]:
    return decided.changes[place].select("case_id", "source", "_stays").rows()


A: Version = ("A", "a", 2)
OLDER: Version = ("A", "o", 1)
NEWER: Version = ("A", "n", 3)
OTHER: Version = ("A", "x", 2)
NO_TIME: Version = ("A", "t", None)


@pytest.mark.parametrize(
    ("came", "lake", "aside", "counts"),
    [
        ([A], [], [], (1, 0, 0, 0, 0)),
        ([A, A], [], [], (1, 0, 0, 1, 0)),
        ([OLDER, A], [], [], (1, 0, 1, 0, 0)),
        ([NO_TIME, OLDER], [], [], (1, 0, 1, 0, 0)),
        ([A, OTHER, A], [], [], (0, 0, 0, 0, 3)),
        ([("A", None, 2), A], [], [], (1, 0, 1, 0, 0)),
        ([A], [("A", None, 2)], [], (0, 1, 0, 0, 0)),
        ([("A", None, 2)], [A], [], (0, 0, 1, 0, 0)),
        ([("A", None, 2), A, OTHER], [], [], (0, 0, 0, 0, 3)),
        ([A, OTHER, NEWER], [], [], (1, 0, 2, 0, 0)),
        ([A], [A], [], (0, 0, 0, 1, 0)),
        ([A], [NEWER], [A], (0, 0, 0, 1, 0)),
        ([A], [NEWER], [], (0, 0, 1, 0, 0)),
        ([A], [OLDER], [], (0, 1, 0, 0, 0)),
        ([A, A, OLDER], [OLDER], [], (0, 1, 0, 2, 0)),
        ([("A", "o", 4)], [A], [OLDER], (0, 1, 0, 0, 0)),
        ([A], [OTHER], [], (0, 0, 0, 0, 1)),
        ([A], [], [A, OTHER], (0, 0, 0, 0, 1)),
        ([OLDER], [], [A, OTHER], (0, 0, 1, 0, 0)),
        ([NEWER], [], [A, OTHER], (0, 1, 0, 0, 0)),
        ([OLDER, NEWER], [NEWER], [], (0, 0, 1, 1, 0)),
    ],
)
def test_every_row_that_came_is_counted_once(
    came: list[Version],
    lake: list[Version],
    aside: list[Version],
    counts: tuple[int, int, int, int, int],
) -> None:
    assert _counts(_decided(came, lake, aside)) == counts


def test_what_stands_changes_nothing() -> None:
    decided = _decided([A, OLDER], [A], [OLDER])
    assert _changes(decided, "lake") == _changes(decided, "superseded") == []


def test_the_former_version_leaves_the_lake_and_is_put_aside() -> None:
    decided = _decided([NEWER], [A], [OLDER])
    assert sorted(_changes(decided, "lake")) == [("A", "a", False), ("A", "n", True)]
    assert sorted(_changes(decided, "superseded")) == [("A", "a", True), ("A", "o", True)]


def test_a_withdrawn_row_leaves_the_lake() -> None:
    decided = _decided([OTHER], [A])
    assert decided.withdrawn == 1
    assert _changes(decided, "lake") == [("A", "a", False)]
    assert sorted(_changes(decided, "superseded")) == [("A", "a", True), ("A", "x", True)]


def test_contested_rows_are_told_by_where_they_came_from() -> None:
    contested = _decided([A, ("B", "b", 1), OTHER]).contested.sort("source_line")
    assert contested.columns == ["case_id", "_reading", "source_line", "_month"]
    assert contested["source_line"].to_list() == [0, 2]


def test_a_column_that_was_not_supplied_is_null() -> None:
    came = _rows([("A", None, 1)]).drop("source", "updt_time")
    marks = pl.lit(0, pl.UInt32).alias("_reading"), pl.lit(1).alias("source_line")
    held = _rows([("A", None, 1)]).with_columns(_place=pl.lit("lake"))
    assert decide(came.with_columns(*marks), held, CASE).repeated == 1
