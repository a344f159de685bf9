"""Who is on the list: tips, look-backs, the best leads and the random share, within the policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.errors import InputError
from pipelines.pages.figures import ABSENT
from pipelines.targets.candidate import FLAGGED, judged, plain
from pipelines.targets.cells import Cells, Demand, cells_of
from pipelines.targets.draw import draw
from pipelines.targets.feasible import Programme, Shortfall
from pipelines.targets.lead import BLUE, TIERS, leading_tier
from pipelines.targets.places import LOOK_BACK, RANDOM, TIP, Places, in_order
from pipelines.targets.policy import Policy
from pipelines.targets.spread import Way, spread

UNLISTED = "unlisted"
"""The mode of an entity that is explained without being on the list."""


COVERAGE = pl.Schema(
    {
        "level": pl.String,
        "quota": pl.String,
        "counted": pl.Int64,
        "asked": pl.Int64,
        "visited": pl.Int64,
        "listed": pl.Int64,
        "most": pl.Int64,
    }
)
"""What a quota came to: of how many it takes its share, how many it asks for, how many of these
were visited before and are on the list now, and how many it allows on the list (null: any)."""


@dataclass(frozen=True)
class Choice:
    """The list of one level, and the account of how it came about.

    Attributes:
        listed: one row per target, sorted by `rank`: the columns of `candidate.CANDIDATE` with
            `rank` now the place on the list and `model_rank` the rank among all, and `level`,
            `month`, `mode` (`places.MODES`), `inclusion_probability`, `risk_tier`, `sources`
            (which of `model`, `tips` and `history` speak for it, joined by `|`).
        draw: every entity that could have been drawn, sorted by `entity_id`: `level, entity_id,
            area, weight, inclusion_probability, drawn, cell, chance`.
        ways: how the drawn places could fall on the cells.
        excluded: who could not be listed, sorted by `entity_id`: `entity_id, entity_name, area,
            reason` (`cool_down`, `kind`, `excluded`, `no_room` or `met`) and `detail` (date, kind,
            code, the limit, or the quota that visits have met).
        coverage: the quotas in the order of the policy: the columns of `COVERAGE`.
    """

    listed: pl.DataFrame
    draw: pl.DataFrame
    ways: tuple[Way, ...]
    excluded: pl.DataFrame
    coverage: pl.DataFrame


class ImpossiblePolicyError(InputError):
    """A policy that no list can keep to, and the quotas that cannot be met."""

    def __init__(self, policy: Policy, level: str, month: str, short: Sequence[Shortfall]) -> None:
        told = "\n".join(
            f"  {one.name}: {one.wanted} wanted, {one.available} available" for one in short
        )
        super().__init__(
            f"The policy {policy.name} cannot be met at the level {level} in {month}, within "
            f"places, teams and the quotas before each:\n{told}"
        )
        self.short = tuple(short)


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

    Look-backs and tips come first, as far as the policy has places for them, then the best leads
    in the policy's order. The random places are drawn from all other eligible entities, also from
    those without a score: the random stratum is where unbiased outcomes come from. Who is not
    drawn is on the list for certain, with an inclusion probability of 1.

    Args:
        candidates: every entity of the level, columns as in `CANDIDATE`, in any order.
        level: `institution`, `doctor` or `patient`.
        policy: capacity, shares, quotas and exclusions.
        month: `YYYY-MM`.
        seed: published before the draw.
        violation_tiers: tier (红, 橙, 黄) by violation id; unknown ids count as 黄.

    Raises:
        ImpossiblePolicyError: no list keeps to the policy.
    """
    known = judged(candidates, policy, month)
    cells = cells_of(known, policy, level, month)
    known = known.with_columns(cell=pl.Series(cells.of, dtype=pl.Int64))
    programme = Programme(cells, policy.capacity[level], policy.random_places(level))
    if short := programme.shortfalls():
        raise ImpossiblePolicyError(policy, level, month, short)
    places = _places(known, programme, policy, level)
    pool = known.filter(~pl.col("entity_id").is_in([*places.modes]))
    urn = _urn(pool.filter(pl.col("reason").is_null()), programme, policy)
    ways = spread(programme, places.listed, _weights(urn, cells))
    drawn = draw(urn, ways, f"{seed}|{month}|{level}")
    reached = {cell for way in ways for cell, places in enumerate(way.places) if places}
    could = drawn.filter(pl.col("cell").is_in(reached))
    listed = pl.concat([_certain(known, places), _lucky(known, could)])
    return Choice(
        listed=_numbered(listed, level, month, violation_tiers),
        draw=could.select(pl.lit(level).alias("level"), *_DRAW),
        ways=ways,
        excluded=_excluded(
            pool, drawn.filter(~pl.col("cell").is_in(reached)), cells, listed.get_column("cell")
        ),
        coverage=_coverage(level, cells, listed),
    )


_DRAW = ("entity_id", "area", "weight", "inclusion_probability", "drawn", "cell", "chance")


def unlisted(
    candidates: pl.DataFrame,
    *,
    level: str,
    policy: Policy,
    month: str,
    violation_tiers: Mapping[str, str],
) -> pl.DataFrame:
    """Candidates in the shape of `Choice.listed` without a place on the list, to be explained."""
    return judged(candidates, policy, month).select(
        *plain(candidates).columns,
        rank=pl.lit(None, pl.Int64),
        level=pl.lit(level),
        month=pl.lit(month),
        mode=pl.lit(UNLISTED),
        inclusion_probability=pl.lit(None, pl.Float64),
        risk_tier=leading_tier(violation_tiers),
        sources=_sources(),
    )


