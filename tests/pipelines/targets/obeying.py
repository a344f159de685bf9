"""Whether a list keeps to a policy, told from the policy alone and by other means than ours."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import ceil
from typing import Any

from pipelines.targets.policy import Policy, Quota

Row = Mapping[str, Any]


def meant(row: Row, codes: Mapping[str, Sequence[str]]) -> bool:
    return all(row[name] in some for name, some in codes.items())


def visited(row: Row, months: int, month: str) -> bool:
    """Whether an outcome became known in so many months up to one."""
    day: dt.date | None = row["last_outcome_date"]
    if day is None:
        return False
    year, number = map(int, month.split("-"))
    return (year - day.year) * 12 + number - day.month < months


def bindings(
    rows: Sequence[Row], rules: Policy, month: str
) -> Iterator[tuple[Quota, set[str], int]]:
    """Every quota in every area: who is counted, and how many are wanted."""
    for one in rules.quotas_of("institution"):
        counted = [row for row in rows if meant(row, one.where)]
        if one.unless:
            counted = [row for row in counted if not meant(row, one.unless)]
        if one.of == "flagged":
            known = [row for row in counted if row["percentile"] is not None]
            counted = [row for row in known if row["percentile"] >= rules.flagged_percentile]
        areas = {row["area"] for row in counted} - {None} if one.per_area else {"*"}
        for area in areas:
            here = [row for row in counted if not one.per_area or row["area"] == area]
            base = [row for row in here if row["kind"] not in rules.excluded_kinds]
            seen = sum(visited(row, one.visited_months, month) for row in base)
            wanted = max(one.least, ceil(one.share * len(base))) - seen
            yield one, {row["entity_id"] for row in here}, wanted


def visitable(rows: Sequence[Row], rules: Policy) -> bool:
    """Whether the teams can share the visits among them."""
    hours = [_hours(row, rules) for row in rows]
    able = [[meant(row, team.where) for team in rules.teams] for row in rows]

    @cache
    def go(place: int, left: tuple[int, ...]) -> bool:
        if place == len(rows) or not left:
            return True
        needs = hours[place]
        return any(
            go(place + 1, tuple(h - needs * (k == n) for k, h in enumerate(left)))
            for n, may in enumerate(able[place])
            if may and left[n] >= needs
        )

    return go(0, tuple(team.hours for team in rules.teams))


def _hours(row: Row, rules: Policy) -> int:
    lines = [one.hours for one in rules.visits if meant(row, one.where)]
    return (*lines, rules.visit_hours)[0]


def keeps(rows: Sequence[Row], listed: Mapping[str, str], rules: Policy, month: str) -> bool:
    """Whether a list of institutions, entity -> mode, keeps to every rule."""
    drawn = {entity for entity, mode in listed.items() if mode == "random"}
    by_draw: set[str] = set()
    for one, members, wanted in bindings(rows, rules, month):
        there = members & listed.keys()
        counted = there if one.by == "random" else there - drawn
        if len(counted) < wanted or (one.most is not None and len(there) > one.most):
            return False
        by_draw |= members if one.by == "random" else set()
    free = rules.random_places("institution")
    return (
        len(listed) <= rules.capacity["institution"]
        and len(drawn - by_draw) <= free
        and len(listed.keys() - drawn) <= rules.capacity["institution"] - free
        and visitable([row for row in rows if row["entity_id"] in listed], rules)
    )
