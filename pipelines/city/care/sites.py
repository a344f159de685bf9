"""Where persons go: their usual site, their neighbours', or the speciality's."""

from functools import cache

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.care.block import Block
from pipelines.city.care.rates import ATTRACTED, FAITHFUL
from pipelines.city.conditions import CONDITIONS, conditions_under
from pipelines.city.dice import happens, pick
from pipelines.city.institutions import CHINESE, CLINIC, DENTAL, PLAIN
from pipelines.city.people import condition_weights

TREATED = {DENTAL: ("K02", "K05"), CHINESE: ("M", "G47")}
"""Beginnings of the codes that a site with a focus treats; sites without one treat all."""


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
    """Give visits a site that treats the illness, or the illness of their clinic."""
    sites = block.world.institutions
    inst = _attracted(block, near(block, visits["psn"].astype(np.int64), kind), visits["cond"])
    cond = visits["cond"].astype(np.int64)
    wrong = ~treats()[sites.focus[inst], cond]
    at_clinic = np.flatnonzero(wrong & (sites.kind[inst] == CLINIC))
    people, psn = block.world.people, visits["psn"][at_clinic]
    weights = condition_weights(illness, np.maximum(people.age[psn], 0), people.gend[psn])
    offered = treats()[sites.focus[inst[at_clinic]]]
    visits["cond"][at_clinic] = pick(weights * offered + 1e-9 * offered, block.rng)
    unfit = wrong & (sites.kind[inst] != CLINIC)
    visits["inst"] = inst
    return _elsewhere(block, visits, unfit)


def at_open_sites(block: Block, visits: Rows) -> Rows:
    """Move visits to sites that are not yet designated to others of the kind."""
    opened = block.world.institutions.opened[visits["inst"]]
    return _elsewhere(block, visits, opened > block.month.dates[0])


@cache
def treats() -> Mask:
    """Which illnesses (focus x condition) a site with a focus treats."""
    table = np.ones((max(TREATED) + 1, len(CONDITIONS)), bool)
    for focus, beginnings in TREATED.items():
        table[focus] = False
        table[focus, conditions_under(*beginnings)] = True
    return table


def _attracted(block: Block, inst: Ints, cond: Ints) -> Ints:
    """Send some of the persons with a speciality's illness to a site of the kind that has it."""
    sites = block.world.institutions
    special = sites.focus != PLAIN
    wanted = happens(ATTRACTED, len(inst), block.rng) & (treats()[1:, cond].any(axis=0))
    for focus in np.unique(sites.focus[special]):
        for kind in np.unique(sites.kind[sites.focus == focus]):
            there = np.flatnonzero((sites.focus == focus) & (sites.kind == kind))
            coming = np.flatnonzero(wanted & (sites.kind[inst] == kind) & treats()[focus, cond])
            inst[coming] = block.rng.choice(there, len(coming))
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
