"""Reasons of one cause are one reason: what the features of a violation say together.

The cause of a feature is what the catalogue states, never what happens to correlate in the data
at hand, so the same features are one reason every month.
"""

import math

import polars as pl

from models.description import Description
from models.whose import committed, own_of

SIZE_AND_MIX = ""
"""The cause of what is no suspicion."""

OUT = 1.0
"""Robust z, towards suspicion, from which a value is said to stand out from its peers."""

EVIDENT = 0.001
"""Weight of evidence, in nats a claim, from which the claims come before the measures."""

UNHEARD = 0.001
"""The share of claims that a signal is taken to hit by chance where none of the peers has any."""

POINTED = 0.25
"""A reason names the violations to which at least this share of it points."""

_WHOSE = ["entity_id", "cause"]

MEMBER = {"feature": pl.String, "contribution": pl.Float64, "text": pl.String}
"""What is kept of a member of a reason."""

CAUSES = pl.Schema(
    {
        "entity_id": pl.String(),
        "place": pl.Int64(),
        "cause": pl.String(),
        "contribution_anomaly": pl.Float64(),
        "contribution_case": pl.Float64(),
        "contribution": pl.Float64(),
        "evidence": pl.Float64(),
        "stands_out": pl.Boolean(),
        "violations": pl.String(),
        "feature": pl.String(),
        "value": pl.Float64(),
        "peer_median": pl.Float64(),
        "robust_z": pl.Float64(),
        "text": pl.String(),
        "members": pl.List(pl.Struct(MEMBER)),
    }
)
"""Columns of the causes frame, in order."""


def cause_of(feature: Description, level: str) -> str:
    """What makes a feature unusual, as the catalogue states it.

    That is the violation it points to first; rather one that an entity of the level commits
    itself: too long a stay is the hospital's doing (I-11), and the doctor's (D-09). A signal's
    share, the measures of the same pattern, their last months and trend thus are one reason.
    What points to no violation is a cause of its own.
    """
    if feature.direction == "context":
        return SIZE_AND_MIX
    own = own_of(feature.violations, level)
    return next(iter((*own, *feature.violations, feature.name)))


def evidence(share: float, usual: float) -> float:
    """Weight of the evidence that claims give, in nats a claim (Kullback-Leibler divergence).

    How badly the peers explain the share of claims that show a pattern: half of the claims weigh
    more than one in a hundred, and more where the peers have none than where they have some.

    Args:
        share: share of the entity's claims that show it.
        usual: the share that is not unusual among the peers.
    """
    usual = max(usual, UNHEARD)
    if share <= usual:
        return 0.0
    rest = 0.0 if share >= 1 else (1 - share) * math.log((1 - share) / (1 - usual))
    return share * math.log(share / usual) + rest


def causes(reasons: pl.DataFrame, level: str) -> pl.DataFrame:
    """Sum up the reasons of each entity by their cause.

    A cause that raises the score, and of which something stands out from the peers, has a `place`.
    First come those that the entity commits itself and claims show, by the weight of that
    evidence; then the others by their contribution: what others do there or with it comes no
    earlier for being evident. Size and mix have no place, whatever they add: they are no
    suspicion. Neither has what is like the peers, what only missing values raise, nor what speaks
    against the suspicion, below zero.

    Args:
        reasons: columns as in `explanation.REASONS`.
        level: `institution`, `doctor` or `patient`.

    Returns:
        The columns of `CAUSES`, by entity, place, and then the strongest contribution. The sum
        of an entity's contributions is that of its reasons. `feature` to `text` are
        those of the member that speaks the loudest, `members` are the others.
    """
    members = _in_order(reasons)
    summed = members.group_by(_WHOSE, maintain_order=True).agg(
        pl.col("contribution_anomaly", "contribution_case", "contribution").sum(),
        pl.col("evidence").max(),
        pl.col("stands_out", "speaks").any(),
        pl.col("feature", "value", "peer_median", "robust_z", "text").first(),
        pl.struct(*MEMBER).slice(1).alias("members"),
    )
    named = summed.join(_named(members), on=_WHOSE, how="left")
    return _placed(named, level).select(CAUSES.names()).cast(CAUSES)


def _in_order(reasons: pl.DataFrame) -> pl.DataFrame:
    """The members of each cause, the one that speaks the loudest for its sum first.

    Of a cause that raises the score that is the weightiest evidence, then what stands out; what
    adds to the score by chance, or because a value is missing, comes after.
    """
    raises = pl.col("contribution").sum().over(_WHOSE) > 0
    out = (pl.col("suspicion") >= OUT).fill_null(value=False) & (pl.col("contribution") > 0)
    weight = pl.when(out).then(pl.col("evidence").fill_null(0.0)).otherwise(0.0)
    return (
        reasons.with_columns(raises=raises, stands_out=out, evidence=weight)
        .with_columns(
            weight=pl.when("raises", pl.col("evidence") >= EVIDENT).then("evidence"),
            out=pl.col("raises") & pl.col("stands_out"),
            speaks=pl.col("value").is_not_null()
            & (pl.col("raises") == (pl.col("contribution") > 0)),
            strength=pl.when("raises").then("contribution").otherwise(-pl.col("contribution")),
        )
        .sort(
            *(*_WHOSE, "weight", "out", "speaks", "strength", "feature"),
            descending=[False, False, True, True, True, True, False],
            nulls_last=True,
        )
    )


def _named(members: pl.DataFrame) -> pl.DataFrame:
    """The violations that a cause points to, the heaviest first.

    A violation weighs what the members that name it add to the score.
    """
    added = pl.col("contribution").clip(lower_bound=0).sum()
    whole = members.group_by(_WHOSE).agg(added.alias("whole"))
    heavy = (pl.col("weight") > 0) & (pl.col("weight") >= POINTED * pl.col("whole"))
    return (
        members.with_columns(pl.col("violations").str.split("|"))
        .with_columns(nth=pl.int_ranges(pl.col("violations").list.len()))
        .explode("violations", "nth")
        .group_by(*_WHOSE, "violations")
        .agg(added.alias("weight"), pl.col("nth").min())
        .join(whole, on=_WHOSE)
        .filter(heavy | (pl.col("violations") == pl.col("cause")))
        .sort(*_WHOSE, -pl.col("weight"), "nth", "violations")
        .group_by(_WHOSE, maintain_order=True)
        .agg(pl.col("violations").str.join("|"))
    )


def _placed(summed: pl.DataFrame, level: str) -> pl.DataFrame:
    """Number the reasons for suspicion of each entity; the rest follow by what they weigh."""
    told = (pl.col("cause") != SIZE_AND_MIX) & pl.col("speaks")
    suspicion = (pl.col("contribution") > 0) & told & pl.col("stands_out")
    shown = (pl.col("evidence") >= EVIDENT) & committed(pl.col("cause"), level)
    weight = pl.when(shown).then("evidence").fill_null(0.0)
    place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("entity_id")
    keys = ["suspicion", "weight", "contribution"]
    return (
        summed.with_columns(suspicion=suspicion, weight=weight)
        .sort("entity_id", *keys, "cause", descending=[False, *[True] * len(keys), False])
        .with_columns(place=pl.when("suspicion").then(place))
        .sort("entity_id", "place", -pl.col("contribution").abs(), "cause", nulls_last=True)
    )
