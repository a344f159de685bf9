"""Where persons go: their usual site, their neighbours', or the speciality's."""

from functools import cache

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.care.block import Block
from pipelines.city.care.rates import ATTRACTED, FAITHFUL
from pipelines.city.conditions import (
    CANCER,
    CHILDREN,
    CONDITIONS,
    EYES,
    MATERNITY,
    PSYCHIATRY,
    REHABILITATION,
    TCM,
    TEETH,
    conditions_under,
    departments,
)
from pipelines.city.dice import happens, lot, pick
from pipelines.city.institutions import (
    CHINESE,
    CLINIC,
    DENTAL,
    DIALYSIS,
    EYE,
    LEVEL_1,
    MATERNAL,
    MENTAL,
    ONCOLOGY,
    PLAIN,
    REHAB,
)
from pipelines.city.people import condition_weights

SPECIALITY = {
    DENTAL: (TEETH,),
    CHINESE: (TCM,),
    ONCOLOGY: (CANCER,),
    REHAB: (REHABILITATION,),
    MENTAL: (PSYCHIATRY,),
    EYE: (EYES,),
    MATERNAL: (MATERNITY, CHILDREN),
}
"""The departments for whose illnesses persons seek a site with a focus."""

DIALYSED_CODES = ("N18",)
"""Beginnings of the codes for which a dialysis centre is sought."""


def near(block: Block, psn: Ints, kind: Ints) -> Ints:
    """A site of a kind for each person: the usual one, or that of somebody of the same area."""
    people, rng = block.world.people, block.rng
    faithful = happens(FAITHFUL, len(psn), rng)
    return np.where(faithful, people.usual[psn, kind], people.usual[_neighbour(block, psn), kind])


def _neighbour(block: Block, psn: Ints) -> Ints:
    people = block.world.people
    starts = people.by_area.starts
    area = people.area[psn]
    first, number = starts[area], starts[area + 1] - starts[area]
    return people.by_area.order[first + (block.rng.random(len(psn)) * number).astype(np.int64)]


def settle_on_sites(block: Block, visits: Rows, kind: Ints, illness: str) -> Rows:
    """Give visits a site that treats the illness, or the illness that their clinic treats."""
    sites, rng, n = block.world.institutions, block.rng, len(visits)
    inst = near(block, visits["psn"].astype(np.int64), kind)
    inst = _attracted(block, inst, visits["cond"], rng.random(n), rng.random(n))
    wrong = ~_offered(block, inst, visits["cond"])
    at_clinic = np.flatnonzero(wrong & (sites.kind[inst] == CLINIC))
    people, psn = block.world.people, visits["psn"][at_clinic]
    weights = condition_weights(illness, np.maximum(people.age[psn], 0), people.gend[psn])
    offered = sought()[sites.focus[inst[at_clinic]]]
    visits["cond"][at_clinic] = pick(weights * offered + 1e-9 * offered, rng)
    visits["inst"] = inst
    return _elsewhere(block, visits, wrong & (sites.kind[inst] != CLINIC))


def for_good(block: Block, visits: Rows, kind: Ints, room: str) -> Rows:
    """Give visits the one site where each person has this treatment: a usual one or a special."""
    seed, psn = block.world.seed, visits["psn"].astype(np.int64)
    inst = block.world.people.usual[psn, kind]
    chance, turn = lot(seed, f"{room} attracted", psn), lot(seed, f"{room} turn", psn)
    visits["inst"] = _attracted(block, inst, visits["cond"], chance, turn)
    return visits


def at_open_sites(block: Block, visits: Rows) -> Rows:
    """Move visits to sites that are not yet designated to others of the kind."""
    opened = block.world.institutions.opened[visits["inst"]]
    return _elsewhere(block, visits, opened > block.month.dates[0])


@cache
def sought() -> Mask:
    """For which illnesses (focus x condition) a site with a focus is sought."""
    table = np.zeros((max(*SPECIALITY, DIALYSIS) + 1, len(CONDITIONS)), bool)
    for focus, codes in SPECIALITY.items():
        table[focus] = [condition.department in codes for condition in CONDITIONS]
    table[DIALYSIS, conditions_under(*DIALYSED_CODES)] = True
    return table


def _offered(block: Block, inst: Ints, cond: Ints) -> Mask:
    """Which sites treat which illnesses; a hospital of Chinese medicine has other wards too."""
    sites = block.world.institutions
    mixed = (sites.focus[inst] == CHINESE) & (sites.kind[inst] <= LEVEL_1)
    on_staff = mixed & sites.departments[inst, departments()[cond]]
    plain = sites.focus[inst] == PLAIN
    return np.asarray(plain | sought()[sites.focus[inst], cond] | on_staff, np.bool_)


def _attracted(block: Block, inst: Ints, cond: Ints, chance: Floats, turn: Floats) -> Ints:
    """Send some of the persons with a speciality's illness to a site that has it."""
    sites = block.world.institutions
    inst, hospital = inst.copy(), sites.kind <= LEVEL_1
    for focus in (*SPECIALITY, DIALYSIS):
        coming = np.flatnonzero((chance < ATTRACTED) & sought()[focus, cond])
        for among in (hospital, sites.kind == CLINIC):
            there = np.flatnonzero((sites.focus == focus) & among)
            rows = coming[among[inst[coming]]]
            if len(there):
                inst[rows] = there[(turn[rows] * len(there)).astype(np.int64)]
    return inst


def _elsewhere(block: Block, visits: Rows, moved: Mask) -> Rows:
    """Move some visits to a plain site of the same kind that is open."""
    sites = block.world.institutions
    kind = sites.kind[visits["inst"]]
    plain = (sites.focus == PLAIN) & (sites.opened <= block.month.dates[0])
    for each in np.unique(kind[moved]):
        coming = np.flatnonzero(moved & (kind == each))
        there = np.flatnonzero(plain & (sites.kind == each))
        if len(there):
            visits["inst"][coming] = block.rng.choice(there, len(coming))
    return visits
