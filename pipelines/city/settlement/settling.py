"""The settlements of a month: bills, payers, accounts, refunds."""

from dataclasses import dataclass, replace

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows, Times
from pipelines.city.calendar import DAY, Month
from pipelines.city.claims import Claims, amount_fen, is_stay
from pipelines.city.dice import lot
from pipelines.city.settlement import rules
from pipelines.city.settlement.accounts import Accounts, draw_on_accounts
from pipelines.city.settlement.lines import PARTS, line_parts
from pipelines.city.settlement.payers import FUNDS, share_out
from pipelines.city.world import World

SETTLEMENT = np.dtype(
    [
        ("visit", "i8"),
        ("psn", "i4"),
        ("medfee", "i8"),
        *((name, "i8") for name in PARTS.names or ()),
        ("deductible", "i8"),
        *((name, "i8") for name in FUNDS),
        ("fund", "i8"),
        ("own", "i8"),
        ("account", "i8"),
        ("mulaid", "i8"),
        ("cash", "i8"),
        ("balance", "i8"),
    ]
)
"""One settlement in fen: the parts of its lines, what each fund pays, `fund` their sum; `own` is
the person's part, paid from the account, the family's (`mulaid`) or in cash; `balance` what the
account holds afterwards."""

SOON = np.timedelta64(2, "D")
"""A refund comes within that time, in the same month."""


@dataclass(frozen=True)
class Settled:
    """The settlements of visits, row by row, and the accounts after the last of them.

    `refunded` marks the rows that are cancelled later, `refund_time` says when, in their order;
    of these, `again` marks the ones settled anew on the same terms at `again_time`.
    """

    rows: Rows
    accounts: Accounts
    refunded: Mask
    refund_time: Times
    again: Mask
    again_time: Times


def settle(world: World, month: Month, claims: Claims, accounts: Accounts) -> Settled:
    """Settle every visit of `claims`, ordered by settlement time, against the accounts.

    The outcome depends on nothing but the persons of `accounts`: a run of persons can be settled
    alone. The accounts given are left as they are.
    """
    visits = claims.visits
    rows = _bills(world, claims)
    borne = share_out(world, visits, rows, accounts)
    rows["own"] = rows["medfee"] - rows["fund"]
    draw_on_accounts(world, rows, accounts)
    for name in ("medfee", "hifp", "fund"):
        rows[name] += visits["header"]
    refunded, again = _cancelled(world, month, visits)
    stands = ~refunded
    stands[refunded] = again
    left = _afterwards(world, visits, rows, borne, stands, accounts)
    refund_time, again_time = _when(world, month, visits[refunded])
    return Settled(rows, left, refunded, refund_time, again, again_time[again])


def _bills(world: World, claims: Claims) -> Rows:
    """What the lines of each visit come to."""
    visits, lines = claims.visits, claims.lines
    order = np.argsort(visits["visit"])
    at = order[np.searchsorted(visits["visit"], lines["visit"], sorter=order)]
    parts = line_parts(lines, world.institutions.kind[visits["inst"][at]])
    rows = np.zeros(len(visits), SETTLEMENT)
    rows["visit"], rows["psn"] = visits["visit"], visits["psn"]
    rows["medfee"] = np.bincount(at, amount_fen(lines), len(visits))
    for name in PARTS.names or ():
        rows[name] = np.bincount(at, parts[name], len(visits))
    return rows


AT_ONCE = 900
"""Seconds within which a scheme cancels a settlement."""


def _cancelled(world: World, month: Month, visits: Rows) -> tuple[Mask, Mask]:
    """Which settlements are cancelled, and which of these are settled anew.

    Most were a mistake of the till, put right at once; those that schemes cancel stay so.
    """
    drawn = lot(world.seed, "refunds", visits["visit"])
    by_chance = ~visits["stands"] & (visits["settled"] < month.end - SOON)
    refunded = (drawn < rules.REFUNDED) & by_chance
    again = drawn < rules.REFUNDED * rules.SETTLED_ANEW
    refunded |= visits["refund"]
    return refunded, (again & ~visits["refund"])[refunded]


def _when(world: World, month: Month, visits: Rows) -> tuple[Times, Times]:
    """When settlements are cancelled, and when they are settled anew; schemes cancel at once."""
    thrown = lot(world.seed, "refund times", visits["visit"])
    wait = np.where(visits["refund"], AT_ONCE * thrown, 1_800 + thrown**3 * (2 * DAY - 1_800))
    last = month.end - np.timedelta64(1, "s")
    refund = np.minimum(visits["settled"] + wait.astype("m8[s]"), last)
    soon = 60 + lot(world.seed, "settled anew", visits["visit"]) * 1_200
    return refund, np.minimum(refund + soon.astype("m8[s]"), last)


def _afterwards(
    world: World, visits: Rows, rows: Rows, borne: Ints, stands: Mask, accounts: Accounts
) -> Accounts:
    """The accounts after the month: what was cancelled for good leaves no trace."""
    psn = rows["psn"][stands] - accounts.first
    sponsor = accounts.sponsors(world)[psn]
    lent = sponsor >= 0
    after = {name: getattr(accounts, name).copy() for name in ("balance", "stays", "paid", "borne")}
    np.subtract.at(after["balance"], psn, rows["account"][stands])
    np.subtract.at(after["balance"], sponsor[lent], rows["mulaid"][stands][lent])
    np.add.at(after["stays"], psn, is_stay(visits)[stands].astype(np.int64))
    np.add.at(after["paid"], psn, rows["hifp"][stands])
    np.add.at(after["borne"], psn, borne[stands])
    return replace(accounts, **after)
