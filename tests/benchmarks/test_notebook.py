import polars as pl
import pytest

from benchmarks.detection.notebook import aggregated

ENCOUNTERS = pl.LazyFrame(
    {
        "fixmedins_code": ["H1", "H1", "H1", "H2", None],
        "psn_no": ["P1", "P1", "P2", "P3", "P3"],
        "dr_code": ["D1", "D2", None, "D3", "D3"],
        "dscg_maindiag_code": ["I10", "I10", "J18", "I10", "I10"],
        "medfee_fen": [100, 300, 200, 50, 900],
        "fund_fen": [80, 240, 100, 40, 900],
        "los_days": [0, 4, 2, 0, 9],
        "inpatient": [False, True, True, False, True],
        "oprn_oprt_code": [None, "47.09", None, None, None],
        "gend": ["1", "1", "2", "2", "2"],
        "age": [60.0, 60.0, 30.0, 40.0, 40.0],
        "diagnoses": [1, 2, 3, 1, 1],
    },
    schema_overrides={"los_days": pl.Int64},
)


@pytest.fixture(scope="module")
def houses() -> dict[str, dict[str, float]]:
    frame = aggregated(ENCOUNTERS, "fixmedins_code").collect()
    return {row.pop("entity_id"): row for row in frame.iter_rows(named=True)}


def test_a_notebook_knows_counts_sums_means_and_extremes(
    houses: dict[str, dict[str, float]],
) -> None:
    told = {
        "encounters": 3.0,
        "psn_no_count": 2.0,
        "dr_code_count": 2.0,
        "dscg_maindiag_code_count": 2.0,
        "medfee_fen_sum": 600.0,
        "medfee_fen_mean": 200.0,
        "medfee_fen_std": 100.0,
        "medfee_fen_max": 300.0,
        "fund_fen_median": 100.0,
        "inpatient_share": pytest.approx(2 / 3),
        "operated_share": pytest.approx(1 / 3),
        "male_share": pytest.approx(2 / 3),
        "encounters_per_patient": 1.5,
        "medfee_per_patient": 300.0,
        "medfee_per_day": 100.0,
    }
    assert {name: houses["H1"][name] for name in told} == told


def test_28_numbers_tell_entities_apart_and_nobody_has_none(
    houses: dict[str, dict[str, float]],
) -> None:
    assert set(houses) == {"H1", "H2"}, "an encounter without a house is nobody's"
    assert all(len(row) == 29 and row["fixmedins_code_count"] == 1 for row in houses.values())


def test_who_keeps_nobody_overnight_has_no_cost_a_day(houses: dict[str, dict[str, float]]) -> None:
    assert houses["H2"]["medfee_per_day"] is None