def _places(known: pl.DataFrame, programme: Programme, policy: Policy, level: str) -> Places:
    """Who is on the list for certain, in the order of the list."""
    line = in_order(known, policy, TIERS)
    places = Places(programme, policy)
    oldest = line.sort(
        ["prior_confirmed", "last_confirmed_date"],
        descending=[True, False],
        nulls_last=True,
        maintain_order=True,
    )
    places.sent(oldest.filter("looked_back"), LOOK_BACK, policy.look_back_places(level))
    most_tips = line.sort("tips", descending=True, nulls_last=True, maintain_order=True)
    places.sent(most_tips.filter("tipped"), TIP, policy.tip_places(level))
    places.ranked(line.filter(pl.col("reason").is_null()))
    return places


def _urn(pool: pl.DataFrame, programme: Programme, policy: Policy) -> pl.DataFrame:
    """Who can be drawn at all.

    Weights go from 100 (percentile 0) to 100 * `risk_ratio`; no score counts as the middle.
    """
    percentile = pl.col("percentile").fill_null(50.0)
    weight = (100 + (policy.risk_ratio - 1) * percentile).round().cast(pl.Int64)
    drawn = pl.col("cell").is_in(list(programme.cells.drawn))
    asked = pl.lit(value=True) if programme.random_places else drawn
    return pool.filter(asked).select("entity_id", "area", "cell", weight.alias("weight"))


def _weights(urn: pl.DataFrame, cells: Cells) -> list[int]:
    sums = dict(urn.group_by("cell").agg(pl.col("weight").sum()).iter_rows())
    return [sums.get(cell, 0) for cell in range(len(cells.size))]


def _certain(known: pl.DataFrame, places: Places) -> pl.DataFrame:
    modes = pl.DataFrame(
        {"entity_id": list(places.modes), "mode": list(places.modes.values())},
        schema={"entity_id": pl.String, "mode": pl.String},
    )
    return modes.join(known, on="entity_id", how="left", maintain_order="left").with_columns(
        inclusion_probability=pl.lit(1.0)
    )


def _lucky(known: pl.DataFrame, drawn: pl.DataFrame) -> pl.DataFrame:
    """In the shape of `_certain`, in the order of the ids."""
    winners = drawn.filter("drawn").select(
        "entity_id", "inclusion_probability", mode=pl.lit(RANDOM)
    )
    return (
        winners.join(known, on="entity_id")
        .select("entity_id", "mode", *known.drop("entity_id").columns, "inclusion_probability")
        .sort("entity_id")
    )


def _numbered(
    listed: pl.DataFrame, level: str, month: str, violation_tiers: Mapping[str, str]
) -> pl.DataFrame:
    random = pl.col("mode") == RANDOM
    tier = leading_tier(violation_tiers)
    return listed.with_columns(
        rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
        level=pl.lit(level),
        month=pl.lit(month),
        risk_tier=pl.when(random).then(pl.lit(BLUE)).otherwise(tier),
        sources=_sources(),
    ).drop("reason", "detail", FLAGGED, "tipped", "looked_back", "cell")


def _sources() -> pl.Expr:
    """Which of the three sources speak for an entity (R-22)."""
    speaks = {
        "model": pl.col(FLAGGED),
        "tips": pl.col("tips") > 0,
        "history": pl.col("prior_confirmed") > 0,
    }
    names = [pl.when(holds).then(pl.lit(name)) for name, holds in speaks.items()]
    return pl.concat_str(names, separator="|", ignore_nulls=True)


def _coverage(level: str, cells: Cells, listed: pl.DataFrame) -> pl.DataFrame:
    rows = [
        (
            *(level, one.name, one.counted, one.asked, one.visited),
            _of(one, listed.get_column("cell")),
            one.most,
        )
        for one in cells.demands
    ]
    return pl.DataFrame(rows, schema=COVERAGE, orient="row")


def _of(demand: Demand, listed: pl.Series) -> int:
    """How many of the listed, by their cells, a quota counts."""
    return int(listed.is_in(list(demand.cells)).sum())


def _excluded(
    pool: pl.DataFrame, crowded: pl.DataFrame, cells: Cells, listed: pl.Series
) -> pl.DataFrame:
    """Who may not be listed, and whom no way of drawing has a place for."""
    why = pl.DataFrame(
        [(cell, *_crowded(cells, cell, listed)) for cell in range(len(cells.size))],
        {"cell": pl.Int64, "reason": pl.String, "detail": pl.String},
        orient="row",
    )
    columns = ["entity_id", "entity_name", "area", "reason", "detail"]
    full = (
        pool.join(crowded, on="entity_id", how="semi").drop("reason", "detail").join(why, on="cell")
    )
    barred = pool.filter(pl.col("reason").is_not_null())
    return pl.concat([barred.select(columns), full.select(columns)]).sort("entity_id")


def _crowded(cells: Cells, cell: int, listed: pl.Series) -> tuple[str, str]:
    """Why nobody of a cell could be drawn: limits that are full, or quotas that visits have met."""
    those = [one for one in cells.demands if cell in one.cells]
    full = [one.name for one in those if one.most is not None and _of(one, listed) >= one.most]
    met = [one.name for one in those if one.met]
    if met and not full:
        return "met", "、".join(met)
    return "no_room", "、".join(full) or ABSENT
