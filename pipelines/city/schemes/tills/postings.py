"""False postings and false swipes: co-pays that nobody pays, drugs that do not fit the person."""

import numpy as np

from pipelines.city.arrays import Ints, Mask
from pipelines.city.claims import PHARMACY, Deed, deed
from pipelines.city.institutions import SHOP
from pipelines.city.people import ADULT
from pipelines.city.pricelist import MALE, number_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.accounts import WELL_FILLED_FEN
from pipelines.city.schemes.tills.cards import burst
from pipelines.city.schemes.tills.sales import (
    any_of,
    crowd,
    employees,
    next_door,
    purchases,
    shopping_hours,
    sold,
)

PAID_IN_FULL = ("amlodipine", "metformin", "aspirin", "omeprazole", "acarbose")
MISFITS = ("levodopa", "donepezil", "entecavir")
NOON = (12, 14)


def waive_the_copay(scene: Scene) -> Deed:
    """P-08: neither cash nor account pays the co-pay; the shop posts it to the fund.

    Goods outside the insurance are posted as drugs that it pays.
    """
    psn = scene.patients_near(scene.actor, scene.times(20), ~employees(scene))
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    visits["waived"] = True
    cnt = scene.rng.integers(2, 5, len(psn))
    own = deed(visits, sold(scene, visits, any_of(scene, PAID_IN_FULL, len(psn)), cnt))
    others = scene.some(scene.at_site(PHARMACY), 0.2)
    return Deed(own.claims, edits=scene.changed(others, waived=True))


def serve_office_workers(scene: Scene) -> Deed:
    """Like P-08: customers who never touch cash, since their full accounts pay all of it."""
    rich = employees(scene, above_fen=WELL_FILLED_FEN)
    psn = scene.patients_near(scene.actor, scene.times(14), rich)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    cnt = scene.rng.integers(1, 4, len(psn))
    return deed(visits, sold(scene, visits, any_of(scene, PAID_IN_FULL, len(psn)), cnt))


def swipe_for_anything(scene: Scene) -> Deed:
    """P-09: cards are run through in a row for whatever code comes up.

    Men are billed drugs for women and women drugs for men, the healthy drugs for the demented.
    """
    bundle = scene.circle(crowd(scene, 9), employees(scene) & next_door(scene))
    rounds = scene.times(2)
    begin = burst(scene, len(bundle), rounds, NOON)
    visits = purchases(scene, np.tile(bundle, rounds), begin)
    wrong_sex = _for_the_other_sex(scene, visits["psn"])
    lines = [
        sold(scene, visits, wrong_sex),
        sold(scene, visits, any_of(scene, MISFITS, len(visits))),
    ]
    return deed(visits, np.concatenate(lines))


def buy_for_the_family(scene: Scene) -> Deed:
    """Like P-09: wives buy for their husbands and the reverse, on the account that families share.

    Somebody of the household fits the drug, and everybody comes once, at an hour of the own.
    """
    buyers = employees(scene) & scene.aged(ADULT) & next_door(scene)
    psn = scene.patients_near(scene.actor, scene.times(60), buyers)
    psn = psn[_has_partner(scene, psn)][: scene.times(15)]
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    return deed(visits, sold(scene, visits, _for_the_other_sex(scene, psn)))


def _for_the_other_sex(scene: Scene, psn: Ints) -> Ints:
    man = scene.world.people.gend[psn] == MALE
    return np.where(man, number_of("progesterone"), number_of("finasteride"))


def _has_partner(scene: Scene, psn: Ints) -> Mask:
    """Whether an adult of the other sex lives in the household."""
    people = scene.world.people
    here = people.by_area.at(int(scene.world.institutions.area[scene.actor]))
    adults = here[people.age[here] >= ADULT]
    men = people.household[adults[people.gend[adults] == MALE]]
    women = people.household[adults[people.gend[adults] != MALE]]
    home = people.household[psn]
    return np.where(people.gend[psn] == MALE, np.isin(home, women), np.isin(home, men))


PLOTS = (
    Plot(waive_the_copay, "P-08", INSTITUTION, 0.6, sites(SHOP)),
    Plot(serve_office_workers, "P-08", INSTITUTION, 0.3, sites(SHOP), innocent=True),
    Plot(swipe_for_anything, "P-09", INSTITUTION, 0.6, sites(SHOP)),
    Plot(buy_for_the_family, "P-09", INSTITUTION, 0.3, sites(SHOP), innocent=True),
)
