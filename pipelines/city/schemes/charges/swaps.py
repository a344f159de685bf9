"""One thing is billed and another given: drugs, films, goods; the stock tells."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import (
    CHRONIC,
    NO_DEED,
    NOTHING_GIVEN,
    OUTPATIENT,
    STAY,
    Deed,
    charged,
    deed,
)
from pipelines.city.conditions import condition_of
from pipelines.city.institutions import CHINESE, CLINIC, LEVEL_1, LEVEL_2, LEVEL_3, PLAIN
from pipelines.city.pricelist import number_of
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.charges.excess import each_day
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene

DEARER = {
    "cefoperazone": "ceftriaxone",
    "esomeprazole_inj": "pantoprazole",
    "infusion_set_dark": "infusion_set",
    "catheter_safe": "catheter",
    "rabeprazole": "omeprazole",
    "ginkgo": "vitamins",
}
"""What is billed, and the cheap or unlisted thing that is given in its place (I-13)."""

TAKEN_HOME = ("rabeprazole", "ginkgo")
PREFERRED = ("cefoperazone", "esomeprazole_inj", "catheter_safe")
TONICS = ("danshen", "ginkgo", "sleep_capsules")
PASTE_MONTHS = frozenset({10, 11, 12, 1, 2, 3})
"""Months in which herbal paste is boiled and taken."""


def swap_drugs(scene: Scene) -> Deed:
    """I-13: dear drugs and materials are billed, cheap or unlisted ones given.

    Three visits a month at least: an honest count is out by a piece or two.
    """
    stays = scene.some(scene.at_site(STAY), 0.7)
    visits = scene.some(scene.at_site(OUTPATIENT, CHRONIC), 0.3, least=3)
    lines = [
        scene.billed(visits, key, 1) if key in TAKEN_HOME else each_day(scene, stays, key, days=4)
        for key in DEARER
    ]
    return charged(_given(each, DEARER[key]) for key, each in zip(DEARER, lines, strict=True))


def _given(lines: Rows, key: str) -> Rows:
    lines["given"] = number_of(key)
    return lines


def give_the_dear_drug(scene: Scene) -> Deed:
    """Like I-13: a house that prefers dear drugs; what it bills is bought and given."""
    stays = scene.some(scene.at_site(STAY), 0.6)
    return charged(each_day(scene, stays, key, days=4) for key in PREFERRED)


def bill_films_as_digital(scene: Scene) -> Deed:
    """I-26: plain films leave the store, digital ones stand on the bill."""
    return charged([_given(_films(scene), "film")])


def print_digital_films(scene: Scene) -> Deed:
    """Like I-26: a new printer; digital films are bought, billed and handed out."""
    return charged([_films(scene)])


def _films(scene: Scene) -> Rows:
    """One to three digital films for many visits and stays of the site, three of them at least."""
    seen = scene.some(scene.at_site(STAY, OUTPATIENT), 0.4, least=3)
    return scene.billed(seen, "digital_film", scene.rng.integers(1, 4, len(seen)))


def bill_goods_as_drugs(scene: Scene) -> Deed:
    """I-35: oil, soap and health food go home, a few tonics stand on the bill."""
    visits = scene.some(scene.at_site(OUTPATIENT, CHRONIC), 0.5)
    shelf = scene.rng.choice(len(TONICS), len(visits))
    lines = [
        scene.billed(visits[shelf == n], key, scene.rng.integers(3, 9, int((shelf == n).sum())))
        for n, key in enumerate(TONICS)
    ]
    return charged(_nothing_given(each) for each in lines)


def _nothing_given(lines: Rows) -> Rows:
    lines["given"] = NOTHING_GIVEN
    return lines


def boil_tonics(scene: Scene) -> Deed:
    """Like I-35: a clinic of Chinese medicine boils tonics in winter; the herbs are bought."""
    if scene.month.first.month not in PASTE_MONTHS:
        return NO_DEED
    psn = scene.patients_near(scene.actor, scene.times(20), scene.aged(40))
    begin = scene.office_hours(scene.month.draw_days(len(psn), "clinic", scene.rng))
    visits = scene.visit(psn, scene.actor, condition_of("G47.0"), OUTPATIENT, begin)
    herbs = scene.billed(visits, "herbs", scene.rng.integers(10, 21, len(visits)))
    return deed(visits, np.concatenate([scene.billed(visits, "general_care", 1), herbs]))


PLOTS = (
    Plot(swap_drugs, "I-13", INSTITUTION, 0.8, sites(LEVEL_1, LEVEL_2, focus=PLAIN)),
    Plot(give_the_dear_drug, "I-13", INSTITUTION, 0.4, sites(LEVEL_2, LEVEL_3), innocent=True),
    Plot(bill_films_as_digital, "I-26", INSTITUTION, 0.6, sites(LEVEL_2, LEVEL_3)),
    Plot(print_digital_films, "I-26", INSTITUTION, 0.35, sites(LEVEL_2, LEVEL_3), innocent=True),
    Plot(bill_goods_as_drugs, "I-35", INSTITUTION, 0.6, sites(LEVEL_1)),
    Plot(boil_tonics, "I-35", INSTITUTION, 0.35, sites(CLINIC, focus=CHINESE), innocent=True),
)
