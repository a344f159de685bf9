"""What a bureau decides about its list: how many, whom for certain, how random, whom not again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

Where = Mapping[str, tuple[str, ...]]
"""Who is meant: attribute -> the codes it may have; an unknown code is none of them."""

ATTRIBUTES = ("area", "kind", "fixmedins_type", "medinslv", "special_group", "tier")
"""What a policy can tell entities apart by; columns of `candidate.CANDIDATE`."""

ORDERS = {
    "tier": "tier",
    "score": "score",
    "probability": "probability",
    "expected_amount": "expected_amount_fen",
    "amount_at_issue": "amount_at_issue_fen",
    "tips": "tips",
    "prior_confirmed": "prior_confirmed",
}
"""What the best leads can be ordered by, and the column that holds it; the highest comes first."""


def by_level(**values: float) -> Any:  # noqa: ANN401 - dataclasses.field is typed so
    """A field with a value per level."""
    return field(default_factory=lambda: MappingProxyType(values))


AREA_CAP = "area_cap"
"""The name of the quota that caps every area; all others are named by whoever wrote the policy."""


@dataclass(frozen=True)
class Quota:
    """How many of some entities must be, or may be, on the list (N-01 to N-05).

    Attributes:
        name: how it is called when it cannot be met.
        level: the level whose list it concerns.
        where: who is counted; everybody of the level when empty.
        unless: who is not counted all the same.
        of: `all` of them, or only the `flagged` (R-20): `Policy.flagged_percentile` or above.
        per_area: whether it holds in every area for itself; who has no area is then not counted.
        least: so many at least.
        share: at least this part of those who are counted, whatever `least` says.
        visited_months: a visit whose outcome became known in so many months counts as coverage.
        most: so many at most; None is no limit.
        by: whether the least are the best leads (`ranked`) or are drawn (`random`): who is counted
            by a drawn quota comes onto the list by that draw, a tip or a look-back alone.
    """

    name: str
    level: str = "institution"
    where: Where = field(default_factory=dict)
    unless: Where = field(default_factory=dict)
    of: Literal["all", "flagged"] = "all"
    per_area: bool = False
    least: int = 0
    share: Fraction = Fraction(0)
    visited_months: int = 0
    most: int | None = None
    by: Literal["ranked", "random"] = "ranked"


@dataclass(frozen=True)
class Teams:
    """Inspection teams (N-59): where they can go, and the hours that they have in a month.

    Attributes:
        name: how they are called.
        level: the level that they visit.
        where: whom they may visit; everybody of the level when empty.
        teams: how many teams.
        inspectors: inspectors of a team; two at least (order 6 of the NHSA).
        days: days of the month on which they visit.
        hours_a_day: hours of each inspector on such a day.
    """

    name: str
    level: str = "institution"
    where: Where = field(default_factory=dict)
    teams: int = 1
    inspectors: int = 2
    days: int = 20
    hours_a_day: int = 7

    @property
    def hours(self) -> int:
        """Inspectors' hours of a month."""
        return self.teams * self.inspectors * self.days * self.hours_a_day


@dataclass(frozen=True)
class Visit:
    """How many inspectors' hours one visit takes to those who are meant."""

    hours: int
    level: str = "institution"
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """The rules of one monthly list (N-01 to N-06, N-59); the defaults are `default.toml`.

    Attributes:
        name: the policy's name, the stem of its file.
        capacity: places per level.
        random_share: share (0 to 1) of the places of a level that is drawn at random.
        tip_share: share of the places of a level that tips may fill.
        look_back_share: share of the places of a level for 回头看, the visit after a finding.
        area_cap: the most that one area may have on the list of a level; absent = no limit.
        order: what the best leads are ordered by, the first first (`ORDERS`); then by score.
        fill_capacity: whether places that no quota asks for go to the best leads.
        flagged_percentile: percentile of the score from which the model flags an entity.
        cool_down_months: months after an outcome during which an entity is not listed.
        look_back_from: months after a confirmed outcome before it can be looked back at.
        look_back_to: months after a confirmed outcome after which it no longer can.
        risk_ratio: how many times likelier the most suspicious entity is drawn than the least.
        excluded_kinds: `medins_type` codes that are never listed.
        excluded: codes of entities that are not listed, such as those another office inspects.
        visit_hours: inspectors' hours of a visit that no line of `visits` means.
        inspectors: inspectors drawn for each target; two at least.
        cross_area: whether nobody inspects in the area of the own unit (交叉检查, N-48).
        quotas: minimum coverage and limits.
        teams: who can visit; when a level has none, its hours are not limited.
        visits: inspectors' hours per visit; the first line that means an entity counts.
    """

    name: str = "default"
    capacity: Mapping[str, int] = by_level(institution=20, doctor=20, patient=30)
    random_share: Mapping[str, float] = by_level(institution=0.2, doctor=0.0, patient=0.0)
    tip_share: Mapping[str, float] = by_level(institution=0.0, doctor=0.0, patient=0.0)
    look_back_share: Mapping[str, float] = by_level(institution=0.0, doctor=0.0, patient=0.0)
    area_cap: Mapping[str, int] = by_level()
    order: tuple[str, ...] = ("score",)
    fill_capacity: bool = True
    flagged_percentile: float = 90.0
    cool_down_months: int = 12
    look_back_from: int = 3
    look_back_to: int = 12
    risk_ratio: float = 3.0
    excluded_kinds: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    visit_hours: int = 28
    inspectors: int = 2
    cross_area: bool = False
    quotas: tuple[Quota, ...] = ()
    teams: tuple[Teams, ...] = ()
    visits: tuple[Visit, ...] = ()

    def random_places(self, level: str) -> int:
        """Places of `level` that are drawn at random, beside those of drawn quotas."""
        return self._part(level, self.random_share)

    def tip_places(self, level: str) -> int:
        """Places of `level` that tips may fill."""
        return self._part(level, self.tip_share)

    def look_back_places(self, level: str) -> int:
        """Places of `level` for the visit after a finding."""
        return self._part(level, self.look_back_share)

    def ranked_places(self, level: str) -> int:
        """Places of `level` that are not drawn."""
        return self.capacity[level] - self.random_places(level)

    def quotas_of(self, level: str) -> tuple[Quota, ...]:
        """The quotas of `level`; the cap of an area is one of them."""
        own = tuple(quota for quota in self.quotas if quota.level == level)
        if level not in self.area_cap:
            return own
        cap = Quota(AREA_CAP, level, per_area=True, most=self.area_cap[level])
        return (*own, cap)

    def plain(self) -> dict[str, Any]:
        """All of it in words and numbers, for a manifest."""
        levels = {name: dict(of) for name, of in vars(self).items() if isinstance(of, Mapping)}
        plain = {name: of for name, of in vars(self).items() if name not in levels}
        for name in ("quotas", "teams", "visits"):
            plain[name] = [asdict(one) for one in plain[name]]
        for quota in plain["quotas"]:
            quota["share"] = str(quota["share"])
        return {**plain, **levels}

    def _part(self, level: str, shares: Mapping[str, float]) -> int:
        """A share of the places of `level`, rounded half up."""
        return int(self.capacity[level] * shares[level] + 0.5)
