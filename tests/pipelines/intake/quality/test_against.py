import datetime as dt
from collections.abc import Mapping

import pytest

from pipelines.intake.quality.against import changes, days_missing
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.measure import Column, Measured

LIMITS = Limits()
DAYS = frozenset(dt.date(2024, 2, day) for day in range(1, 30))


def month(rows: int = 1000, **values: object) -> Measured:
    whole: Mapping[str, object] = {"columns": {}, "days": DAYS, **values}
    return Measured(rows, **whole)  # type: ignore[arg-type]


def kinds(now: Measured, before: Measured) -> list[str]:
    return [kind for kind, _ in changes(now, before, LIMITS)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (699, ["rows_fell"]),
        (700, []),
        (1500, []),
        (1501, ["rows_rose"]),
        (1, ["rows_fell"]),
    ],
)
def test_rows(rows: int, expected: list[str]) -> None:
    assert kinds(month(rows), month()) == expected


def test_small_months_are_not_compared() -> None:
    assert kinds(month(99), month(10)) == []
    assert kinds(month(100), month(10)) == ["rows_rose"]


def test_how_far_a_fallen_month_reaches_is_told() -> None:
    days = frozenset({dt.date(2024, 3, 4), dt.date(2024, 3, 9)})
    [(_, numbers)] = changes(month(500, days=days), month(), LIMITS)
    assert numbers == {"rows": 500, "before": 1000, "ratio": 0.5, "until": dt.date(2024, 3, 9)}


def test_institutions_that_sent_nothing() -> None:
    before = month(institutions={f"H{n:02}": n for n in range(1, 25)})
    [(kind, numbers)] = changes(month(institutions={"H24": 1}), before, LIMITS)
    assert kind == "silent"
    assert (numbers["count"], numbers["rows"]) == (14, sum(range(10, 24)))
    assert numbers["codes"] == tuple(f"H{n}" for n in range(23, 13, -1))


@pytest.mark.parametrize(("now", "expected"), [(69, True), (70, False), (150, False), (151, True)])
def test_means(now: int, expected: bool) -> None:  # noqa: FBT001
    found = kinds(month(amount_fen=1000 * now), month(amount_fen=1000 * 100))
    assert found == (["mean_changed"] if expected else [])


def test_a_mean_of_nothing_has_no_ratio() -> None:
    assert kinds(month(amount_fen=5000), month(amount_fen=0)) == []


@pytest.mark.parametrize(
    ("nulls", "before", "expected"),
    [
        (150, 100, []),
        (151, 100, ["nulls_rose"]),
        (1000, 940, ["column_vanished"]),
        (1000, 990, []),
        (0, 1000, []),
    ],
)
def test_missing_values(nulls: int, before: int, expected: list[str]) -> None:
    now = month(columns={"balc": Column(nulls)})
    assert kinds(now, month(columns={"balc": Column(before)})) == expected


def test_a_column_that_is_not_there_has_vanished() -> None:
    before = month(columns={"balc": Column(0)})
    assert list(changes(month(), before, LIMITS)) == [
        ("column_vanished", {"column": "balc", "share": 1.0, "before": 0.0})
    ]


def test_days_without_a_row() -> None:
    held = month(days=DAYS - {dt.date(2024, 2, 10), dt.date(2024, 2, 29)})
    [(kind, numbers)] = days_missing(held, "2024-02", LIMITS, last=False)
    assert kind == "days_missing"
    assert numbers == {"count": 2, "days": ("2024-02-10", "2024-02-29")}
    [(_, numbers)] = days_missing(held, "2024-02", LIMITS, last=True)
    assert numbers["days"] == ("2024-02-10",)


def test_days_of_a_whole_or_a_small_month() -> None:
    assert list(days_missing(month(), "2024-02", LIMITS, last=False)) == []
    assert list(days_missing(month(99, days=frozenset()), "2024-02", LIMITS, last=False)) == []
