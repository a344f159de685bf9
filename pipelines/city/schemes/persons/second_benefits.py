"""One bill or one person paid for twice."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.claims import OUTPATIENT, STAY, Deed, deed, jointly
from pipelines.city.conditions import condition_of, conditions_of, mild_conditions
from pipelines.city.dice import happens
from pipelines.city.institutions import LEVEL_1, LEVEL_2
from pipelines.city.people import EMPLOYEES, RESIDENTS
from pipelines.city.schemes.candidates import persons, spare_accounts, with_a_spare_account
from pipelines.city.schemes.persons.cards import own
from pipelines.city.schemes.plot import PATIENT, Member, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.world import World

SINGLE_VISIT = 0.4
"""Share of double claims for a visit instead of a stay."""

FAMILY = 8
"""Households stand together, and none is larger."""


def claim_twice(scene: Scene) -> Deed:
    """A-05: one bill is settled under both insurances at two sites."""
    if scene.lying_in[scene.actor] or happens(SINGLE_VISIT, 1, scene.rng)[0]:
        return _dear_visits_twice(scene)
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_2), 2, replace=False)
    day, nights = scene.days(1), scene.rng.integers(4, 9, 1)
    first = scene.stay(own(scene, 1), int(sites[0]), condition_of("S52.5"), day, nights)
    return _and_again(scene, first, int(sites[1]))


def _dear_visits_twice(scene: Scene) -> Deed:
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_2), 2, replace=False)
    begin = scene.office_hours(scene.days(1))
    first = scene.visit(own(scene, 1), int(sites[0]), condition_of("S52.5"), OUTPATIENT, begin)
    return _and_again(scene, first, int(sites[1]))


def _and_again(scene: Scene, first: Rows, inst: int) -> Deed:
    """The same dates and lines once more at another site under the other insurance.

    Of a faint scheme not every line is claimed again.
    """
    lines = np.concatenate([scene.treated(first), scene.billed(first, "ct", 1)])
    again = scene.visit(
        first["psn"].astype(np.int64), inst, first["cond"], STAY, np.zeros(1, np.int64)
    )
    for name in ("med_type", "beg", "end"):
        again[name] = first[name]
    again["settled"] = first["settled"] + np.timedelta64(90, "m")
    again["insutype"] = EMPLOYEES + RESIDENTS - first["insutype"]
    kept = scene.rng.random(len(lines)) < 0.3 + scene.scheme.intensity
    kept[-1] = True
    copies = lines[kept]
    copies["visit"], copies["dr"] = again["visit"][0], again["dr"][0]
    # Were one of the two cancelled, nothing would be paid twice.
    first["stands"] = again["stands"] = True
    return jointly([deed(first, lines), deed(again, copies)])


def bring_the_twin(scene: Scene) -> Deed:
    """Like A-05: two of one household, same day, same site, same illness, same bill."""
    people = scene.world.people
    beside = np.arange(max(0, scene.actor - FAMILY), min(len(people), scene.actor + FAMILY))
    family = beside[people.household[beside] == people.household[scene.actor]]
    family = family[scene.stage.present[family]]
    pair = np.unique(np.append(family[:2], scene.actor))[:2]
    day = np.repeat(scene.days(1), len(pair))
    inst = people.usual[scene.actor, LEVEL_2]
    visits = scene.visit(pair, inst, condition_of("J20.9"), OUTPATIENT, scene.office_hours(day))
    lines = [scene.billed(visits, key, 1) for key in ("consult", "cbc", "crp", "xray", "lianhua")]
    return deed(visits, np.concatenate(lines))


def use_both_accounts(scene: Scene) -> Deed:
    """A-09: somebody with two accounts is treated now under the one, now under the other."""
    people = scene.world.people
    owner = int(people.same_as[scene.actor])
    psn = np.repeat([scene.actor, owner], [scene.times(2.5), 1])
    visits = _visits_of(scene, psn, owner)
    return deed(visits, scene.treated(visits))


def _visits_of(scene: Scene, psn: Ints, owner: int) -> Rows:
    sites = scene.world.people.usual[owner, scene.rng.choice([LEVEL_1, LEVEL_2], len(psn))]
    cond = scene.rng.choice(np.append(mild_conditions(), conditions_of("E11.9")), len(psn))
    return scene.visit(psn, sites, cond, OUTPATIENT, scene.office_hours(scene.days(len(psn))))


def _owner(world: World, actor: int, _rng: np.random.Generator) -> tuple[Member, ...]:
    """The first account of the same person."""
    return ((PATIENT, int(world.people.same_as[actor])),)


def keep_to_one_account(scene: Scene) -> Deed:
    """Like A-09: somebody has a second account and never draws on it."""
    visits = _visits_of(scene, own(scene, 1), scene.actor)
    return deed(visits, scene.treated(visits))


PLOTS = (
    Plot(claim_twice, "A-05", PATIENT, 5, persons(25)),
    Plot(use_both_accounts, "A-09", PATIENT, 4, spare_accounts, members=_owner),
    Plot(bring_the_twin, "A-05", PATIENT, 4, persons(3), innocent=True),
    Plot(keep_to_one_account, "A-09", PATIENT, 2, with_a_spare_account, innocent=True),
)
