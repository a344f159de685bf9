import pytest

from pipelines.targets.figures import fixed, percent, quantity, signed, yuan
from pipelines.targets.wording import words


@pytest.mark.parametrize(
    ("fen", "written"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456_789, "1,234,567.89"), (None, "—")],
)
def test_yuan(fen: int | None, written: str) -> None:
    assert yuan(fen) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (0.1234, "share", "12.3%"),
        (1234.5, "yuan", "1,234 元"),
        (12.5, "yuan", "12.50 元"),
        (12.0, "count", "12"),
        (12.5, "count", "12.5"),
        (8.25, "days", "8.2 天"),
        (1.5, "per_month", "1.50/月"),
        (1.5, "ratio", "1.50"),
        (-2.345, "z", "−2.35"),
        (1.0, "unheard of", "1.00"),
        (None, "share", "—"),
        (float("nan"), "count", "—"),
    ],
)
def test_quantity(value: float | None, unit: str, written: str) -> None:
    assert quantity(value, unit, words("zh")) == written


def test_signs_and_zeros() -> None:
    assert [signed(x, 1) for x in (1.25, -1.25, -0.01, None)] == ["+1.2", "−1.2", "0", "—"]
    assert [fixed(x, 2) for x in (1.005, -0.001, None)] == ["1.00", "0.00", ""]
    assert [percent(x) for x in (0.5, None)] == ["50.0%", "—"]
