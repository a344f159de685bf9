"""Why entities have their scores: contributions beside the numbers and the peers, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from models.bundle import Bundle, Contributions
from models.causes import cause_of, evidence
from models.description import MADE_OF_STAYS, Description, check_columns, z_column
from models.reasons import Lang, Standing, sentence
from models.whose import PHARMACY, possible

TOLERANCE = 1e-6
"""How far base + contributions may be from the score."""

QUANTILES = ("p10", "p25", "p75", "p90", "p99")
EXTREMES = ("lowest", "second_lowest", "second_highest", "highest")
_SPREAD = (*QUANTILES, *EXTREMES)
"""What sentences use of how the peers are spread, where it is given."""

STAYS = "inpatient_stays"
"""The column of a profile that counts stays; some violations take one."""

KIND = "kind"
"""The column of a profile that says what kind of institution it is, or the doctor's is."""


ENCOUNTERS = "encounters"
"""The column of a profile that counts what shares of hits are shares of."""

REASONS = pl.Schema(
    {
        "entity_id": pl.String,
        "month": pl.String,
        "feature": pl.String,
        "value": pl.Float64,
        "peer_group": pl.String,
        "peer_median": pl.Float64,
        "robust_z": pl.Float64,
        "contribution_anomaly": pl.Float64,
        "contribution_case": pl.Float64,
        "contribution": pl.Float64,
        "cause": pl.String,
        "violations": pl.String,
        "suspicion": pl.Float64,
        "evidence": pl.Float64,
        "text": pl.String,
    }
)
"""Columns of the reasons frame, in order. `suspicion` is the robust z turned to the suspicious
side, null for size and mix; `evidence` is null where no claims can be shown for the value."""

_SIDES = {"high": 1.0, "low": -1.0}


@dataclass(frozen=True)
class Explanation:
    """Reasons of some entities.

    Attributes:
        base: where every score starts.
        reasons: the columns of `REASONS`, one row per entity and feature, the strongest reason
            of an entity first; base + the sum of an entity's contributions = its score.
    """

    base: float
    reasons: pl.DataFrame


def explain(
    bundle: Bundle,
    profile: pl.DataFrame,
    peers: pl.DataFrame | None,
    entity_ids: Sequence[str],
    *,
    lang: Lang = "zh",
) -> Explanation:
    """Explain the scores of some entities of one month's profile.

    Args:
        bundle: the model that scored them.
        profile: the profile that was scored.
        peers: `peer_group`, `feature`, `median` and any of `QUANTILES` and `EXTREMES`, with
            `peer_size` so that they may be told; None takes the model's own reference, the peers
            of the last month it learned from.
        entity_ids: whom to explain; each costs some milliseconds.
        lang: language of the sentences.

    Raises:
        ValueError: when an entity was not scored in this profile, or the profile lacks columns.
        ArithmeticError: when contributions do not add up to a score; nothing may be shown then.
    """
    check_columns(profile, [feature.name for feature in bundle.descriptions])
    rows = profile.filter(pl.col("entity_id").is_in(list(entity_ids)))
    shares = bundle.contributions(rows, entity_ids)
    _check_sums(shares, bundle.score(rows, ""))
    beside = (
        shares.frame.join(
            _numbers(rows, bundle.descriptions, bundle.level),
            on=["entity_id", "feature"],
        )
        .join(
            _medians(bundle.reference if peers is None else peers),
            on=["peer_group", "feature"],
            how="left",
        )
        .sort("entity_id", -pl.col("contribution"), "feature")
    )
    worded = _worded(beside, bundle, lang)
    return Explanation(shares.base, worded.select(REASONS.names()).cast(REASONS))


def _check_sums(shares: Contributions, scores: pl.DataFrame) -> None:
    sums = shares.frame.group_by("entity_id").agg(pl.col("contribution").sum() + shares.base)
    gap = pl.col("contribution") - pl.col("score")
    off = sums.join(scores, on="entity_id").filter(~(gap.abs() <= TOLERANCE)).sort("entity_id")
    if not off.is_empty():
        named = ", ".join(off.get_column("entity_id").head(5))
        raise ArithmeticError(
            f"contributions do not add up to the score of {off.height} entities: {named}"
        )


