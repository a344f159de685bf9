"""Who is on the list: the best leads within capacity, and the random share."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.targets.draw import draw
from pipelines.targets.policy import Policy

RED, ORANGE, YELLOW, BLUE = TIERS = ("红", "橙", "黄", "蓝")
"""Risk tiers, gravest first: fraud pattern, art. 38, art. 39, random draw (domain standard D.6)."""

MODEL, RANDOM = "model", "random"
"""How an entity came onto the list."""

UNLISTED = "unlisted"
"""The mode of an entity that is explained without being on the list."""

CANDIDATE = {
    "entity_id": pl.String(),
    "entity_name": pl.String(),
    "area": pl.String(),
    "kind": pl.String(),
    "score": pl.Float64(),
    "percentile": pl.Float64(),
    "probability": pl.Float64(),
    "rank": pl.Int64(),
    "model_version": pl.String(),
    "hits": pl.Int64(),
    "amount_at_issue_fen": pl.Int64(),
    "expected_amount_fen": pl.Int64(),
    "families": pl.String(),
    "violations": pl.String(),
    "last_outcome_date": pl.Date(),
    "not_scored_reason": pl.String(),
}
"""The columns of `candidates`: everything that the choice and the list need of an entity.

`rank` is the rank among all scored entities, `violations` the ids that its reasons point to,
the strongest first, joined by `|`, `families` the kinds of case it resembles, in the same way,
`last_outcome_date` the day on which its latest inspection's
outcome was known.
"""


@dataclass(frozen=True)
class Choice:
    """The list of one level, and the account of how it came about.

    Attributes:
        listed: one row per target, sorted by `rank`: the columns of `CANDIDATE` with `rank` now
            the place on the list and `model_rank` the rank among all, and `level`, `month`,
            `mode` (`model` or `random`), `inclusion_probability`, `risk_tier`.
        draw: every entity that could have been drawn, sorted by `entity_id`: `level, entity_id,
            area, weight, inclusion_probability, drawn`.
        excluded: who could not be listed, sorted by `entity_id`: `entity_id, entity_name, area,
            reason` (`cool_down`, `kind` or `area_full`) and `detail` (date, kind or area).
    """

    listed: pl.DataFrame
    draw: pl.DataFrame
    excluded: pl.DataFrame


def choose(
    candidates: pl.DataFrame,
    *,
    level: str,
    policy: Policy,
    month: str,
    seed: str,
    violation_tiers: Mapping[str, str],
) -> Choice:
    """Choose the list of one level.

    The ranked places go to the highest scores (ties by `entity_id`), the random ones are drawn
    from all other eligible entities, also from those without a score: the random stratum is
    where unbiased outcomes come from. A ranked entity is on the list for certain, so its
    inclusion probability is 1.

    Args:
        candidates: every entity of the level, columns as in `CANDIDATE`, in any order.
        level: `institution`, `doctor` or `patient`.
        policy: capacity, random share, caps and exclusions.
        month: `YYYY-MM`.
        seed: published before the draw.
        violation_tiers: tier (红, 橙, 黄) by violation id; unknown ids count as 黄.
    """
    judged = _candidates(candidates).with_columns(_exclusion(policy, month))
    eligible = judged.filter(pl.col("reason").is_null())
    ranked = _ranked(eligible, policy, level)
    pool = eligible.join(ranked, on="entity_id", how="anti").sort("entity_id")
    room = _room(eligible, ranked, policy, level)
    full = pl.col("area").is_in([area for area, left in room.items() if left == 0])
    places = policy.random_places(level)
    urn = pool.filter(full.not_().fill_null(value=True)) if places else pool.clear()
    drawn = draw(_weighted(urn, policy), places, f"{seed}|{month}|{level}", room)
    listed = pl.concat([_with_mode(ranked), _with_draw(pool, drawn)])
    return Choice(
        listed=_numbered(listed, level, month, violation_tiers),
        draw=drawn.select(pl.lit(level).alias("level"), pl.all()),
        excluded=_excluded(judged, pool.filter(full)),
    )


def unlisted(
    candidates: pl.DataFrame, *, level: str, month: str, violation_tiers: Mapping[str, str]
) -> pl.DataFrame:
    """Candidates in the shape of `Choice.listed` without a place on the list, to be explained."""
    return _candidates(candidates).with_columns(
        rank=pl.lit(None, pl.Int64),
        level=pl.lit(level),
        month=pl.lit(month),
        mode=pl.lit(UNLISTED),
        inclusion_probability=pl.lit(None, pl.Float64),
        risk_tier=_leading_tier(violation_tiers),
    )


def _candidates(candidates: pl.DataFrame) -> pl.DataFrame:
    """The columns that matter, in the order of the entities."""
    return (
        candidates.select(pl.col(name).cast(dtype) for name, dtype in CANDIDATE.items())
        .sort("entity_id")
        .rename({"rank": "model_rank"})
    )


def _month_number(when: pl.Expr) -> pl.Expr:
    return when.dt.year().cast(pl.Int32) * 12 + when.dt.month()


def _exclusion(policy: Policy, month: str) -> list[pl.Expr]:
    """`reason` and `detail` of those who are not eligible."""
    outcome = pl.col("last_outcome_date")
    now = _month_number(pl.lit(month).str.to_date("%Y-%m"))
    cooling = now - _month_number(outcome) < policy.cool_down_months
    kind = pl.col("kind").is_in(policy.excluded_kinds)
    return [
        pl.when(cooling).then(pl.lit("cool_down")).when(kind).then(pl.lit("kind")).alias("reason"),
        pl.when(cooling).then(outcome.dt.to_string()).when(kind).then("kind").alias("detail"),
    ]


def _ranked(eligible: pl.DataFrame, policy: Policy, level: str) -> pl.DataFrame:
    """The highest scores, no more than `area_cap` of an area."""
    best = eligible.filter(pl.col("score").is_not_null()).sort(
        ["score", "entity_id"], descending=[True, False]
    )
    if level in policy.area_cap:
        place_in_area = pl.int_range(pl.len()).over("area")
        best = best.filter(
            pl.col("area").is_null() | (place_in_area < policy.area_cap[level]),
        )
    return best.head(policy.ranked_places(level))


def _room(
    eligible: pl.DataFrame, ranked: pl.DataFrame, policy: Policy, level: str
) -> dict[str, int]:
    """Places that the area cap leaves to the random part, by area."""
    if level not in policy.area_cap:
        return {}
    taken = dict(ranked["area"].value_counts().iter_rows())
    areas = eligible["area"].drop_nulls().unique().sort()
    return {area: policy.area_cap[level] - taken.get(area, 0) for area in areas}


def _weighted(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Weights from 100 (percentile 0) to 100 * `risk_ratio`; no score counts as the middle."""
    percentile = pl.col("percentile").fill_null(50.0)
    weight = (100 + (policy.risk_ratio - 1) * percentile).round().cast(pl.Int64)
    return pool.select("entity_id", "area", weight.alias("weight"))


