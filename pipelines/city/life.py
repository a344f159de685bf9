"""One month of the city's life: care, schemes, inspections, settlement."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
import polars as pl

from pipelines.city.arrays import Floats, Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.care import first_key, ordinary_care
from pipelines.city.claims import Claims, Deed, is_stay, together
from pipelines.city.dice import dice
from pipelines.city.exports import MonthTables, month_tables
from pipelines.city.history import Inspection, inspect, who_stops
from pipelines.city.schemes import PLOT, Scene, Scheme, Stage, cast
from pipelines.city.settlement import Accounts, settle
from pipelines.city.world import World


@dataclass
class Life:
    """What one month leaves to the next.

    `pending` are the stays that have not ended, `accounts` the state of the persons, `charged` what
    every subject has charged so far by level, `taken` (scheme x month) what schemes charged,
    `planted` their fee lines month by month.
    """

    world: World
    accounts: Accounts
    schemes: list[Scheme]
    charged: dict[str, Floats]
    taken: Ints
    pending: Claims = field(default_factory=lambda: together([]))
    inspections: list[Inspection] = field(default_factory=list)
    planted: list[pl.DataFrame] = field(default_factory=list)

    @classmethod
    def begin(cls, world: World, months: int, schemes: Sequence[Scheme] | None = None) -> "Life":
        """A city before its first month, with the schemes cast for it unless others are given."""
        schemes = list(cast(world, months) if schemes is None else schemes)
        subjects = {
            "institution": len(world.institutions),
            "doctor": len(world.doctors),
            "patient": len(world.people),
        }
        return cls(
            world=world,
            accounts=Accounts.opened(world.people),
            schemes=schemes,
            charged={level: np.zeros(number) for level, number in subjects.items()},
            taken=np.zeros((len(schemes), months), np.int64),
        )

    def live(self, month: Month) -> MonthTables:
        """Live through a month and return its exports."""
        self._inspect(month)
        self.accounts = self.accounts.begin(self.world.people, month)
        due = self._due(month)
        settled = settle(self.world, month, due, self.accounts)
        self.accounts = settled.accounts
        self._remember(due.visits, settled.rows)
        tables = month_tables(self.world, month, due, settled)
        self.planted.append(tables.planted)
        scheme, fen = tables.planted["scheme"].to_numpy(), tables.planted["fen"].to_numpy()
        np.add.at(self.taken[:, month.index], scheme, fen)
        return tables

    def _inspect(self, month: Month) -> None:
        """Inspect on what was settled before; some of those found stop at once."""
        made = inspect(self.world, month, self.schemes, self.charged, self.inspections)
        self.inspections += made
        stopped = who_stops(self.world, month, made)
        self.schemes = [
            replace(s, last=min(s.last, month.index - 1)) if s.number in stopped else s
            for s in self.schemes
        ]

    def _due(self, month: Month) -> Claims:
        """The claims settled in a month, in order; the others stay pending."""
        in_hospital = self.pending.visits[is_stay(self.pending.visits)]
        ordinary = ordinary_care(self.world, month, in_hospital)
        stage = Stage.of(self.world, month, ordinary.visits, in_hospital, self.accounts.balance)
        acts = [deed.claims for deed in self._deeds(stage)]
        due, self.pending = together([self.pending, ordinary, *acts]).settled_before(month.end)
        order = np.lexsort((due.visits["visit"], due.visits["settled"]))
        return Claims(due.visits[order], due.lines)

    def _deeds(self, stage: Stage) -> list[Deed]:
        month = stage.month
        return [
            PLOT[scheme.name].act(
                Scene(
                    stage=stage,
                    scheme=scheme,
                    rng=dice(self.world.seed, "scheme", scheme.number, month.index),
                    keys=count(first_key(month, scheme.number + 1)),
                )
            )
            for scheme in self.schemes
            if scheme.first <= month.index <= scheme.last
        ]

    def _remember(self, visits: Rows, paid: Rows) -> None:
        seen = visits["dr"] >= 0
        np.add.at(self.charged["institution"], visits["inst"], paid["medfee"])
        np.add.at(self.charged["doctor"], visits["dr"][seen], paid["medfee"][seen])
        np.add.at(self.charged["patient"], visits["psn"], paid["medfee"])
