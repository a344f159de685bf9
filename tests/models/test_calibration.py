from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest

from models.calibration import Calibration, calibration, reliability, trusted, wilson
from models.joint import Joint


def judged(probability: Sequence[float | None], y: list[int]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "entity_id": [f"H{n:03}" for n in range(len(y))],
            "month": "2024-12",
            "y": y,
            "probability": probability,
        },
        schema_overrides={"probability": pl.Float64},
    )


def told(probability: Sequence[float | None], y: list[int]) -> Calibration:
    found = calibration(judged(probability, y))
    assert found is not None
    return found


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    assert told([0.5, 1.0], [0, 1]).brier == pytest.approx(0.125)


def test_one_chance_for_all_is_the_share_that_was_confirmed() -> None:
    assert told([0.5] * 4, [1, 0, 0, 0]).blind == pytest.approx(0.25 * 0.75)


def test_a_probability_that_says_less_than_one_chance_for_all_is_refused() -> None:
    y = [0, 1] * 20
    assert told([0.1 + 0.8 * one for one in y], y).refusal is None
    refusal = told([0.9 - 0.8 * one for one in y], y).refusal
    assert refusal is not None
    assert "Brier 0.810" in refusal


def test_the_latest_row_of_an_entity_counts_and_rows_without_probability_do_not() -> None:
    rows = pl.concat(
        [
            judged([0.9, 0.9, None], [0, 0, 1]).with_columns(month=pl.lit("2024-06")),
            judged([0.0, 1.0, None], [0, 1, 1]),
        ]
    )
    found = calibration(rows)
    assert found is not None
    assert (found.n, found.brier) == (2, 0.0)


def test_a_probability_is_told_no_further_than_outcomes_bear_it_out() -> None:
    """Five of the eight likeliest were confirmed, none of the other eight."""
    y = [0] * 8 + [0, 1, 0, 1, 1, 0, 1, 1]
    kept = told([0.02] * 8 + [0.7] * 8, y)
    weights, _ = trusted(Joint(calibrated=True), kept)
    told_of = weights.probability(np.array([-50.0, 0.0, 50.0]))
    assert told_of is not None
    assert told_of.tolist() == pytest.approx([0.0, 0.5, wilson(8, 5)[1]])
    assert weights.score(np.array([50.0]), None).tolist() == [50.0], "the score stays as it is"


def test_without_probabilities_there_is_no_calibration() -> None:
    assert calibration(judged([None, None], [0, 1])) is None
    assert calibration(judged([0.4, 0.5], [0, 1]).drop("probability")) is None


def test_bands_hold_like_numbers_and_tell_what_was_found() -> None:
    rng = np.random.default_rng(1)
    chance = rng.uniform(size=400)
    rows = judged(chance.tolist(), (rng.uniform(size=400) < chance).astype(int).tolist())
    table = reliability(rows)
    assert table["n"].to_list() == [80] * 5
    assert table["told"].is_sorted()
    inside = table.filter(pl.col("told").is_between("low", "high"))
    assert inside.height >= 4
    assert reliability(rows.reverse()).equals(table)


def test_few_entities_make_few_bands_and_equal_probabilities_share_one() -> None:
    assert reliability(judged([0.1] * 9, [0] * 9)).height == 1
    assert reliability(judged([0.1] * 30 + [0.9] * 10, [0] * 40))["n"].to_list() == [30, 10]


@pytest.mark.parametrize(
    ("n", "confirmed", "low", "high"),
    [(10, 0, 0.0, 0.278), (10, 10, 0.722, 1.0), (40, 20, 0.352, 0.648)],
)
def test_the_interval_of_a_share(n: int, confirmed: int, low: float, high: float) -> None:
    assert wilson(n, confirmed) == pytest.approx((low, high), abs=5e-4)