def _with_mode(ranked: pl.DataFrame) -> pl.DataFrame:
    return ranked.with_columns(mode=pl.lit(MODEL), inclusion_probability=pl.lit(1.0))


def _with_draw(pool: pl.DataFrame, drawn: pl.DataFrame) -> pl.DataFrame:
    winners = drawn.filter("drawn").select("entity_id", "inclusion_probability")
    return (
        pool.with_columns(mode=pl.lit(RANDOM))
        .join(winners, on="entity_id", how="inner")
        .sort("entity_id")
    )


def _numbered(
    listed: pl.DataFrame, level: str, month: str, violation_tiers: Mapping[str, str]
) -> pl.DataFrame:
    random = pl.col("mode") == RANDOM
    tier = _leading_tier(violation_tiers)
    return listed.drop("reason", "detail").with_columns(
        rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
        level=pl.lit(level),
        month=pl.lit(month),
        risk_tier=pl.when(random).then(pl.lit(BLUE)).otherwise(tier),
    )


def _leading_tier(violation_tiers: Mapping[str, str]) -> pl.Expr:
    """The tier of the violation that the strongest reason points to.

    Not the gravest of all: with enough weak reasons everybody would be red.
    """
    first = pl.col("violations").fill_null("").str.split("|").list.first()
    return first.replace_strict(
        list(violation_tiers),
        list(violation_tiers.values()),
        default=YELLOW,
        return_dtype=pl.String,
    )


def _excluded(judged: pl.DataFrame, crowded: pl.DataFrame) -> pl.DataFrame:
    crowded = crowded.with_columns(reason=pl.lit("area_full"), detail=pl.col("area"))
    columns = ["entity_id", "entity_name", "area", "reason", "detail"]
    barred = judged.filter(pl.col("reason").is_not_null())
    return pl.concat([barred.select(columns), crowded.select(columns)]).sort("entity_id")
