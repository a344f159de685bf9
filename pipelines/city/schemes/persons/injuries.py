"""Injuries: who caused them, and what the agency is told about it."""

from collections.abc import Sequence

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY, Month
from pipelines.city.claims import NO_DEED, NO_SCHEME, OUTPATIENT, Deed, deed, jointly
from pipelines.city.conditions import condition_of
from pipelines.city.dice import dice
from pipelines.city.institutions import LEVEL_2, LEVEL_3
from pipelines.city.pricelist import numbers_of
from pipelines.city.schemes.candidates import persons
from pipelines.city.schemes.papers import facts, handed_in, working_hours
from pipelines.city.schemes.persons.cards import own
from pipelines.city.schemes.plot import PATIENT, Case, Enlist, Listed, Plot
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.schemes.shares import topped_up
from pipelines.city.world import World

HOTEL = ("bed", "ward_round", "nursing_1", "nursing_2")
"""What a stay costs in which nothing is done."""

EVERY = 4
"""Months from one accident of a person to the next."""

SLIGHT = 0.4
"""The intensity up to which an accident needs no bed."""

IN_THE_CARE_OF = 25
"""Days for which the police list names somebody else as liable."""


def _accident(seed: int, scheme: Scheme, index: int) -> Ints:
    """The day of the month (0 = the first) on which something happens, if it does."""
    due = (index - scheme.first) % EVERY == 0
    return dice(seed, "accident", scheme.number, index).integers(0, 12, int(due))


def _injured(scene: Scene, code: str, day: Ints) -> Rows:
    site = int(scene.world.people.usual[scene.actor, LEVEL_2])
    nights = scene.rng.integers(5, 11, len(day))
    return scene.stay(own(scene, len(day)), site, condition_of(code), day, nights)


def hide_the_cause(scene: Scene) -> Deed:
    """A-04: an injury at work is told as a fall at home; little is done but lie in bed.

    The list of work injuries names it; the stay has neither the cause nor a liable party.
    """
    stays = _injured(scene, "S52.5", _accident(scene.world.seed, scene.scheme, scene.month.index))
    lines = scene.treated(stays)
    hotel = np.isin(lines["item"], numbers_of(*HOTEL))
    kept = scene.rng.random(len(lines)) > min(0.95, 0.9 * scene.scheme.intensity)
    return deed(stays, lines[hotel | kept])


def _listed(kind: str, days: int) -> Enlist:
    """Each accident of the person in the list of another office."""

    def enlist(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
        rows = [
            facts(scheme, kind, [scheme.actor], day, day + days)
            for month in months[scheme.first : scheme.last + 1]
            for day in _dates(world, scheme, month)
        ]
        return Listed(facts=np.concatenate(rows))

    return enlist


def _dates(world: World, scheme: Scheme, month: Month) -> Sequence[np.datetime64]:
    return list(month.start.astype("M8[D]") + _accident(world.seed, scheme, month.index))


def slip_on_the_ice(scene: Scene) -> Deed:
    """Like A-04: in January somebody breaks a wrist at home; it is imaged and operated.

    No list of accidents names the person.
    """
    if scene.month.first.month != 1 or scene.lying_in[scene.actor]:
        return NO_DEED
    stays = _injured(scene, "S52.5", np.array([9]))
    keys = ("ct", "xray", "fixation", "bone_plate", "anaesthesia")
    lines = [scene.billed(stays, key, 1, day=1) for key in keys]
    return deed(stays, np.concatenate([scene.treated(stays), *lines]))


def hide_the_accident(scene: Scene) -> Deed:
    """A-10: after a traffic accident the fund pays what the driver's insurer owes.

    The police list names a liable party; the claims do not.
    """
    return _after_an_accident(scene, liable=False)


def declare_the_accident(scene: Scene) -> Deed:
    """Like A-10: the same accident, and every claim says that somebody else is liable."""
    return _after_an_accident(scene, liable=True)


def _after_an_accident(scene: Scene, *, liable: bool) -> Deed:
    day = _accident(scene.world.seed, scene.scheme, scene.month.index)
    stays = _injured(scene, "S72.0", day)
    n = scene.times(2) * len(day)
    later = np.repeat(day, n // max(1, len(day))) + scene.rng.integers(12, 20, n)
    site = int(scene.world.people.usual[scene.actor, LEVEL_2])
    checks = scene.visit(
        own(scene, n), site, condition_of("S72.0"), OUTPATIENT, scene.office_hours(later)
    )
    hurt = scene.scheme.intensity > SLIGHT and not (liable and scene.lying_in[scene.actor])
    visits = np.concatenate([stays, checks]) if hurt else checks
    visits["third_party"] = liable
    return deed(visits, scene.treated(visits))


def collect_from_two_channels(scene: Scene) -> Deed:
    """A-10, N-73: the stay after a traffic accident is settled online and again on paper.

    What is paid a second time are the 127,000.00 yuan of the whole bill.
    """
    if scene.month.index != scene.scheme.first:
        return NO_DEED
    nights = np.array([11])
    site = int(scene.world.people.usual[scene.actor, LEVEL_3])
    stay = scene.stay(own(scene, 1), site, condition_of("S72.0"), np.array([1]), nights)
    bill = topped_up(scene, stay, scene.treated(stay), 12_700_000, ("cefoperazone", "thymalfasin"))
    again = handed_in(scene, own(scene, 1), site, condition_of("S72.0"), nights)
    for name in ("beg", "end", "dr", "med_type"):
        again[name] = stay[name]
    again["settled"] = _late_in_the_month(scene)
    copies = bill.copy()
    copies["visit"], stay["scheme"], bill["scheme"] = again["visit"][0], NO_SCHEME, NO_SCHEME
    return jointly([deed(stay, bill), deed(again, copies)])


def _late_in_the_month(scene: Scene) -> np.datetime64:
    desk = working_hours(scene, 200)
    return scene.month.start + np.timedelta64(int(desk[desk > 20 * DAY][0]), "s")


PLOTS = (
    Plot(hide_the_cause, "A-04", PATIENT, 6, persons(20), enlist=_listed("work_injury", 1)),
    Plot(hide_the_accident, "A-10", PATIENT, 6, persons(20),
         enlist=_listed("third_party", IN_THE_CARE_OF)),
    Plot(
        collect_from_two_channels, "A-10", PATIENT, 1, persons(30),
        enlist=_listed("third_party", IN_THE_CARE_OF), case=Case("N-73", "2024-05", "2024-05"),
    ),
    Plot(slip_on_the_ice, "A-04", PATIENT, 2.5, persons(60), innocent=True),
    Plot(
        declare_the_accident, "A-10", PATIENT, 2.5, persons(20), innocent=True,
        enlist=_listed("third_party", IN_THE_CARE_OF),
    ),
)  # fmt: skip
