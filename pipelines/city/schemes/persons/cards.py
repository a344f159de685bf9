"""Cards in strange hands, and card owners who only seem to be in two places."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import CHRONIC, NO_DEED, OUTPATIENT, Deed, deed, jointly
from pipelines.city.conditions import condition_of, conditions_of, mild_conditions
from pipelines.city.institutions import CLINIC, LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.pricelist import MALE, price_list
from pipelines.city.schemes.candidates import died_early, persons
from pipelines.city.schemes.plot import PATIENT, Plot
from pipelines.city.schemes.scene import Scene

STRANGE = ("K80.2", "I25.1", "M51.2", "E11.9")
"""What those who borrow a card have."""


def own(scene: Scene, n: int) -> Ints:
    """The actor, a person, `n` times over."""
    return np.full(n, scene.actor)


def lend_card(scene: Scene) -> Deed:
    """A-01: somebody of the other sex is treated on the card, far away on the same day."""
    people = scene.world.people
    other = ("N76.0", "gyn_us") if people.gend[scene.actor] == MALE else ("N40", "prostate_us")
    n = scene.times(2)
    day = scene.days(n)
    far = scene.world.institutions.of_kind(LEVEL_3, LEVEL_2)
    far = far[scene.world.institutions.area[far] != people.area[scene.actor]]
    there = scene.visit(
        own(scene, n), scene.rng.choice(far, n), condition_of(other[0]), OUTPATIENT,
        scene.office_hours(day),
    )  # fmt: skip
    here = scene.visit(
        own(scene, n),
        people.usual[scene.actor, LEVEL_1],
        scene.rng.choice(mild_conditions(), n),
        OUTPATIENT,
        scene.office_hours(day),
    )
    lines = [scene.treated(there), scene.treated(here), scene.billed(there, other[1], 1)]
    return deed(np.concatenate([there, here]), np.concatenate(lines))


def be_referred(scene: Scene) -> Deed:
    """Like A-01: seen at home in the morning, sent on with a referral to the centre at noon."""
    people = scene.world.people
    day = int(scene.days(1)[0]) * DAY
    begin: Ints = np.array([day + 9 * 3_600, day + 15 * 3_600])
    sites = people.usual[scene.actor, [CLINIC, LEVEL_3]]
    cond = np.repeat(scene.rng.choice(mild_conditions()), 2)
    visits = scene.visit(own(scene, 2), sites, cond, OUTPATIENT, begin)
    visits["came_from"][1] = visits["visit"][0]
    return deed(visits, scene.treated(visits))


def lie_in_twice(scene: Scene) -> Deed:
    """A-02: a stranger is admitted on the card while its owner lies in another hospital.

    The fainter, the fewer nights the two stays share.
    """
    n = scene.times(0.5)
    sites = scene.rng.permutation(scene.world.institutions.of_kind(LEVEL_2))[: 2 * n]
    n = len(sites) // 2
    first = np.arange(n) * (scene.month.days // n)
    nights = scene.rng.integers(5, 11, n)
    later = np.rint(nights * max(0.0, 1 - scene.scheme.intensity)).astype(np.int64)
    later = np.minimum(np.maximum(later, 1), nights - 1)
    cond = scene.rng.choice(conditions_of(*STRANGE), (2, n))
    mine = scene.stay(own(scene, n), sites[:n], cond[0], first, nights)
    his = scene.stay(own(scene, n), sites[n:], cond[1], first + later, nights)
    stays = np.concatenate([mine, his])
    return deed(stays, scene.treated(stays))


def fetch_for_a_parent(scene: Scene) -> Deed:
    """Like A-02: while a parent lies in hospital a child fetches the monthly drugs.

    Nothing but drugs of the registered illness is settled during the stay.
    """
    people = scene.world.people
    if scene.lying_in[scene.actor]:
        return NO_DEED
    cond = int(people.chronic[scene.actor])
    day, nights = scene.days(1), scene.rng.integers(5, 9, 1)
    stay = scene.stay(own(scene, 1), int(people.usual[scene.actor, LEVEL_2]), cond, day, nights)
    refill = scene.visit(
        own(scene, 1), people.usual[scene.actor, LEVEL_1], cond, CHRONIC,
        scene.office_hours(day + nights // 2),
    )  # fmt: skip
    return jointly([deed(stay, scene.treated(stay)), deed(refill, _drugs(scene, refill))])


def _drugs(scene: Scene, refill: Rows) -> Rows:
    lines = scene.treated(refill)
    drugs = lines[price_list().days[lines["item"]] > 0]
    return drugs if len(drugs) else scene.billed(refill, "amlodipine", 1)


def live_on_a_dead_card(scene: Scene) -> Deed:
    """A-02: the card of somebody who died serves a stranger, in wards and out-patient rooms."""
    people = scene.world.people
    if people.died[scene.actor] >= scene.month.start:
        return NO_DEED
    n = scene.times(1)
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_2, LEVEL_1), n)
    cond = scene.rng.choice(conditions_of(*STRANGE), n)
    visits = scene.visit(own(scene, n), sites, cond, OUTPATIENT, scene.office_hours(scene.days(n)))
    nights = scene.rng.integers(3, 8, 1)
    stay = scene.stay(own(scene, 1), int(sites[0]), cond[:1], scene.days(1), nights)
    every = np.concatenate([visits, stay[: scene.rng.random() < scene.scheme.intensity / 2]])
    return deed(every, scene.treated(every))


PLOTS = (
    Plot(lend_card, "A-01", PATIENT, 9, persons(30)),
    Plot(lie_in_twice, "A-02", PATIENT, 3, persons(30)),
    Plot(live_on_a_dead_card, "A-02", PATIENT, 3, died_early),
    Plot(be_referred, "A-01", PATIENT, 4, persons(18), innocent=True),
    Plot(fetch_for_a_parent, "A-02", PATIENT, 2, persons(65, chronic=True), innocent=True),
)
