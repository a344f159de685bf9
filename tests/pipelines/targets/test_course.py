import re

import polars as pl
import pytest

from features.change import CHANGE
from pipelines.targets.course import _tick, changes_told, course
from pipelines.targets.terms import Terms

TERMS = Terms("zh", {}, {}, {})
NONE = pl.DataFrame(schema=CHANGE)


def months(*held: tuple[str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "month": month,
                "encounters": visits,
                "medfee_fen": visits * 100_00,
                "fund_fen": visits * 60_00,
                "hits": 1,
            }
            for month, visits in held
        ]
    )


def change(measure: str, month: str) -> pl.DataFrame:
    row = {"entity_id": "H1", "measure": measure, "month": month, "shift": 3.0}
    return pl.DataFrame([row], schema=CHANGE)


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_course_shows_its_panels_and_months() -> None:
    shown = texts(course(months(("2025-04", 10), ("2025-05", 20), ("2025-06", 30)), NONE, TERMS))
    assert {"就诊人次", "次均费用（元）", "疑点条数", "2025-05"} <= set(shown)


def test_a_month_without_encounters_is_a_gap() -> None:
    svg = course(months(("2025-04", 10), ("2025-06", 30)), NONE, TERMS)
    left = {x for x, _ in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', svg)}
    assert len(left) == 2
    assert svg.count("<rect") == 2 * 5


def test_a_change_is_marked_in_its_own_panel() -> None:
    held = months(*((f"2025-{n:02}", 10 + 20 * (n > 3)) for n in range(1, 7)))
    shown = texts(course(held, change("fund", "2025-04"), TERMS))
    assert shown.count("2025-04") == 1
    assert (
        "2025-04"
        in shown[shown.index("医疗费用（万元，深色为基金支付）") : shown.index("次均费用（元）")]
    )


def test_a_change_is_told_by_its_medians() -> None:
    held = months(*((f"2025-{n:02}", 10 + 20 * (n > 3)) for n in range(1, 7)))
    assert changes_told(held, change("fund", "2025-04"), "2025-06", TERMS) == [
        "自 2025-04 起，基金支付的月中位数由 600 元 变为 1,800 元"
    ]


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (0.9, 0.2), (1, 0.5), (3, 1), (7, 2), (99, 20), (100, 50)]
)
def test_an_axis_has_few_round_numbers(most: float, step: float) -> None:
    assert _tick(most) == pytest.approx(step)
