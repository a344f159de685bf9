"""Persons brought to beds they do not need, by coach or tout; and who really comes at once."""

import numpy as np

from pipelines.city.arrays import Ints
from pipelines.city.claims import NO_DEED, OUTPATIENT, Deed, deed, jointly
from pipelines.city.conditions import condition_of, conditions_of, mild_conditions
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import rings, sites
from pipelines.city.schemes.plot import INSTITUTION, PATIENT, RING, Member, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.stays.bedside import in_bed
from pipelines.city.world import World

OLD, ELDERLY = 65, 55
CIRCLE, HOUSES = 14, 3
"""Persons and sites of a tout."""

SMALLEST_GROUP = 3
FAINTEST_RING = 4
"""Acquaintances of whom three are there when one cannot come: two are a couple."""

FEWEST_TRIPS = 2
"""A single trip makes no tout."""

COVERED = 1
"""The payment class (甲) that leaves a waived person nothing to pay."""

SKIPPING, TWICE = 0.5, 1.5
"""Intensities below which a tout skips months, and above which there are two trips a month."""


def induce_the_elderly(scene: Scene) -> Deed:
    """I-01: coach-loads of old people of one area without need of a bed, who pay nothing.

    The fainter the scheme, the more of them pay their part like everybody.
    """
    return jointly([_coach(scene) for _ in range(scene.times(0.9))])


def _coach(scene: Scene) -> Deed:
    people = scene.world.people
    home = int(people.area[scene.rng.integers(0, len(people))])
    psn = scene.rng.permutation(_at_home(scene, people.by_area.at(home), OLD))
    psn = psn[: max(SMALLEST_GROUP, scene.times(6))]
    day = np.repeat(scene.month.draw_days(1, "ward", scene.rng), len(psn))
    cond = scene.rng.choice(mild_conditions(), len(psn))
    stays = scene.stay(psn, scene.actor, cond, day, scene.rng.integers(5, 10, len(psn)))
    stays["waived"] = happens(0.5 + 0.4 * scene.scheme.intensity, len(psn), scene.rng)
    lines = scene.treated(stays)
    free = np.isin(lines["visit"], stays["visit"][stays["waived"]])
    lines["paid_as"][free] = COVERED
    return in_bed(scene, stays, lines)


def _at_home(scene: Scene, psn: Ints, youngest: int) -> Ints:
    """Those of an age, present and in no hospital."""
    people = scene.world.people
    return psn[(people.age[psn] >= youngest) & people.here[psn] & ~scene.lying_in[psn]]


def serve_the_new_year(scene: Scene) -> Deed:
    """Like I-01: everybody is home for the Spring Festival and coughs in the market town.

    They are of every age, seen as out-patients, pay their part, and are gone in March.
    """
    if scene.month.first.month not in {1, 2}:
        return NO_DEED
    psn = scene.patients_near(scene.actor, scene.times(70), scene.anyone)
    begin = scene.office_hours(scene.month.draw_days(len(psn), "clinic", scene.rng))
    visits = scene.visit(psn, scene.actor, condition_of("J06.9"), OUTPATIENT, begin)
    return deed(visits, scene.treated(visits))


def recruited(world: World, _actor: int, rng: np.random.Generator) -> tuple[Member, ...]:
    """A tout's elderly acquaintances in one area, and the houses that pay for each of them."""
    people = world.people
    home = int(people.area[rng.integers(0, len(people))])
    psn = people.by_area.at(home)
    psn = rng.permutation(psn[(people.age[psn] >= ELDERLY) & people.here[psn]])[:CIRCLE]
    houses = rng.permutation(world.institutions.of_kind(LEVEL_1, LEVEL_2))[:HOUSES]
    return tuple((PATIENT, int(p)) for p in psn) + tuple((INSTITUTION, int(h)) for h in houses)


def lead_to_wards(scene: Scene) -> Deed:
    """O-01: a tout takes the same acquaintances to one house after the other, month by month.

    A faint tout has four of them and skips every other month, if he has months enough; a blatant
    one goes twice a month, and so does who has but one.
    """
    strength, months = scene.scheme.intensity, scene.scheme.months
    if strength < SKIPPING and scene.turn % 2 and months > FEWEST_TRIPS:
        return NO_DEED
    size = max(FAINTEST_RING, round(CIRCLE * 0.5 * strength))
    halves = 2 if strength > TWICE or months == 1 else 1
    return jointly([_trip(scene, size, half) for half in range(halves)])


def _trip(scene: Scene, size: int, half: int) -> Deed:
    """A trip in the first or second half of the month; now and then somebody cannot come.

    It is always the first of the circle who are asked: others go in place of who lies in bed.
    """
    houses = scene.scheme.others(INSTITUTION)
    free = _at_home(scene, scene.scheme.others(PATIENT), 0)[:size]
    psn = free[happens(0.9, len(free), scene.rng)]
    inst = int(houses[(scene.month.index + half) % len(houses)])
    first = scene.month.draw_days(1, "ward", scene.rng) // 2 + half * scene.month.days // 2
    cond = scene.rng.choice(mild_conditions(), len(psn))
    nights = scene.rng.integers(5, 10, len(psn))
    stays = scene.stay(psn, inst, cond, np.repeat(first, len(psn)), nights)
    return in_bed(scene, stays, scene.treated(stays))


def bring_in_the_injured(scene: Scene) -> Deed:
    """Like O-01: a coach accident; a dozen strangers are admitted at once, with broken bones.

    It happens once, they come from everywhere, are operated on, and a third party is liable.
    """
    if scene.month.index != scene.scheme.first + scene.scheme.number % 3:
        return NO_DEED
    drawn = scene.rng.choice(len(scene.world.people), 40, replace=False)
    psn = _at_home(scene, drawn, 0)[: max(6, scene.times(12))]
    day = np.repeat(scene.days(1), len(psn))
    cond = scene.rng.choice(conditions_of("S52.5", "S72.0"), len(psn))
    stays = scene.stay(psn, scene.actor, cond, day, scene.rng.integers(6, 15, len(psn)))
    stays["third_party"] = True
    return in_bed(scene, stays, scene.treated(stays))


PLOTS = (
    Plot(induce_the_elderly, "I-01", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2)),
    Plot(serve_the_new_year, "I-01", INSTITUTION, 0.5, sites(LEVEL_1), innocent=True),
    Plot(lead_to_wards, "O-01", RING, 0.4, rings, members=recruited),
    Plot(bring_in_the_injured, "O-01", INSTITUTION, 0.35, sites(LEVEL_2, LEVEL_3), innocent=True),
)
