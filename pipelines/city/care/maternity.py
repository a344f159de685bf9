"""Pregnancies: their checks, the birth, and the first days of the child."""

import numpy as np

from pipelines.city.arrays import Ints, Rows, Times
from pipelines.city.care.beds import admit_on, discharge_after
from pipelines.city.care.block import Block
from pipelines.city.care.outpatients import at_hours, begin_at
from pipelines.city.care.rates import BIRTHS, CAESAREAN, CHECK_KEPT, CHECKS, JAUNDICED
from pipelines.city.care.sites import for_good
from pipelines.city.claims import BIRTH, BIRTH_VISIT, STAY
from pipelines.city.conditions import condition_of, conditions_under
from pipelines.city.dice import lot
from pipelines.city.institutions import LEVEL_2, LEVEL_3
from pipelines.city.pricelist import FEMALE

YOUNGEST, OLDEST = 20, 41
"""Ages at which children are born."""

AT_LEVEL_2 = 0.6
TERM = 280
"""Days of a pregnancy."""


def expecting(block: Block) -> tuple[Ints, Times]:
    """The women of the block who give birth from this month to 280 days after it, and when.

    A child that the city registers is born to a woman of its household. Births of children whom
    the register does not know yet are drawn by year.
    """
    mothers, births = _of_registered_children(block)
    others, later = _drawn(block)
    unknown = (later > block.world.people.birth.max()) & ~np.isin(others, mothers)
    return np.concatenate([mothers, others[unknown]]), np.concatenate([births, later[unknown]])


def _women(block: Block) -> Ints:
    people, psn = block.world.people, block.psn
    fits = (people.gend[psn] == FEMALE) & (people.age[psn] >= YOUNGEST)
    found: Ints = psn[fits & (people.age[psn] <= OLDEST)]
    return found


def _of_registered_children(block: Block) -> tuple[Ints, Times]:
    people, month = block.world.people, block.month
    soon = (people.birth >= month.dates[0]) & (people.birth <= month.dates[-1] + TERM)
    children = np.flatnonzero(soon)
    homes, first = np.unique(people.household[children], return_index=True)
    women = _women(block)
    women = women[np.unique(people.household[women], return_index=True)[1]]
    at = np.searchsorted(homes, people.household[women])
    known = np.append(homes, -1)[at] == people.household[women]
    return women[known], people.birth[children[first[at[known]]]].astype("M8[D]")


def _drawn(block: Block) -> tuple[Ints, Times]:
    seed, women, found = block.world.seed, _women(block), []
    for year in range(block.month.first.year, block.month.first.year + 2):
        chance = lot(seed, "birth", women, year)
        new_year = np.datetime64(f"{year}-01-01", "D")
        when = new_year + (chance / BIRTHS * 365).astype(np.int64)
        again = lot(seed, "birth", women, year - 1) < BIRTHS
        due = (chance < BIRTHS) & ~again & (when >= block.month.dates[0])
        due &= when <= block.month.dates[-1] + TERM
        found.append((women[due], when[due]))
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _at_one_house(block: Block, visits: Rows) -> Rows:
    """The house that checks the pregnancy is that of the birth."""
    at_level_2 = lot(block.world.seed, "birth site", visits["psn"]) < AT_LEVEL_2
    return for_good(block, visits, np.where(at_level_2, LEVEL_2, LEVEL_3), "birth")


def pregnancy_checks(block: Block) -> Rows:
    """The checks that fall into the month, at the house where the child will be born."""
    psn, birth = expecting(block)
    row = np.repeat(np.arange(len(psn)), len(CHECKS))
    number = np.tile(np.arange(len(CHECKS)), len(psn))
    chance = lot(block.world.seed, "check", psn[row], number)
    due = birth[row] - np.array(CHECKS)[number] + (chance * 6).astype(np.int64)
    now = block.within(due) & (chance < CHECK_KEPT)
    psn, due = psn[row[now]], due[now]
    visits = block.visits(psn, int(conditions_under("Z34")[0]), BIRTH_VISIT)
    visits = _at_one_house(block, visits)
    days = (due - block.month.dates[0]).astype(np.int64)
    return begin_at(block, visits, at_hours(block, days, "clinic"))


def births(block: Block) -> Rows:
    """The stays for births of the month."""
    psn, birth = expecting(block)
    now = block.within(birth)
    psn, birth = psn[now], birth[now]
    caesarean = lot(block.world.seed, "caesarean", psn) < CAESAREAN
    cond = np.where(caesarean, condition_of("O82"), condition_of("O80"))
    stays = block.visits(psn, cond, BIRTH)
    stays = _at_one_house(block, stays)
    nights = np.where(caesarean, 5, 3) + block.rng.integers(0, 2, len(psn))
    return discharge_after(admit_on(block, stays, birth), nights, block.rng)


def newborn(block: Block) -> Rows:
    """The stays of children in their first week for jaundice that begin in the month."""
    people, seed = block.world.people, block.world.seed
    recent = people.birth[block.psn] > block.month.dates[0] - np.timedelta64(10, "D")
    psn = block.psn[recent & (people.birth[block.psn] <= block.month.dates[-1])]
    chance = lot(seed, "jaundice", psn) / JAUNDICED
    date = people.birth[psn].astype("M8[D]") + (2 + chance * 5).astype(np.int64)
    now = block.within(date) & (chance < 1)
    psn, date = psn[now], date[now]
    stays = block.visits(psn, int(conditions_under("P59")[0]), STAY)
    stays["inst"] = people.usual[psn, LEVEL_2]
    nights = block.rng.integers(3, 8, len(psn))
    return discharge_after(admit_on(block, stays, date), nights, block.rng)
