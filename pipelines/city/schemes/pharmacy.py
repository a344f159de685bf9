"""Schemes at the till: accounts turned into cash, collected cards swiped in bursts."""

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import DAY
from pipelines.city.claims import PHARMACY, Deed, deed
from pipelines.city.conditions import condition_of
from pipelines.city.dice import happens
from pipelines.city.institutions import SHOP
from pipelines.city.people import EMPLOYEES
from pipelines.city.schemes.candidates import sites
from pipelines.city.schemes.plot import INSTITUTION, Plot
from pipelines.city.schemes.scene import Scene

ROUND_FEN = (30_000, 50_000, 80_000, 100_000)
SMALLEST_FEN = 10_000
EMPTIED = 0.5
"""Share of accounts emptied to the last fen; from the others a round amount is taken."""

TONICS = ("donkey_gelatin", "ginseng", "bezoar_pill")


def turn_into_cash(scene: Scene) -> Deed:
    """P-02: accounts are emptied, or drawn on in round amounts, for a box of tonic."""
    people = scene.world.people
    funded = (people.insutype == EMPLOYEES) & (scene.accounts > SMALLEST_FEN)
    psn = scene.patients_near(scene.actor, scene.times(14), funded)
    visits = scene.visit(
        psn, scene.actor, condition_of("R42"), PHARMACY, scene.office_hours(scene.days(len(psn)))
    )
    balance = scene.accounts[psn]
    rounded = np.minimum(scene.rng.choice(ROUND_FEN, len(psn)), balance // 10_000 * 10_000)
    fen = np.where(happens(EMPTIED, len(psn), scene.rng), balance, rounded)
    return deed(at_the_till(visits), boxes(scene, visits, fen))


def at_the_till(visits: Rows) -> Rows:
    """A purchase ends when it begins."""
    visits["end"] = visits["settled"] = visits["beg"]
    return visits


def boxes(scene: Scene, visits: Rows, fen: Ints) -> Rows:
    """One line per visit whose price is the wanted amount."""
    lines = scene.billed(visits, str(scene.rng.choice(TONICS)), 1)
    lines["time"], lines["pric"] = visits["beg"], fen / 100
    return lines


def swipe_collected_cards(scene: Scene) -> Deed:
    """P-03: the same bundle of cards, one after the other within seconds, after hours."""
    bundle = scene.circle(14, scene.world.people.insutype == EMPLOYEES)
    bursts = scene.times(3)
    size = min(len(bundle), 10)
    psn = np.tile(bundle[:size], bursts)
    opening = scene.days(bursts) * DAY + scene.rng.integers(20 * 3_600, 22 * 3_600, bursts)
    gaps = scene.rng.integers(12, 50, (bursts, size)).cumsum(axis=1)
    begin = (opening[:, None] + gaps).ravel()
    visits = scene.visit(psn, scene.actor, condition_of("J06.9"), PHARMACY, begin)
    keys = [scene.billed(visits, key, 1) for key in ("vitamins", "ginkgo", "danshen")]
    lines = np.concatenate(keys)
    lines["time"] = np.tile(visits["beg"], len(keys))
    return deed(at_the_till(visits), lines)


PLOTS = (
    Plot(turn_into_cash, "P-02", INSTITUTION, 4, sites(SHOP)),
    Plot(swipe_collected_cards, "P-03", INSTITUTION, 4, sites(SHOP)),
)
