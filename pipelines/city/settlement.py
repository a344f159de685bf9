"""Who pays what: settlements follow from the fee lines and the state of the accounts."""

from dataclasses import dataclass

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Rows, Times
from pipelines.city.calendar import DAY, Month
from pipelines.city.claims import PHARMACY, Claims, amount_fen, is_stay
from pipelines.city.dice import dice, happens
from pipelines.city.institutions import LEVEL_1, LEVEL_3, OUTSIDE
from pipelines.city.people import EMPLOYEES
from pipelines.city.pricelist import price_list
from pipelines.city.world import World

IN_SCOPE = np.array([0.0, 1.0, 0.9, 0.0])
"""Share of an amount within the policy scope, by payment class (1 甲, 2 乙, 3 丙)."""

DEDUCTIBLE = np.array([80_000, 50_000, 20_000, 10_000, 10_000, 0, 150_000])
"""Deductible of a stay in fen, by kind of institution."""

STAY_SHARE = {True: (0.86, 0.9, 0.94), False: (0.66, 0.78, 0.88)}
VISIT_SHARE = {True: (0.6, 0.7, 0.8), False: (0.5, 0.6, 0.7)}
"""Share the fund pays at level 3, 2, and below: of employees (True) and residents (False)."""

SHOP_SHARE = 0.0
"""Pharmacies are paid from the personal account or in cash."""

POOR_BONUS = 0.1
"""Added to the fund's share for persons with medical assistance."""

REFUNDED = 0.012
"""Share of settlements that are cancelled by a negative one later in the month."""

SETTLEMENT = np.dtype(
    [
        ("visit", "i8"),
        ("psn", "i4"),
        ("medfee", "i8"),
        ("scope", "i8"),
        ("fund", "i8"),
        ("own", "i8"),
        ("account", "i8"),
        ("cash", "i8"),
        ("balance", "i8"),
        ("deductible", "i8"),
        ("outside", "i8"),
    ]
)
"""One settlement in fen: `own` is the person's part, paid from the account or in cash;
`outside` what lies outside the scope; `balance` what the account holds afterwards."""


@dataclass(frozen=True)
class Settled:
    """The settlements of visits, row by row, and the accounts after the last of them.

    `refunded` marks the rows that are cancelled later, `refund_time` says when, in their order.
    """

    rows: Rows
    accounts: Ints
    refunded: Mask
    refund_time: Times


def in_scope_fen(lines: Rows) -> Ints:
    """The part of each line within the policy scope, in fen."""
    share = IN_SCOPE[price_list().payment_class[lines["item"]]]
    fen: Floats = np.rint(amount_fen(lines) * share)
    return fen.astype(np.int64)


def settle(world: World, month: Month, claims: Claims, accounts: Ints, block: int = 0) -> Settled:
    """Settle every visit of `claims` (ordered by settlement time) against the accounts (fen).

    `block` is the number of the block of persons that the visits belong to.
    """
    visits, lines = claims.visits, claims.lines
    order = np.argsort(visits["visit"])
    at = order[np.searchsorted(visits["visit"], lines["visit"], sorter=order)]
    rows = np.zeros(len(visits), SETTLEMENT)
    rows["visit"], rows["psn"] = visits["visit"], visits["psn"]
    np.add.at(rows["medfee"], at, amount_fen(lines))
    np.add.at(rows["scope"], at, in_scope_fen(lines))
    rows["outside"] = rows["medfee"] - rows["scope"]
    rows["deductible"] = np.where(visits["waived"], 0, _deductible(world, visits, rows["scope"]))
    rows["fund"] = np.rint((rows["scope"] - rows["deductible"]) * _fund_share(world, visits))
    rows["own"] = rows["medfee"] - rows["fund"]
    rows["medfee"] += visits["header"]
    rows["fund"] += visits["header"]
    rng = dice(world.seed, "refunds", month.index, block)
    return _with_refunds(month, visits, rng, *_draw_on_accounts(rows, accounts))


def _with_refunds(
    month: Month, visits: Rows, rng: np.random.Generator, rows: Rows, accounts: Ints
) -> Settled:
    """Cancel a few settlements within two days, and those that schemes cancel, in the month."""
    soon_enough = visits["settled"] < month.end - np.timedelta64(2, "D")
    refunded = (happens(REFUNDED, len(rows), rng) & soon_enough) | visits["refund"]
    wait = rng.integers(1_800, 2 * DAY, int(refunded.sum())).astype("m8[s]")
    last = month.end - np.timedelta64(1, "s")
    np.add.at(accounts, rows["psn"][refunded], rows["account"][refunded])
    return Settled(rows, accounts, refunded, np.minimum(visits["settled"][refunded] + wait, last))


def _deductible(world: World, visits: Rows, scope: Ints) -> Ints:
    amount = DEDUCTIBLE[world.institutions.kind[visits["inst"]]]
    return np.where(is_stay(visits), np.minimum(amount, scope), 0)


def _fund_share(world: World, visits: Rows) -> Floats:
    kind = world.institutions.kind[visits["inst"]]
    level = np.where(kind == OUTSIDE, LEVEL_3, np.minimum(kind, LEVEL_1))
    employed = visits["insutype"] == EMPLOYEES
    of_stay = np.where(employed, *(np.array(STAY_SHARE[e])[level] for e in (True, False)))
    of_visit = np.where(employed, *(np.array(VISIT_SHARE[e])[level] for e in (True, False)))
    share = np.where(is_stay(visits), of_stay, of_visit)
    share = share + POOR_BONUS * world.people.poor[visits["psn"]]
    share = np.where(visits["med_type"] == PHARMACY, SHOP_SHARE, share)
    return np.where(visits["waived"], 1.0, np.minimum(share, 1.0))


def _draw_on_accounts(rows: Rows, accounts: Ints) -> tuple[Rows, Ints]:
    """Pay the own part from the personal account while it lasts, in the order of settlement."""
    by_person = np.argsort(rows["psn"], kind="stable")
    psn, own = rows["psn"][by_person], rows["own"][by_person]
    wanted = _running_sum(psn, own)
    paid = np.minimum(wanted, accounts[psn])
    rows["account"][by_person] = paid - np.minimum(wanted - own, accounts[psn])
    rows["balance"][by_person] = accounts[psn] - paid
    rows["cash"] = rows["own"] - rows["account"]
    left = accounts.copy()
    np.subtract.at(left, rows["psn"], rows["account"])
    return rows, left


def _running_sum(group: Ints, values: Ints) -> Ints:
    """The running sum of `values` within runs of equal `group`."""
    total = values.cumsum()
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    before = (total - values)[starts]
    return np.asarray(total - np.repeat(before, np.diff(starts, append=len(group))), np.int64)
