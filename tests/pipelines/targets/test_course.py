import re

import polars as pl

from pipelines.targets.course import course
from pipelines.targets.terms import Terms


def test_a_course_shows_its_last_month() -> None:
    months = pl.DataFrame(
        {
            "month": ["2025-04", "2025-05", "2025-06"],
            "encounters": [10, 20, 30],
            "medfee_fen": [1_000_000, 2_000_000, 3_000_000],
            "fund_fen": [500_000, 900_000, None],
            "hits": [0, 1, 5],
        }
    )
    shown = re.findall(r"<text[^>]*>([^<]*)</text>", course(months, Terms("zh", {}, {}, {})))
    assert "2025-06" in shown
    assert "就诊人次" in shown
