"""Which fund pays which part: the basic fund first, then those that stand behind it."""

from collections.abc import Mapping

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows
from pipelines.city.claims import CHRONIC, ONLINE, PHARMACY, is_stay
from pipelines.city.dice import lot
from pipelines.city.institutions import LEVEL_1, LEVEL_3, OUTSIDE
from pipelines.city.people import EMPLOYEES
from pipelines.city.settlement import rules
from pipelines.city.settlement.accounts import Accounts, running_sum
from pipelines.city.settlement.lines import whole_fen
from pipelines.city.world import World

FUNDS = ("hifp", "cvlserv", "hifes", "hifmi", "hifob", "maf")
"""The funds whose payments make `fund`: basic, civil servants', employers' supplementary,
residents' serious illness, employees' large amounts, medical assistance."""


def share_out(world: World, visits: Rows, rows: Rows, accounts: Accounts) -> Ints:
    """Fill in what each fund pays; what the person bears of the scope before the last three.

    Everything is reckoned in the order of settlement, against what the year has brought so far.
    The funds pay no purchase, unless a shop that waives the person's part posts it to them.
    """
    psn, employed = rows["psn"] - accounts.first, visits["insutype"] == EMPLOYEES
    insured = ((visits["med_type"] != PHARMACY) | visits["waived"]) & ~visits["third_party"]
    rows["deductible"] = np.where(
        insured & ~visits["waived"], _deductible(world, visits, rows, accounts), 0
    )
    due = whole_fen((rows["scope"] - rows["deductible"]) * _share(world, visits) * insured)
    cap = np.where(employed, rules.CAP[True], rules.CAP[False])
    rows["hifp"] = _below(cap, accounts.paid[psn], running_sum(psn, due), due)
    beyond_cap = whole_fen((due - rows["hifp"]) * rules.BEYOND_CAP * employed)
    left = np.where(insured, rows["scope"] - rows["hifp"] - beyond_cap, 0)
    large = _beyond_threshold(world, visits, accounts, left)
    rows["hifob"] = beyond_cap + np.where(employed, large, 0)
    rows["hifmi"] = np.where(employed, 0, large)
    _supplement(world, visits, rows, left - large)
    rows["fund"] = sum(rows[name] for name in FUNDS)
    return left


def _deductible(world: World, visits: Rows, rows: Rows, accounts: Accounts) -> Ints:
    """The deductible of stays: full for the first of the year, then half."""
    stay, psn = is_stay(visits), rows["psn"] - accounts.first
    earlier = accounts.stays[psn] + running_sum(psn, stay.astype(np.int64)) - stay
    full = rules.DEDUCTIBLE[world.institutions.kind[visits["inst"]]]
    amount = np.where(earlier > 0, full // 2, full)
    return np.where(stay, np.minimum(amount, rows["scope"]), 0)


def _share(world: World, visits: Rows) -> Floats:
    """The share of the basic fund, by insurance, level and kind of care."""
    kind = world.institutions.kind[visits["inst"]]
    level = np.where(kind == OUTSIDE, LEVEL_3, np.minimum(kind, LEVEL_1))
    employed = visits["insutype"] == EMPLOYEES
    share = np.select(
        [is_stay(visits), visits["med_type"] == CHRONIC],
        [_of(rules.STAY_SHARE, employed, level), _of(rules.CHRONIC_SHARE, employed, level)],
        _of(rules.VISIT_SHARE, employed, level),
    )
    share = np.where(visits["clerk"] == ONLINE, share, share * rules.BY_HAND)
    return np.where(visits["waived"], 1.0, share)


def _of(shares: Mapping[bool, tuple[float, ...]], employed: Mask, level: Ints) -> Floats:
    return np.where(employed, np.array(shares[True])[level], np.array(shares[False])[level])


def _below(limit: Ints, before: Ints, so_far: Ints, now: Ints) -> Ints:
    """The part of `now` below a yearly limit; `so_far` runs over the month and holds it."""
    reached = before + so_far
    part: Ints = np.minimum(reached, limit) - np.minimum(reached - now, limit)
    return part


def _beyond_threshold(world: World, visits: Rows, accounts: Accounts, left: Ints) -> Ints:
    """What is paid of the in-scope own payments of the year beyond the threshold."""
    psn = visits["psn"] - accounts.first
    poor = world.people.poor[visits["psn"]]
    threshold = np.where(poor, rules.THRESHOLD_OF_THE_POOR, rules.THRESHOLD)
    low = _below(threshold, accounts.borne[psn], running_sum(psn, left), left)
    return whole_fen((left - low) * rules.BEYOND_THRESHOLD)


def _supplement(world: World, visits: Rows, rows: Rows, left: Ints) -> None:
    """What the funds for some groups of persons pay of the rest."""
    psn, people = visits["psn"].astype(np.int64), world.people
    drawn = lot(world.seed, "supplements", psn)
    employed = people.insutype[psn] == EMPLOYEES
    servant = employed & (drawn < rules.CIVIL_SERVANTS)
    planned = employed & ~servant & (drawn < rules.CIVIL_SERVANTS + rules.EMPLOYERS_PLAN)
    rows["cvlserv"] = whole_fen(left * rules.OF_CIVIL_SERVANTS * servant)
    rows["hifes"] = whole_fen(left * rules.OF_EMPLOYERS_PLAN * planned)
    rows["maf"] = whole_fen(left * rules.OF_THE_POOR * people.poor[psn])
