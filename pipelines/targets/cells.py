"""The quotas of a policy as they bind in a month, and whom they cannot tell apart.

Entities that every quota, team and hour of a policy treats alike make a *cell*: whether a list
keeps to the policy depends on nothing but how many of each cell are on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import polars as pl

from pipelines.targets.candidate import FLAGGED, months_since
from pipelines.targets.policy import Policy, Quota, Where

Counts = tuple[int, ...]
"""So many of each cell."""


@dataclass(frozen=True)
class Demand:
    """A quota as it binds in a month, in one area or in all.

    Attributes:
        name: the quota's name, with the area where there is one.
        cells: whom it counts, but for those whose last visits count as coverage: a second visit
            covers nobody more.
        wanted: so many at least, visits that count as coverage already taken off.
        most: so many at most, or None.
        drawn: whether the wanted are drawn at random.
        whole: whether everybody who is counted is wanted.
        counted: of how many its share is taken.
        asked: so many it asks for, visits and list together.
        visited: of those counted, whose last visits count as coverage.
    """

    name: str
    cells: frozenset[int]
    wanted: int
    most: int | None = None
    drawn: bool = False
    whole: bool = False
    counted: int = 0
    asked: int = 0
    visited: int = 0

    @property
    def met(self) -> bool:
        """Whether visits alone give what it asks for."""
        return 0 < self.asked <= self.visited


@dataclass(frozen=True)
class Crew:
    """Inspectors' hours of a month, and the cells where they can be spent."""

    hours: int
    cells: frozenset[int]


@dataclass(frozen=True)
class Cells:
    """The cells of a level.

    Attributes:
        of: the cell of every candidate, in the order of the ids.
        size: how many of each cell could be listed.
        hours: inspectors' hours of one visit in each cell.
        demands: the quotas as they bind.
        crews: who can visit; no limit when there are none.
    """

    of: tuple[int, ...]
    size: Counts
    hours: tuple[int, ...]
    demands: tuple[Demand, ...]
    crews: tuple[Crew, ...]

    @property
    def drawn(self) -> frozenset[int]:
        """Cells that are counted by a drawn quota."""
        return frozenset(cell for one in self.demands if one.drawn for cell in one.cells)

    @property
    def whole(self) -> frozenset[int]:
        """Cells that are covered in full."""
        return frozenset(cell for one in self.demands if one.whole for cell in one.cells)


def cells_of(judged: pl.DataFrame, policy: Policy, level: str, month: str) -> Cells:
    """The cells of the candidates of a level, as `candidate.judged` returns them."""
    quotas = policy.quotas_of(level)
    teams = [one for one in policy.teams if one.level == level]
    counted = {f"quota_{n}": _counted(quota) for n, quota in enumerate(quotas)}
    still = {
        f"open_{n}": _counted(quota) & ~_visited(quota, month) for n, quota in enumerate(quotas)
    }
    able = {f"team_{n}": _meant(one.where) for n, one in enumerate(teams)}
    by_area = any(quota.per_area for quota in quotas)
    told = judged.with_columns(
        **counted,
        **still,
        **able,
        place=pl.col("area") if by_area else pl.lit(None, pl.String),
        hours=_hours(policy, level) if teams else pl.lit(0),
        listable=pl.col("reason").is_null(),
    )
    marks = ["place", "hours", "listable", *still, *able]
    table = told.select(marks).unique().sort(marks).with_row_index("cell")
    told = told.join(table, on=marks, how="left", nulls_equal=True).sort("entity_id")
    sizes = told.filter("listable").group_by("cell").len()
    table = table.join(sizes, on="cell", how="left").sort("cell")
    return Cells(
        of=tuple(told["cell"]),
        size=tuple(table["len"].fill_null(0)),
        hours=tuple(table["hours"]),
        demands=tuple(
            demand
            for quota, name, left in zip(quotas, counted, still, strict=True)
            for demand in _demands(quota, told.filter(name).with_columns(open=left))
        ),
        crews=tuple(
            Crew(one.hours, frozenset(table.filter(name)["cell"]))
            for name, one in zip(able, teams, strict=True)
        ),
    )


def _demands(quota: Quota, counted: pl.DataFrame) -> Iterable[Demand]:
    """The quota in every area, or in all together."""
    if not quota.per_area:
        yield _demand(quota, quota.name, counted)
        return
    for (area,), here in sorted(counted.partition_by("area", as_dict=True).items()):
        yield _demand(quota, f"{quota.name} [{area}]", here)


def _demand(quota: Quota, name: str, counted: pl.DataFrame) -> Demand:
    """Of the base come those in cool-down, too: whoever is out of scope is not counted at all."""
    base = counted.filter(pl.col("reason").is_null() | (pl.col("reason") == "cool_down"))
    visited = base.filter(~pl.col("open")).height
    asked = max(quota.least, ceil(quota.share * base.height))
    return Demand(
        name=name,
        cells=frozenset(counted.filter("open")["cell"]),
        wanted=max(0, asked - visited),
        most=quota.most,
        drawn=quota.by == "random",
        whole=quota.share == 1 and quota.by == "ranked",
        counted=base.height,
        asked=asked,
        visited=visited,
    )


def _visited(quota: Quota, month: str) -> pl.Expr:
    """Whether a last visit counts as coverage."""
    ago = months_since(pl.col("last_outcome_date"), month)
    return (ago < quota.visited_months).fill_null(value=False)


def _counted(quota: Quota) -> pl.Expr:
    area = pl.col("area").is_not_null() if quota.per_area else pl.lit(value=True)
    flagged = pl.col(FLAGGED) if quota.of == FLAGGED else pl.lit(value=True)
    others = ~_meant(quota.unless) if quota.unless else pl.lit(value=True)
    return _meant(quota.where) & others & area & flagged


def _meant(where: Where) -> pl.Expr:
    known = [pl.col(name).is_in(list(codes)) for name, codes in where.items()]
    return pl.all_horizontal(pl.lit(value=True), *known).fill_null(value=False)


def _hours(policy: Policy, level: str) -> pl.Expr:
    """Inspectors' hours of a visit: the first line that means an entity."""
    lines = [visit for visit in policy.visits if visit.level == level]
    of = (pl.when(_meant(visit.where)).then(pl.lit(visit.hours)) for visit in lines)
    return pl.coalesce(*of, pl.lit(policy.visit_hours))
