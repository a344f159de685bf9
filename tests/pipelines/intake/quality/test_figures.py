import datetime as dt

import pytest

from pipelines.intake.quality.figures import change, named
from pipelines.intake.quality.wording import words


def test_changes_have_a_true_minus() -> None:
    assert [change(ratio) for ratio in (None, 0.5, 1.25)] == ["—", "−50.0%", "+25.0%"]


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
