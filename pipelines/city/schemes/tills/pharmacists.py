"""Drugs that need a prescription and a pharmacist, sold with and without them."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import PHARMACY, Deed, deed, jointly
from pipelines.city.institutions import SHOP
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Member, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.tills.sales import (
    ON_PRESCRIPTION,
    OVER_THE_COUNTER,
    any_of,
    booked,
    in_the_books,
    pharmacist_of,
    purchases,
    shopping_hours,
    sold,
)
from pipelines.city.treatment.rates import WITHOUT_PRESCRIPTION
from pipelines.city.world import World

NOBODY = -1

BEYOND_FORGETTING = 4
"""How many times what others forget is a practice."""


def sell_without_pharmacist(scene: Scene) -> Deed:
    """P-06: prescription drugs go over the counter while no pharmacist is on duty."""
    psn = scene.patients_near(scene.actor, scene.times(18), scene.anyone)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    return _dispensed(scene, visits, any_of(scene, ON_PRESCRIPTION, len(psn)), NOBODY)


def share_a_pharmacist(scene: Scene) -> Deed:
    """P-06: one hired licence signs prescription sales at two shops within the same hour."""
    hours = scene.days(scene.times(9)) * DAY
    hours = hours + scene.rng.integers(9, 19, len(hours)) * 3_600
    return _at_both_shops(scene, hours, ON_PRESCRIPTION)


def advise_online_at_night(scene: Scene) -> Deed:
    """Like P-06: a chain's one night pharmacist advises two shops over the screen.

    That is lawful for what needs no prescription, and nothing else is sold at that hour.
    """
    hours = scene.days(scene.times(9)) * DAY
    hours = hours + scene.rng.integers(21, 23, len(hours)) * 3_600
    return _at_both_shops(scene, hours, OVER_THE_COUNTER)


def _at_both_shops(scene: Scene, hours: Ints, keys: tuple[str, ...]) -> Deed:
    """A sale at every shop within each of the hours, signed by the actor's pharmacist."""
    pharmacist = pharmacist_of(scene, scene.actor)
    deeds = []
    for shop in (scene.actor, *scene.scheme.others(INSTITUTION)):
        psn = scene.patients_near(int(shop), len(hours), scene.anyone)
        begin = hours[: len(psn)] + scene.rng.integers(0, 3_000, len(psn))
        visits = purchases(scene, psn, begin, int(shop))
        deeds.append(_dispensed(scene, visits, any_of(scene, keys, len(psn)), pharmacist))
    return jointly(deeds)


def _dispensed(scene: Scene, visits: Rows, items: Ints, pharmacist: int) -> Deed:
    """Purchases whose rows in the stock book name a pharmacist, or none."""
    lines = sold(scene, visits, items, scene.rng.integers(1, 3, len(visits)))
    shared = {name: lines[name] for name in ("item", "time", "cnt", "pric", "visit")}
    stock = booked(
        scene,
        "sale",
        len(lines),
        inst=visits["inst"],
        pharmacist=pharmacist,
        insured=True,
        **shared,
    )
    return jointly([deed(visits, lines), in_the_books(stock)])


def sister_shop(world: World, actor: int, _rng: np.random.Generator) -> tuple[Member, ...]:
    """The nearest other shop."""
    sites_ = world.institutions
    shops = sites_.of_kind(SHOP)
    shops = shops[shops != actor]
    east, north = (at[shops] - at[actor] for at in (sites_.lnt, sites_.lat))
    away = np.hypot(east, north)
    return tuple((INSTITUTION, int(shop)) for shop in shops[np.argsort(away)][:1])


def sell_without_prescription(scene: Scene) -> Deed:
    """P-10: prescription drugs are sold to whoever asks; no prescription number is given.

    Any till forgets some numbers. The practice of a shop grows with its turnover, and were it
    fainter than several times what is forgotten, it would be no practice.
    """
    share = BEYOND_FORGETTING * WITHOUT_PRESCRIPTION + 0.3 * scene.scheme.intensity
    number = max(BEYOND_FORGETTING, round(share * len(scene.at_site(PHARMACY))))
    psn = scene.patients_near(scene.actor, number, scene.anyone)
    visits = purchases(scene, psn, shopping_hours(scene, len(psn)))
    lines = sold(scene, visits, any_of(scene, ON_PRESCRIPTION, len(psn)))
    lines["rx"] = False
    return deed(visits, lines)


def dispense_prescriptions(scene: Scene) -> Deed:
    """Like P-10: beside a hospital nearly all sales are prescription drugs, each with its number.

    The customers come all day from the doctors next door.
    """
    psn = scene.patients_near(scene.actor, scene.times(20), scene.anyone)
    visits = purchases(scene, psn, scene.office_hours(scene.days(len(psn))))
    return deed(visits, sold(scene, visits, any_of(scene, ON_PRESCRIPTION, len(psn))))


PLOTS = (
    Plot(sell_without_pharmacist, "P-06", INSTITUTION, 0.5, sites(SHOP)),
    Plot(share_a_pharmacist, "P-06", INSTITUTION, 0.4, sites(SHOP), members=sister_shop),
    Plot(
        advise_online_at_night,
        "P-06",
        INSTITUTION,
        0.25,
        sites(SHOP),
        innocent=True,
        members=sister_shop,
    ),
    Plot(sell_without_prescription, "P-10", INSTITUTION, 0.6, sites(SHOP)),
    Plot(dispense_prescriptions, "P-10", INSTITUTION, 0.3, sites(SHOP), innocent=True),
)
