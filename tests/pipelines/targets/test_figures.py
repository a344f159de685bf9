import pytest

from pipelines.targets.figures import bounded, quantity, width


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (0.1234, "share", "12.3%"),
        (1234.5, "yuan", "1,234 元"),
        (12.5, "yuan", "12.50 元"),
        (12.0, "count", "12"),
        (12.5, "count", "12.5"),
        (8.25, "days", "8.2 天"),
        (1.5, "per_month", "1.5 次/月"),
        (1.5, "ratio", "1.50"),
        (-2.345, "z", "−2.35"),
        (1.0, "unheard of", "1.0"),
        (None, "share", "—"),
        (float("nan"), "count", "—"),
    ],
)
def test_quantity(value: float | None, unit: str, written: str) -> None:
    assert quantity(value, unit, "zh") == written


def test_chinese_characters_are_two_wide() -> None:
    assert [width(text) for text in ("", "ab", "一b")] == [0, 2, 3]


@pytest.mark.parametrize(
    ("z", "told"), [(20.0, "≥ +20"), (-20.0, "≤ −20"), (19.96, "+20.0"), (0.0, "0"), (None, "—")]
)
def test_a_z_at_its_limit_is_no_value(z: float | None, told: str) -> None:
    assert bounded(z) == told
