import datetime as dt

import pytest

from pipelines.intake.quality.figures import change, count, moment, named, percent, yuan
from pipelines.intake.quality.wording import words


def test_counts_and_amounts() -> None:
    assert [count(value) for value in (None, 0, 1234567)] == ["—", "0", "1,234,567"]
    amounts = [yuan(fen) for fen in (None, 0, -5, 123456789, 1.5)]
    assert amounts == ["—", "0.00", "-0.05", "1,234,567.89", "0.02"]


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (None, "—"),
        (0, "0.00%"),
        (1e-9, "<0.01%"),
        (0.5, "50.00%"),
        (1 - 1e-9, ">99.99%"),
        (1, "100.00%"),
    ],
)
def test_a_share_never_looks_like_none_or_all(share: float | None, told: str) -> None:
    assert percent(share) == told


def test_changes_have_a_true_minus() -> None:
    assert [change(ratio) for ratio in (None, 0.5, 1.25)] == ["—", "−50.0%", "+25.0%"]


def test_times() -> None:
    midnight = dt.datetime.fromisoformat("2024-01-02")
    assert moment(None) == "—"
    assert moment(midnight) == moment(midnight.date()) == "2024-01-02"
    assert moment(midnight.replace(hour=9, minute=5)) == "2024-01-02 09:05"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("rows", 1234, "1,234"),
        ("fen", 1234, "12.34"),
        ("before_fen", 5, "0.05"),
        ("ratio", 0.5, "0.50"),
        ("before", 0.5, "50.00%"),
        ("until", dt.date(2024, 1, 2), "2024-01-02"),
        ("codes", ("a", "b"), "a、b"),
        ("column", "balc", "balc"),
    ],
)
def test_numbers_of_an_alert(name: str, value: object, told: str) -> None:
    assert named(name, value, words("zh")) == told
