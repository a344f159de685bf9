"""A model as it would have been at an earlier month: its recipe, taught what was known then."""

from collections.abc import Collection

import polars as pl

from models import cases, joint
from models.bundle import Bundle
from models.learning import Evidence, Plan, learn
from models.trees import TreeParams


def refit(
    bundle: Bundle, snapshots: pl.DataFrame, labelled: pl.DataFrame, apart: Collection[str]
) -> Bundle:
    """Train the recipe of a bundle anew.

    The recipe is its features, parameters, trees and seeds. Entities that are going to be judged
    teach it nothing. Probabilities are as the formula gives them: neither refused nor bounded,
    for that takes outcomes to judge them by (`calibration.trusted`).

    Args:
        bundle: whose recipe.
        snapshots: profiles up to the month, stacked.
        labelled: outcomes laid over them, as known before the month (`labels.label`).
        apart: ids of the entities to be judged.

    Raises:
        ValueError: when nothing can be scored, or the last month cannot carry a forest.
    """
    evidence = Evidence.gather(snapshots, labelled, bundle.descriptions, plan_of(bundle))
    forest = evidence.forest(evidence.months[-1])
    known = evidence.known.filter(pl.col("entity_id").is_in(list(apart)).not_())
    if cases.refusal(known) is not None:
        model, weights = None, joint.ALONE
    else:
        model, weights = learn(evidence, known, forest)
    return Bundle(bundle.level, evidence.descriptions, forest, model, weights, facts=bundle.facts)


def plan_of(bundle: Bundle) -> Plan:
    """The decisions that a bundle was trained by, from its facts."""
    facts = dict(bundle.facts["plan"])
    return Plan(**{**facts, "params": TreeParams(**facts["params"])})
