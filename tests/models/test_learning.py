from dataclasses import replace
from itertools import chain

import polars as pl
import pytest

from models.description import Description
from models.folds import Fold, split
from models.labels import KEY
from models.learning import Evidence, Plan, _held_out, learn


@pytest.fixture(scope="module")
def evidence(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> Evidence:
    return Evidence.gather(snapshots, labelled, descriptions, plan)


def test_only_what_can_be_scored_is_evidence(
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    first = pl.when(pl.col("entity_id") == "H0000").then(pl.lit("few_encounters"))
    evidence = Evidence.gather(
        snapshots.with_columns(not_scored_reason=first), labelled, descriptions, plan
    )
    assert "H0000" not in evidence.profiles["entity_id"]
    assert "H0000" not in evidence.known["entity_id"]
    with pytest.raises(ValueError, match="nothing to train on"):
        Evidence.gather(snapshots.clear(), labelled, descriptions, plan)


def test_a_fold_is_taught_nothing_of_its_test_nor_of_later_months(evidence: Evidence) -> None:
    cut_off = Fold(
        "2024-09",
        "2024-09",
        train=pl.DataFrame({"entity_id": ["H0001"], "month": ["2024-06"]}),
        test=pl.DataFrame({"entity_id": ["H0050"], "month": ["2024-09"]}),
    )
    taught = evidence.taught(cut_off)
    assert taught["month"].max() == "2024-09"
    assert "H0050" not in taught["entity_id"]
    inspected = taught.filter(pl.col("outcome").is_not_null())
    assert inspected.select(KEY).equals(cut_off.train)
    assert taught.filter(pl.col("outcome").is_null()).height > 0


def test_the_forest_is_of_one_month(evidence: Evidence) -> None:
    assert evidence.months == ["2024-06", "2024-09", "2024-12"]
    assert evidence.forest("2024-09").isolation.forest.max_samples_ == 60


def test_learning_is_the_same_whatever_the_order_of_outcomes(evidence: Evidence) -> None:
    forest = evidence.forest("2024-12")
    model, weights = learn(evidence, evidence.known, forest)
    again, same = learn(evidence, evidence.known.reverse(), forest)
    assert weights == same
    rows = evidence.profiles
    assert (model.margins(rows) == again.margins(rows)).all()


def test_the_plan_of_the_world_splits_by_time(evidence: Evidence) -> None:
    assert split(evidence.known, seed=1).kind == "time_forward"


def test_who_is_held_out_with_whom_is_the_same_whatever_the_seed(evidence: Evidence) -> None:
    forest = evidence.forest("2024-12")

    def together(seed: int) -> list[list[str]]:
        plan = replace(evidence.plan, bags=2, seed=seed)
        unseen = _held_out(replace(evidence, plan=plan), evidence.known, forest)
        return [each["entity_id"].to_list() for each in unseen]

    groups = together(seed=0)
    assert together(seed=1) == groups
    judged = evidence.known.drop_nulls("outcome")["entity_id"].unique()
    assert sorted(chain.from_iterable(groups)) == sorted([*judged, *judged])