def _numbers(rows: pl.DataFrame, features: Sequence[Description], level: str) -> pl.DataFrame:
    """Value and peer z of each entity and feature, long; of hits also of how many encounters."""
    stays = pl.col(STAYS) if STAYS in rows else pl.lit(None)
    kind = _kind(level) if KIND in rows else pl.lit(None)
    who = ["entity_id", "month", "peer_group"]
    frames = [
        rows.select(
            *who,
            pl.lit(feature.name).alias("feature"),
            pl.col(feature.name).cast(pl.Float64).alias("value"),
            _z(rows, feature.name),
            _encounters(rows, feature),
            pl.lit(feature.rests_on in MADE_OF_STAYS).alias("of_stays"),
            stays.cast(pl.Float64).alias("stays"),
            kind.cast(pl.String).alias("kind"),
        )
        for feature in features
    ]
    return pl.concat(frames)


def _kind(level: str) -> pl.Expr:
    """Of an institution; of a doctor that of the main site, unless it is a shop.

    A doctor treats elsewhere than at a shop; insured persons are of a scheme.
    """
    if level == "doctor":
        return pl.when(pl.col(KIND) != PHARMACY).then(KIND)
    return pl.col(KIND) if level == "institution" else pl.lit(None)


def _z(rows: pl.DataFrame, name: str) -> pl.Expr:
    known = pl.col(z_column(name)) if z_column(name) in rows else pl.lit(None)
    return known.cast(pl.Float64).alias("robust_z")


def _encounters(rows: pl.DataFrame, feature: Description) -> pl.Expr:
    known = feature.counts_hits and ENCOUNTERS in rows
    return (pl.col(ENCOUNTERS) if known else pl.lit(None)).cast(pl.Int64).alias("of")


def _medians(peers: pl.DataFrame) -> pl.DataFrame:
    known = [name for name in ("peer_size", *_SPREAD) if name in peers]
    return peers.select("peer_group", "feature", pl.col("median").alias("peer_median"), *known)


def _worded(beside: pl.DataFrame, bundle: Bundle, lang: Lang) -> pl.DataFrame:
    features = {feature.name: feature for feature in bundle.descriptions}
    rows = beside.to_dicts()
    texts = [
        sentence(
            features[row["feature"]],
            _standing(row),
            level=bundle.level,
            lang=lang,
            against=row["contribution"] < 0,
        )
        for row in rows
    ]
    told = [_there(features[row["feature"]], row) for row in rows]
    suspicion = [_suspicion(f, row["robust_z"]) for f, row in zip(told, rows, strict=True)]
    return beside.with_columns(
        pl.Series("text", texts, pl.String),
        pl.Series("cause", [cause_of(f, bundle.level) for f in told], pl.String),
        pl.Series("violations", ["|".join(f.violations) for f in told], pl.String),
        pl.Series("suspicion", suspicion, pl.Float64),
        pl.Series("evidence", list(map(_evidence, told, rows)), pl.Float64),
    )


def _there(feature: Description, row: Mapping[str, Any]) -> Description:
    """A feature with the violations that it can point to at this entity.

    A measure may mean another thing elsewhere; claims show what was done, and are never left
    without a name for it.
    """
    able = possible(feature.violations, stays=row["stays"], kind=row["kind"])
    if feature.counts_hits and not able:
        able = possible(feature.violations, stays=row["stays"])
    return replace(feature, violations=able)


def _suspicion(feature: Description, z: float | None) -> float | None:
    """How far a value lies on the suspicious side of its peers; either side, where both are."""
    if z is None or feature.direction == "context":
        return None
    return _SIDES[feature.direction] * z if feature.direction in _SIDES else abs(z)


def _evidence(feature: Description, row: Mapping[str, Any]) -> float | None:
    """What the claims behind a value weigh, against what a tenth of the peers show as well."""
    usual = row["peer_median"] if row.get("p90") is None else row["p90"]
    if not feature.counts_hits or row["value"] is None or usual is None:
        return None
    return evidence(row["value"], usual)


def _standing(row: Mapping[str, Any]) -> Standing:
    spread = {name: row[name] for name in _SPREAD if row.get(name) is not None}
    return Standing(
        row["value"],
        row["peer_median"],
        spread,
        row["peer_group"],
        row.get("peer_size"),
        row["of"],
        int(row["stays"]) if row["of_stays"] and row["stays"] is not None else None,
    )
