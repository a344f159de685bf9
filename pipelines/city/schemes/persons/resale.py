"""Drugs fetched to be sold, and drugs that are needed."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import CHRONIC, Deed, deed
from pipelines.city.conditions import condition_of, conditions_of
from pipelines.city.dice import dice
from pipelines.city.institutions import LEVEL_1, LEVEL_2, LEVEL_3
from pipelines.city.schemes.candidates import persons
from pipelines.city.schemes.persons.cards import own
from pipelines.city.schemes.plot import PATIENT, Case, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.shares import share_of_month, topped_up

RESOLD = ("clopidogrel", "rivaroxaban", "insulin", "entecavir", "donepezil", "tiotropium")


def resell_drugs(scene: Scene) -> Deed:
    """A-07: dear drugs from one hospital after the other, far over need."""
    visits = _round_of_hospitals(scene, scene.times(6))
    n = len(visits)
    lines = [scene.billed(visits, "consult", 1)]
    lines += [scene.billed(visits, key, scene.rng.integers(2, 4, n)) for key in _wares(scene)]
    return deed(visits, np.concatenate(lines))


def _wares(scene: Scene) -> list[str]:
    """The three drugs this person deals in."""
    drawn = dice(scene.world.seed, "wares", scene.scheme.number).permutation(RESOLD)
    return [str(key) for key in drawn[:3]]


def _round_of_hospitals(scene: Scene, n: int) -> Rows:
    sites = scene.rng.choice(scene.world.institutions.of_kind(LEVEL_3, LEVEL_2, LEVEL_1), n)
    return scene.visit(
        own(scene, n), sites, condition_of("I25.1"), CHRONIC, scene.office_hours(scene.days(n))
    )


def resell_for_seventeen_months(scene: Scene) -> Deed:
    """A-07, N-74: drugs of 234,000.00 yuan in 17 months, sold on for 126,000 yuan."""
    visits = _round_of_hospitals(scene, 12)
    nothing = scene.billed(visits[:0], "consult", 1)
    fen = share_of_month(scene, 23_400_000)
    return deed(visits, topped_up(scene, visits, nothing, fen, tuple(_wares(scene))))


def follow_the_plan(scene: Scene) -> Deed:
    """Like A-07: several chronic illnesses, several sites, each drug once a month."""
    drugs = ("clopidogrel", "insulin", "donepezil", "atorvastatin")
    ill = conditions_of("I25.1", "E11.9", "F03", "I25.1")
    sites = scene.world.people.usual[scene.actor, [LEVEL_3, LEVEL_2, LEVEL_2, LEVEL_3]]
    day = np.array([3, 9, 16, 22])
    visits = scene.visit(own(scene, 4), sites, ill, CHRONIC, scene.office_hours(day))
    lines = [scene.billed(visits[[n]], key, 1) for n, key in enumerate(drugs)]
    return deed(visits, np.concatenate([scene.billed(visits, "consult", 1), *lines]))


PLOTS = (
    Plot(resell_drugs, "A-07", PATIENT, 9, persons(25)),
    Plot(
        resell_for_seventeen_months, "A-07", PATIENT, 1, persons(40, chronic=True),
        case=Case("N-74", "2024-01", "2025-05"),
    ),
    Plot(follow_the_plan, "A-07", PATIENT, 4, persons(50, chronic=True), innocent=True),
)  # fmt: skip
