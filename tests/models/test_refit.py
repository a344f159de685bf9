"""A recipe taught anew."""

from dataclasses import replace

import polars as pl

from models.description import Description
from models.learning import Plan
from models.refit import plan_of, refit
from models.training import Training, train


def test_the_recipe_is_read_back_from_the_facts(training: Training, plan: Plan) -> None:
    assert plan_of(training.bundle) == plan


def test_with_everything_known_it_is_the_same_model(
    training: Training, snapshots: pl.DataFrame, labelled: pl.DataFrame
) -> None:
    again = refit(training.bundle, snapshots, labelled, [])
    unbounded = replace(training.bundle.joint, least=0.0, most=1.0)
    assert again.dump() == replace(training.bundle, joint=unbounded).dump()


def test_who_is_judged_teaches_nothing(
    training: Training, snapshots: pl.DataFrame, labelled: pl.DataFrame
) -> None:
    apart = ["H0000", "H0030"]
    swapped = labelled.with_columns(
        outcome=pl.when(pl.col("entity_id").is_in(apart))
        .then(pl.col("outcome").replace({"confirmed": "cleared", "cleared": "confirmed"}))
        .otherwise("outcome")
    )
    first, second = (refit(training.bundle, snapshots, rows, apart) for rows in (labelled, swapped))
    assert first.dump() == second.dump() != training.bundle.dump()


def test_a_feature_that_the_bundle_lacks_is_not_taught(
    training: Training,
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: tuple[Description, ...],
    plan: Plan,
) -> None:
    few = train(snapshots, labelled, descriptions[:5], plan).bundle
    assert refit(few, snapshots, labelled, []).columns == few.columns


def test_too_few_outcomes_leave_the_forest_alone(
    training: Training, snapshots: pl.DataFrame, labelled: pl.DataFrame
) -> None:
    early = labelled.with_columns(outcome=pl.lit(None, pl.String), known=pl.lit(None, pl.Date))
    assert refit(training.bundle, snapshots, early, []).cases is None
