"""A month as all actors of the city find it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipelines.city.arrays import Ints, Mask, Rows
from pipelines.city.calendar import Month
from pipelines.city.claims import is_stay
from pipelines.city.grouped import Grouped
from pipelines.city.world import World


@dataclass(frozen=True)
class Stage:
    """The ordinary visits of a month, the account balances (fen), and who lies in hospital.

    `lying_in` marks persons with a stay that began earlier or begins in this month.
    """

    world: World
    month: Month
    visits: Rows
    accounts: Ints
    lying_in: Mask

    @classmethod
    def of(
        cls, world: World, month: Month, visits: Rows, in_hospital: Rows, accounts: Ints
    ) -> "Stage":
        """The stage of ordinary `visits`; `in_hospital` are stays of earlier months."""
        lying_in = np.zeros(len(world.people), bool)
        lying_in[in_hospital["psn"]] = True
        lying_in[visits["psn"][is_stay(visits)]] = True
        return cls(world, month, visits, accounts, lying_in)

    @cached_property
    def present(self) -> Mask:
        """Who can be treated all through the month."""
        return self.world.people.present(self.month)

    @cached_property
    def by_site(self) -> Grouped:
        """The visits of every institution."""
        return Grouped.by(self.visits["inst"], len(self.world.institutions))

    @cached_property
    def by_doctor(self) -> Grouped:
        """The visits of every attending doctor."""
        return Grouped.by(self.visits["dr"], len(self.world.doctors))

    @cached_property
    def by_person(self) -> Grouped:
        """The visits of every person."""
        return Grouped.by(self.visits["psn"], len(self.world.people))
