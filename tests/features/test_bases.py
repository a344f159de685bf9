from typing import Any, get_args

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from features.bases import BASES, column, counts
from features.catalogue import CATALOGUE, FEATURES
from features.feature import Base
from features.thresholds import Thresholds

City = Any  # the builder of conftest.py
OF_STAYS = [f for f in FEATURES if f.rests_on.endswith("stays") and f.source == "encounters"]


def test_everything_that_a_feature_can_rest_on_is_counted() -> None:
    assert tuple(BASES) == get_args(Base)
    assert {feature.rests_on for feature in CATALOGUE} == set(BASES)


@pytest.mark.parametrize(
    ("base", "n"),
    [("encounters", 5), ("stays", 2), ("charged_stays", 1), ("visits", 2), ("purchases", 1),
     ("operations", 1), ("implants", 1), ("imaging", 1)],
)  # fmt: skip
def test_what_a_house_has_of_each(city: City, base: Base, n: int) -> None:
    city.stay("A", "2025-06-01", "2025-06-05", oprn_oprt_code="47.09")
    city.stay("B", "2025-06-02", "2025-06-05").visit("C", "2025-06-02").visit("D", "2025-06-03")
    city.purchase("E", "2025-06-03", site="H1")
    city.line("A", "2025-06-02", "STENT", 9000, kind="08", pric=9000_00.0)
    city.line("C", "2025-06-02", "SCAN", kind="03")
    assert city.encounters().select(BASES[base]).item() == n


def test_a_comparison_of_two_times_rests_on_the_fewer(city: City) -> None:
    for n, month in enumerate(["2025-01", "2025-01", "2025-02", "2025-06"]):
        city.stay(f"A{n}", f"{month}-01", f"{month}-05")
    assert city.encounters().select(BASES["compared_stays"]).item() == 1


def test_of_visits_and_purchases_as_many_are_asked_as_of_encounters(
    thresholds: Thresholds,
) -> None:
    """A dozen visits say no more than a dozen encounters did; stays are fewer by nature."""
    of = {base: thresholds.reliability("doctor", base) for base in get_args(Base)}
    whole = {base for base, half in of.items() if half == of["encounters"]}
    assert whole == {"encounters", "visits", "purchases"}
    assert of["stays"] == thresholds.reliability_of_parts < of["encounters"]


def test_what_rests_on_stays_is_not_moved_by_visits(city: City) -> None:
    """Else it would be trusted by the wrong count."""
    for n in range(6):
        who = {"psn": f"P{n % 3}", "atddr_no": "D1", "dscg_maindiag_code": "J06"}
        city.stay(f"A{n}", f"2025-06-{n + 1:02}", f"2025-06-{n + 3:02}", yuan=100 * n + 50, **who)
    measures = [feature.expr.alias(feature.name) for feature in OF_STAYS]
    before = city.encounters().select(measures)
    city.visit("V", "2025-06-20", psn="P1", yuan=7000, dscg_maindiag_code="J06", atddr_no="D1")
    city.purchase("W", "2025-06-21", psn="P2", yuan=9000, site="H1")
    assert_frame_equal(city.encounters().select(measures), before, check_exact=True)


def test_each_count_is_made_once_in_the_months_of_its_features() -> None:
    made = [f for f in CATALOGUE if "institution" in f.levels]
    for window in (None, 1, 3):
        names = [expr.meta.output_name() for expr in counts(made, "encounters", window)]
        assert len(names) == len(set(names))
        asked = {column(f) for f in made if f.window == window and f.rests_on != "working_days"}
        assert set(names) == asked
    (days,) = counts(made, "days", None)
    assert pl.LazyFrame({"x": [1, 2]}).select(days).collect().to_dicts() == [{"n_working_days": 2}]
