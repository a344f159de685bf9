from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.detection.places import Place
from benchmarks.detection.problem import Problem
from benchmarks.detection.rankings import Ranking, unseen
from models.description import Floats
from models.learning import Evidence, Plan
from pipelines import Workspace

MONTH = "2025-02"
OUTCOMES = ["confirmed", "cleared"] * 10 + [None] * 5


def problem() -> Problem:
    entities = [f"H{number:02}" for number in range(len(OUTCOMES))]
    keys = pl.DataFrame({"entity_id": entities}).with_columns(month=pl.lit(MONTH))
    known = keys.with_columns(
        pl.Series("outcome", OUTCOMES), known=pl.lit("2025-01-01").str.to_date()
    )
    place = Place("city", "city-3", Workspace(Path("nowhere")), MONTH)
    return Problem(place, "institution", Evidence(keys, known, (), Plan("institution", 3)))


def has_seen(problem: Problem, labelled: pl.DataFrame, _seed: int) -> Floats:
    """1 for whom this ranking was taught by."""
    taught = labelled.filter(pl.col("outcome").is_not_null()).get_column("entity_id").implode()
    seen = problem.rows.get_column("entity_id").is_in(taught)
    return np.asarray(seen.to_numpy(), dtype=np.float64)


def test_nobody_is_ranked_by_a_model_that_was_taught_by_its_outcome() -> None:
    whole = np.full(len(OUTCOMES), 7.0)
    ranks = unseen(problem(), Ranking(has_seen, taught=True, drawn=False), whole, seed=0)
    not_seen = (4 + 5 + 1) / 2  # shared by a fold's four and the five without an outcome
    assert ranks.tolist() == [not_seen] * 20 + [13.0] * 5


def test_folds_whose_scores_are_on_other_scales_are_ranked_alike() -> None:
    def grown(problem: Problem, labelled: pl.DataFrame, _seed: int) -> Floats:
        scale = float(labelled.get_column("entity_id").str.slice(1).cast(pl.Int64).sum())
        return scale * np.arange(problem.rows.height, dtype=np.float64)

    ranks = unseen(problem(), Ranking(grown, taught=True, drawn=False), np.arange(25.0), seed=0)
    assert ranks.tolist() == list(range(1, 26))


def test_who_learns_from_nobody_ranks_all_at_once() -> None:
    whole = np.arange(25.0)
    ranking = Ranking(has_seen, taught=False, drawn=False)
    assert unseen(problem(), ranking, whole, seed=0) is whole


def test_those_with_an_outcome_are_judged_by_it() -> None:
    judged = problem().judged
    assert list(judged) == ["inspected"], "nobody knows the truth of a real place"
    assert judged["inspected"].height == 20
    assert judged["inspected"]["y"].sum() == 10
