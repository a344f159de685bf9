"""Claims on paper: a bill paid elsewhere comes to the agency, is looked at and paid out."""

from collections.abc import Sequence

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY, Month, on_working_day
from pipelines.city.claims import AWAY, OUTPATIENT, STAY
from pipelines.city.conditions import mild_conditions
from pipelines.city.dice import dice
from pipelines.city.institutions import OUTSIDE
from pipelines.city.people import ADULT
from pipelines.city.schemes.plot import ENROLMENT, FACT, Enlist, Listed
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.world import World

REVIEW, SPREAD = 780, 0.5
"""Median seconds for which a careful clerk looks at a claim, and how they vary (log)."""

HANDED_IN = (7, 60)
"""Days from the end of a treatment until its papers are handed in."""

PAID_AFTER = (14, 36)
"""Days until the money is paid out."""

POOL = 200
"""Persons who come to one clerk again and again."""


def handed_in(
    scene: Scene,
    psn: Ints,
    inst: Ints | int,
    cond: Ints | int,
    nights: Ints | int,
    med_type: int = STAY,
) -> Rows:
    """Care of the last two months that comes to the agency of each person's area this month.

    One clerk looks at it for some minutes, a colleague pays it out within weeks.
    """
    n = len(psn)
    desk = working_hours(scene, n)
    ended = desk // DAY - scene.rng.integers(*HANDED_IN, n)
    if med_type == STAY:
        visits = scene.stay(psn, inst, cond, ended - nights, np.broadcast_to(nights, n))
        away = scene.world.institutions.kind[visits["inst"]] == OUTSIDE
        visits["med_type"] = np.where(away, AWAY, STAY)
    else:
        visits = scene.visit(psn, inst, cond, med_type, scene.office_hours(ended))
    visits["settled"] = scene.month.start + desk.astype("m8[s]")
    visits["clerk"], visits["payer"] = two_clerks(scene, psn)
    visits["review"] = np.rint(scene.rng.lognormal(np.log(REVIEW), SPREAD, n))
    visits["payout"] = scene.rng.integers(*PAID_AFTER, n)
    return visits


def working_hours(scene: Scene, n: int) -> Ints:
    """Seconds of the month at which offices are open."""
    days = scene.month.start.astype("M8[D]") + np.arange(scene.month.days)
    open_on = np.flatnonzero(on_working_day(days))
    return scene.office_hours(scene.rng.choice(open_on, n))


def two_clerks(scene: Scene, psn: Ints) -> tuple[Ints, Ints]:
    """For each person two different clerks of the agency of the area."""
    staff, area = scene.world.clerks.area, scene.world.people.area[psn]
    first, after = (np.searchsorted(staff, area, side=side) for side in ("left", "right"))
    turn = (scene.rng.random(len(psn)) * (after - first)).astype(np.int64)
    step = 1 + (scene.rng.random(len(psn)) * (after - first - 1)).astype(np.int64)
    return first + turn, first + (turn + step) % (after - first)


def on_the_desk(scene: Scene, visits: Rows) -> Rows:
    """The same claims, all looked at by the actor, a clerk; colleagues pay them out."""
    visits["clerk"] = scene.actor
    same = visits["payer"] == scene.actor
    visits["payer"][same] = colleague(scene.world, scene.actor)
    return visits


def colleague(world: World, clerk: int) -> int:
    """The clerk whose desk is next to that of a clerk, at the same agency."""
    staff = np.flatnonzero(world.clerks.area == world.clerks.area[clerk])
    return int(staff[(np.searchsorted(staff, clerk) + 1) % len(staff)])


def clients(world: World, scheme: Scheme, size: int = POOL) -> Ints:
    """Grown-up persons of the clerk's area, the same ones every month."""
    rng = dice(world.seed, "clients", scheme.number)
    people = world.people
    found = people.by_area.at(int(world.clerks.area[scheme.actor]))
    found = rng.permutation(found)[: 3 * size]
    lasting = np.isnat(people.died[found]) & np.isnat(people.jailed[found]) & people.here[found]
    return found[lasting & (people.age[found] >= ADULT)][:size]


def desk_claims(scene: Scene, n: int) -> Rows:
    """Small out-patient claims from outside the city, on the actor's desk."""
    psn = scene.rng.choice(clients(scene.world, scene.scheme), n)
    psn = psn[scene.stage.present[psn]]
    sites = scene.rng.choice(scene.world.institutions.of_kind(OUTSIDE), len(psn))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    return on_the_desk(scene, handed_in(scene, psn, sites, cond, 0, OUTPATIENT))


def facts(
    scheme: Scheme, kind: str, psn: Ints | Sequence[int], first: np.datetime64,
    last: np.datetime64,
) -> Rows:  # fmt: skip
    """What another office knows of persons, from a day to a day."""
    rows = np.zeros(len(psn), FACT)
    rows["psn"], rows["kind"], rows["scheme"] = psn, kind, scheme.number
    rows["first"], rows["last"] = first, last
    return rows


def enrolments(
    scheme: Scheme, psn: Ints | Sequence[int], insutype: Ints | int, first: np.datetime64
) -> Rows:
    """Open enrolments from a day on, without an employer and a base."""
    rows = np.zeros(len(psn), ENROLMENT)
    rows["psn"], rows["insutype"], rows["scheme"] = psn, insutype, scheme.number
    rows["employer"], rows["first"], rows["last"] = -1, first, np.datetime64("NaT", "D")
    return rows


def registered(kind: str) -> Enlist:
    """The actor, a person, registered with another office while the scheme runs."""

    def enlist(_world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
        return Listed(facts=facts(scheme, kind, [scheme.actor], *while_it_runs(scheme, months)))

    return enlist


def while_it_runs(scheme: Scheme, months: Sequence[Month]) -> tuple[np.datetime64, np.datetime64]:
    """From three months before the scheme, for bills that come late, to its last day."""
    first, last = months[scheme.first].start, months[scheme.last].end
    return first.astype("M8[D]") - 90, last.astype("M8[D]") - 1
