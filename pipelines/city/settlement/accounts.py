"""What the insurance remembers of persons from one month to the next."""

from dataclasses import dataclass, replace

import numpy as np

from pipelines.city.arrays import Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.dice import lot
from pipelines.city.people import People
from pipelines.city.settlement.rules import SHARING_FAMILIES
from pipelines.city.world import World


@dataclass(frozen=True)
class Accounts:
    """The state of a run of persons, the first of whom has the place `first`.

    `balance` is the personal account in fen. Of the running year: `stays` counts the settled
    stays, `paid` is what the basic fund paid and `borne` the in-scope part left to the person,
    both in fen.
    """

    first: int
    balance: Ints
    stays: Ints
    paid: Ints
    borne: Ints

    def __len__(self) -> int:
        return len(self.balance)

    @classmethod
    def opened(cls, people: People) -> "Accounts":
        """The accounts of a city before its first month."""
        nothing = np.zeros(len(people), np.int64)
        return cls(0, people.opening_balance.copy(), nothing, nothing.copy(), nothing.copy())

    def take(self, places: slice) -> "Accounts":
        """The accounts of some persons, to be settled alone."""
        first, last, _ = places.indices(len(self))
        return Accounts(
            self.first + first,
            self.balance[first:last].copy(),
            self.stays[first:last].copy(),
            self.paid[first:last].copy(),
            self.borne[first:last].copy(),
        )

    def put(self, part: "Accounts") -> None:
        """Put the accounts of some persons back."""
        places = slice(part.first - self.first, part.first - self.first + len(part))
        for name in ("balance", "stays", "paid", "borne"):
            getattr(self, name)[places] = getattr(part, name)

    def begin(self, people: People, month: Month) -> "Accounts":
        """The accounts at the start of a month: topped up, and in January with a new year."""
        topped_up = replace(self, balance=self.balance + people.top_up[self._places])
        if month.first.month > 1:
            return topped_up
        nothing = np.zeros(len(self), np.int64)
        return replace(topped_up, stays=nothing, paid=nothing.copy(), borne=nothing.copy())

    @property
    def _places(self) -> slice:
        return slice(self.first, self.first + len(self))

    def sponsors(self, world: World) -> Ints:
        """The member of the household on whose account each may draw, or -1.

        It is the one with the highest payments into it; few households have agreed to share.
        """
        people = world.people
        household = people.household[self._places]
        top_up = people.top_up[self._places]
        order = np.lexsort((-top_up, household))
        head = np.diff(household[order], prepend=-1) != 0
        giver = np.empty(len(self), np.int64)
        giver[order] = order[np.flatnonzero(head)][head.cumsum() - 1]
        agreed = lot(world.seed, "sharing families", household) < SHARING_FAMILIES
        lends = agreed & (top_up[giver] > 0) & (giver != np.arange(len(self)))
        return np.where(lends, giver, -1)


def draw_on_accounts(world: World, rows: Rows, accounts: Accounts) -> None:
    """Pay the own part from the personal account while it lasts, then from the family's.

    A family's draws are booked at the end of the month, after the holder's own.
    """
    psn = rows["psn"] - accounts.first
    rows["account"] = drawn_in_turn(psn, rows["own"], accounts.balance)
    used = np.zeros(len(accounts), np.int64)
    np.add.at(used, psn, rows["account"])
    rows["balance"] = accounts.balance[psn] - running_sum(psn, rows["account"])
    sponsor = accounts.sponsors(world)[psn]
    wanted = np.where(sponsor >= 0, rows["own"] - rows["account"], 0)
    rows["mulaid"] = drawn_in_turn(np.maximum(sponsor, 0), wanted, accounts.balance - used)
    rows["cash"] = rows["own"] - rows["account"] - rows["mulaid"]


def drawn_in_turn(holder: Ints, wanted: Ints, purse: Ints) -> Ints:
    """What each gets of what it wants from its holder's purse, first come first served."""
    so_far = running_sum(holder, wanted)
    full = np.maximum(purse[holder], 0)
    got: Ints = np.minimum(so_far, full) - np.minimum(so_far - wanted, full)
    return got


def running_sum(group: Ints, values: Ints) -> Ints:
    """The running sum of `values` over the rows of each group, in their order."""
    order = np.argsort(group, kind="stable")
    total = values[order].cumsum()
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    before = (total - values[order])[starts]
    sums = np.empty(len(group), np.int64)
    sums[order] = total - np.repeat(before, np.diff(starts, append=len(group)))
    return sums
