"""From profiles and past outcomes to a bundle, and what it would have found."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from models import cases, joint
from models.bundle import Bundle
from models.calibration import calibration, trusted
from models.description import Described
from models.evaluation import OVERALL, evaluate
from models.families import Families
from models.families import learn as learn_families
from models.folds import split
from models.judging import judged, unaided
from models.learning import Evidence, Plan, learn

__all__ = ["Plan", "Training", "train"]


@dataclass(frozen=True)
class Training:
    """A bundle and the figures it was judged by.

    Attributes:
        bundle: the model, fitted to everything known.
        evaluation: what `evaluation.evaluate` returns.
        judged: the rows behind it, none judged by a model that had seen its entity: `fold`,
            `entity_id`, `month`, `y`, the rankings `model`, `case`, `anomaly`, `size`, and
            `probability`.
    """

    bundle: Bundle
    evaluation: pl.DataFrame
    judged: pl.DataFrame


def train(  # noqa: PLR0913  what is known, and how it is to be used
    snapshots: pl.DataFrame,
    labelled: pl.DataFrame,
    descriptions: Iterable[Described],
    plan: Plan,
    facts: Mapping[str, Any] | None = None,
    *,
    peers: pl.DataFrame | None = None,
    as_of: dt.date | None = None,
    families: Mapping[str, pl.DataFrame] | None = None,
) -> Training:
    """Train on everything known, and judge the same procedure on what it could not know.

    With too few outcomes for a case model the score is the anomaly alone; the bundle's facts say
    why (`no_case_model`). A probability that does not keep its word is not told, and why
    (`no_probability`).

    Args:
        snapshots: profiles of several months, stacked.
        labelled: what `labels.label` returns for them.
        descriptions: catalogue entries; those without a column are ignored.
        plan: the decisions.
        facts: JSON values to keep with the model (package versions, input hashes ...).
        peers: the peers of the latest month, kept with the model as its reference.
        as_of: the first day of the last month that it may know of.
        families: what `labels.label` returns for the outcomes of each family of violations (see
            `families.learn`); learned where there is a case model for all of them.

    Raises:
        ValueError: when nothing can be scored, the latest month cannot carry a forest, or a
            snapshot or an outcome comes from after the cut.
    """
    _check_cut(snapshots, labelled, as_of)
    evidence = Evidence.gather(snapshots, labelled, descriptions, plan)
    forest = evidence.forest(evidence.months[-1])
    refused = cases.refusal(evidence.known)
    if refused is None:
        model, weights = learn(evidence, evidence.known, forest)
        division = split(evidence.known, seed=plan.seed)
        unseen = judged(evidence, division, forest)
        kinds = learn_families(evidence, families or {}, forest)
        weights, kept = trusted(weights, calibration(unseen))
        how = {"split": division.kind, "split_why": division.why, **kept}
    else:
        model, weights, kinds = None, joint.ALONE, Families()
        unseen, how = unaided(evidence, forest), {"no_case_model": refused}
    evaluation = evaluate(unseen, visited=evidence.visited, seed=plan.seed)
    told = {**_facts(evidence), **how, **(facts or {}), "evaluation": _overall(evaluation)}
    reference = {} if peers is None else {"reference": peers.sort("peer_group", "feature")}
    bundle = Bundle(
        plan.level,
        evidence.descriptions,
        forest,
        model,
        weights,
        facts=told,
        families=kinds,
        **reference,
    )
    return Training(bundle, evaluation, unseen)


def _check_cut(snapshots: pl.DataFrame, labelled: pl.DataFrame, as_of: dt.date | None) -> None:
    """Refuse what nobody could have known: a feature of a later month, a later outcome."""
    if as_of is None:
        return
    late = sorted({m for m in snapshots.get_column("month") if m > f"{as_of:%Y-%m}"})
    told = labelled.filter(pl.col("known") >= as_of)
    if late:
        raise ValueError(f"profiles of {', '.join(late)} are from after the cut at {as_of:%Y-%m}")
    if not told.is_empty():
        raise ValueError(
            f"{told.height} outcomes were known on {as_of} or later: nothing to learn from"
        )


def _facts(evidence: Evidence) -> dict[str, Any]:
    known = evidence.known.group_by("outcome").agg(pl.col("entity_id").n_unique().alias("n"))
    counts = {row["outcome"] or "unlabelled": row["n"] for row in known.iter_rows(named=True)}
    return {
        "plan": asdict(evidence.plan),
        "months": evidence.months,
        "entities": dict(sorted(counts.items())),
    }


def _overall(evaluation: pl.DataFrame) -> list[dict[str, Any]]:
    return evaluation.filter(pl.col("fold") == OVERALL).to_dicts()
