import datetime as dt

import polars as pl

from features.stays import STAY
from pipelines.targets.calendar import PERSONS_SHOWN, SPANS_SHOWN, calendar


def stays(*held: tuple[str, str, str, int]) -> pl.DataFrame:
    rows = [
        ("H1", f"M{n}", psn, "H1", dt.date.fromisoformat(begn), dt.date.fromisoformat(end), hits)
        for n, (psn, begn, end, hits) in enumerate(held)
    ]
    return pl.DataFrame(rows, schema=STAY, orient="row")


def test_nobody_lay() -> None:
    assert calendar(stays(), "2025-06", "psn_no") is None
    assert calendar(stays(("P1", "2020-01-01", "2020-01-03", 0)), "2025-06", "psn_no") is None


def test_a_day_counts_persons_and_those_with_hits() -> None:
    told = calendar(
        stays(("P1", "2025-06-01", "2025-06-02", 1), ("P2", "2025-06-02", "2025-06-03", 0)),
        "2025-06",
        "psn_no",
    )
    assert told is not None
    assert told.most == 2
    assert told.months[-1] == "2025-06"
    assert [(d.row, d.column, d.persons, d.hit) for d in told.days] == [
        (11, 0, 0.5, 0.5), (11, 1, 1.0, 0.5), (11, 2, 0.5, 0.0),
    ]  # fmt: skip


def test_a_stay_across_the_window_is_cut_to_it() -> None:
    told = calendar(stays(("P1", "2020-01-01", "2030-01-01", 0)), "2025-06", "psn_no")
    assert told is not None
    assert len(told.days) == 365
    assert told.lines == []


def test_lines_tell_whose_stays_were_hit() -> None:
    told = calendar(
        stays(
            ("P2", "2025-06-01", "2025-06-01", 1),
            ("P1", "2025-06-05", "2025-06-09", 4),
            ("P1", "2025-05-01", "2025-05-03", 1),
            ("P3", "2025-05-01", "2025-05-03", 0),
        ),
        "2025-06",
        "psn_no",
    )
    assert told is not None
    first, second = told.lines
    assert (first["who"], first["stays"], first["days"], first["hits"]) == ("P1", 2, 6, 5)
    assert first["spans"][0] == (dt.date(2025, 5, 1), dt.date(2025, 5, 3))
    assert (second["who"], second["days"]) == ("P2", 1)


def test_what_has_no_room_is_told_in_number() -> None:
    many = [(f"P{n:03}", "2025-06-01", "2025-06-02", 1) for n in range(PERSONS_SHOWN + 5)]
    often = [("P999", f"2025-05-{n:02}", f"2025-05-{n:02}", 1) for n in range(1, SPANS_SHOWN + 3)]
    told = calendar(stays(*many, *often), "2025-06", "psn_no")
    assert told is not None
    assert (told.whose, len(told.lines)) == (PERSONS_SHOWN + 6, PERSONS_SHOWN)
    assert (told.lines[0]["who"], told.lines[0]["more"]) == ("P999", 2)
