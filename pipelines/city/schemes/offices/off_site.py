"""Bills from far hospitals: travellers who never left, and papers sold by the dozen."""

from collections.abc import Sequence

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.claims import NO_DEED, Deed, deed
from pipelines.city.conditions import conditions_of
from pipelines.city.dice import dice
from pipelines.city.institutions import OUTSIDE
from pipelines.city.schemes.candidates import clerks, persons, rings
from pipelines.city.schemes.papers import (
    clients,
    colleague,
    facts,
    handed_in,
    on_the_desk,
    while_it_runs,
)
from pipelines.city.schemes.plot import CLERK, PATIENT, RING, Case, Listed, Member, Plot
from pipelines.city.schemes.scene import Scene, Scheme
from pipelines.city.schemes.shares import share_of_month, topped_up
from pipelines.city.travel import would_register
from pipelines.city.world import World

FAR_ILLNESSES = ("I25.1", "K80.2", "J18.9", "M51.2", "S52.5")
BUYERS = (8, 16)
"""Persons who buy from one seller of papers, from and below."""

EVERYBODY = 2_000
"""Persons of an area among whom a clerk finds some who never registered a journey."""

TEMPLATE = ("bed", "ward_round", "nursing_1", "cefoperazone", "thymalfasin", "ct")
"""What stands on every sold bill, in the same amounts."""


def invent_travellers(scene: Scene) -> Deed:
    """G-05: a clerk pays far bills of persons whose travel nobody registered."""
    found = clients(scene.world, scene.scheme, EVERYBODY)
    homebodies = found[~would_register(scene.world, found)]
    stays = _far_stays(scene, _some(scene, homebodies, scene.times(5)))
    return deed(stays, scene.treated(stays))


def _some_clients(scene: Scene, n: int) -> Ints:
    return _some(scene, clients(scene.world, scene.scheme), n)


def _some(scene: Scene, found: Ints, n: int) -> Ints:
    return scene.rng.permutation(found[scene.stage.present[found]])[:n]


def _far_stays(scene: Scene, psn: Ints) -> Rows:
    sites = scene.rng.choice(scene.world.institutions.of_kind(OUTSIDE), len(psn))
    cond = scene.rng.choice(conditions_of(*FAR_ILLNESSES), len(psn))
    nights = scene.rng.integers(4, 11, len(psn))
    stays = on_the_desk(scene, handed_in(scene, psn, sites, cond, nights))
    stays["payer"] = colleague(scene.world, scene.actor)
    return stays


def divert_the_fund(scene: Scene) -> Deed:
    """G-05, N-70: one clerk diverts 213,000.00 yuan by far bills that were never presented."""
    stays = _far_stays(scene, _some_clients(scene, 2))
    fen = share_of_month(scene, 21_300_000)
    lines = topped_up(scene, stays, scene.treated(stays), fen, ("thymalfasin", "cefoperazone"))
    return deed(stays, lines)


def reimburse_the_migrants(scene: Scene) -> Deed:
    """Like G-05: a town of migrant workers; each far stay belongs to a registered travel."""
    migrants = _migrants(scene.world, scene.scheme)
    stays = _far_stays(scene, _some(scene, migrants, scene.times(6)))
    return deed(stays, scene.treated(stays))


def _migrants(world: World, scheme: Scheme) -> Ints:
    found = clients(world, scheme)
    return found[would_register(world, found)]


def _travelling_clients(world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    psn = _migrants(world, scheme)
    return Listed(facts=facts(scheme, "travel", psn, *while_it_runs(scheme, months)))


def sell_papers(scene: Scene) -> Deed:
    """O-03: papers of one far hospital are sold; all bills follow one template.

    The fainter, the more each bill is changed by hand before it is sold.
    """
    psn = _some_members(scene, scene.times(7))
    if not len(psn):
        return NO_DEED
    stays = handed_in(scene, psn, _house(scene), conditions_of("K80.2")[0], 7)
    changed = scene.rng.uniform(0, 1, len(psn)) * max(0.0, 1 - scene.scheme.intensity)
    counts = (7, 7, 7, 14, 10, 1)
    lines = [
        scene.billed(stays, key, np.maximum(1, np.rint(count * (1 + changed))))
        for key, count in zip(TEMPLATE, counts, strict=True)
    ]
    return deed(stays, np.concatenate(lines))


def _some_members(scene: Scene, n: int) -> Ints:
    buyers = scene.scheme.others(PATIENT)
    return scene.rng.permutation(buyers[scene.stage.present[buyers]])[:n]


def _house(scene: Scene) -> int:
    """The one far hospital of a ring."""
    far = scene.world.institutions.of_kind(OUTSIDE)
    return int(dice(scene.world.seed, "house", scene.scheme.number).choice(far))


def go_to_one_house(scene: Scene) -> Deed:
    """Like O-03: old colleagues go to the far hospital of their plant, registered as travellers.

    Each has an illness, a length of stay and a bill of his own.
    """
    psn = _some_members(scene, scene.times(4))
    cond = scene.rng.choice(conditions_of(*FAR_ILLNESSES), len(psn))
    stays = handed_in(scene, psn, _house(scene), cond, scene.rng.integers(4, 13, len(psn)))
    return deed(stays, scene.treated(stays))


def _travelling_members(_world: World, scheme: Scheme, months: Sequence[Month]) -> Listed:
    psn = scheme.others(PATIENT)
    return Listed(facts=facts(scheme, "travel", psn, *while_it_runs(scheme, months)))


def buyers(world: World, _actor: int, rng: np.random.Generator) -> tuple[Member, ...]:
    """Grown-up persons from all over the city."""
    found = rng.permutation(persons(30)(world))[: rng.integers(*BUYERS)]
    return tuple((PATIENT, int(psn)) for psn in found)


PLOTS = (
    Plot(invent_travellers, "G-05", CLERK, 0.4, clerks),
    Plot(divert_the_fund, "G-05", CLERK, 1, clerks, case=Case("N-70", "2024-01", "2024-12")),
    Plot(sell_papers, "O-03", RING, 0.4, rings, members=buyers),
    Plot(
        reimburse_the_migrants, "G-05", CLERK, 0.4, clerks, innocent=True,
        enlist=_travelling_clients,
    ),
    Plot(
        go_to_one_house, "O-03", RING, 0.4, rings, innocent=True, members=buyers,
        enlist=_travelling_members,
    ),
)  # fmt: skip
