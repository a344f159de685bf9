"""Clerks who look, or do not look, at claims on paper, and those who pay them out."""

import numpy as np

from pipelines.city.arrays import Mask, Rows
from pipelines.city.claims import NO_SCHEME, Deed, deed
from pipelines.city.conditions import conditions_of
from pipelines.city.institutions import OUTSIDE
from pipelines.city.schemes.candidates import clerks
from pipelines.city.schemes.papers import clients, desk_claims, handed_in, on_the_desk
from pipelines.city.schemes.plot import CLERK, Case, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.shares import share_of_month, topped_up

HASTE = 0.02
"""The share of a careful review that is left."""

NOT_LISTED = ("ginseng", "donkey_gelatin", "vitamins")
"""Items outside the catalogue (丙), which the fund never pays."""

RETURNED = 0.08
"""Share of papers that a careful clerk returns."""

IMPERSONATED = 3


def wave_through(scene: Scene) -> Deed:
    """G-01: a clerk looks at claims for seconds and returns none of them.

    The fainter, the more of them are read like anybody's.
    """
    visits = desk_claims(scene, scene.times(12))
    hasty = scene.rng.random(len(visits)) < 0.6 * scene.scheme.intensity
    hasty[:1] = True
    return _partly(scene, _hastily(visits, hasty), hasty)


def _hastily(visits: Rows, hasty: Mask) -> Rows:
    seconds = np.maximum(3, np.rint(visits["review"] * HASTE))
    visits["review"] = np.where(hasty, seconds, visits["review"])
    return visits


def _partly(scene: Scene, visits: Rows, wrong: Mask) -> Deed:
    """Claims of which only some are handled wrongly; the others are in order."""
    lines = scene.treated(visits)
    lines["scheme"][np.isin(lines["visit"], visits["visit"][~wrong])] = NO_SCHEME
    visits["scheme"][~wrong] = NO_SCHEME
    return deed(visits, lines)


def wave_through_impostors(scene: Scene) -> Deed:
    """G-01, N-70: stays of three impersonated persons, 86,000.00 yuan, pass without a look."""
    psn = clients(scene.world, scene.scheme)[:IMPERSONATED]
    psn = np.resize(psn, 2 * IMPERSONATED)[scene.month.index % IMPERSONATED :][:1]
    sites = scene.rng.choice(scene.world.institutions.of_kind(OUTSIDE), len(psn))
    cond = scene.rng.choice(conditions_of("K80.2", "I25.1", "J18.9"), len(psn))
    stays = on_the_desk(scene, handed_in(scene, psn, sites, cond, 8))
    fen = share_of_month(scene, 8_600_000)
    lines = topped_up(scene, stays, scene.treated(stays), fen, ("cefoperazone", "thymalfasin"))
    return deed(_hastily(stays, np.ones(len(stays), bool)), lines)


def review_carefully(scene: Scene) -> Deed:
    """Like G-01: the busiest desk; each small claim is looked at for minutes, some go back."""
    visits = desk_claims(scene, scene.times(14))
    visits["refund"] = scene.rng.random(len(visits)) < RETURNED
    return deed(visits, scene.treated(visits))


def pay_the_unpayable(scene: Scene) -> Deed:
    """G-02: one clerk has the fund pay for tonics that are not in the catalogue."""
    visits = desk_claims(scene, scene.times(6))
    tonics = _tonics(scene, visits)
    tonics["paid_as"] = 1
    return deed(visits, np.concatenate([scene.treated(visits), tonics]))


def _tonics(scene: Scene, visits: Rows) -> Rows:
    packs = np.rint(scene.rng.uniform(1, 3, len(visits)))
    return np.concatenate([scene.billed(visits, key, packs) for key in NOT_LISTED])


def refuse_the_unpayable(scene: Scene) -> Deed:
    """Like G-02: the bills are full of tonics, and the persons pay every one of them."""
    visits = desk_claims(scene, scene.times(6))
    return deed(visits, np.concatenate([scene.treated(visits), _tonics(scene, visits)]))


def review_and_pay(scene: Scene) -> Deed:
    """G-04: the clerk who reviews a claim pays it out too, of some; the others are in order."""
    visits = desk_claims(scene, scene.times(12))
    alone = scene.rng.random(len(visits)) < 0.6 * scene.scheme.intensity
    alone[:1] = True
    visits["payer"][alone] = scene.actor
    return _partly(scene, visits, alone)


def work_in_pairs(scene: Scene) -> Deed:
    """Like G-04: two colleagues handle all claims of a small agency, each paying the other's."""
    visits = desk_claims(scene, scene.times(14))
    first, second = scene.actor, int(visits["payer"][0]) if len(visits) else scene.actor
    turn = scene.rng.random(len(visits)) < 0.5  # noqa: PLR2004  # either of the two
    visits["clerk"] = np.where(turn, first, second)
    visits["payer"] = np.where(turn, second, first)
    return deed(visits, scene.treated(visits))


PLOTS = (
    Plot(wave_through, "G-01", CLERK, 0.4, clerks),
    Plot(wave_through_impostors, "G-01", CLERK, 1, clerks, case=Case("N-70", "2024-03", "2024-08")),
    Plot(pay_the_unpayable, "G-02", CLERK, 0.4, clerks),
    Plot(review_and_pay, "G-04", CLERK, 0.4, clerks),
    Plot(review_carefully, "G-01", CLERK, 0.4, clerks, innocent=True),
    Plot(refuse_the_unpayable, "G-02", CLERK, 0.4, clerks, innocent=True),
    Plot(work_in_pairs, "G-04", CLERK, 0.4, clerks, innocent=True),
)
