"""One month of the city's life: care, schemes, inspections, settlement."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
import polars as pl

from pipelines.city.arrays import Floats, Ints, Rows
from pipelines.city.calendar import Month
from pipelines.city.care import ordinary_visits
from pipelines.city.claims import Claims, Deed, blank_lines, blank_visits, is_stay, jointly
from pipelines.city.dice import dice
from pipelines.city.exports import MonthTables, month_tables
from pipelines.city.history import Inspection, inspect, who_stops
from pipelines.city.keys import first_key, is_ordinary
from pipelines.city.schemes import PLOT, Scene, Scheme, Stage
from pipelines.city.settlement import settle
from pipelines.city.treatment import treat
from pipelines.city.world import World


@dataclass
class Life:
    """What one month leaves to the next.

    `pending` are the visits not settled yet and `set_down` the fee lines that schemes have
    written for them: the honest lines are drawn when a visit is settled. `accounts` are the
    balances in fen, `charged` what every subject has charged so far by level, `taken` (scheme x
    month) what schemes charged, `planted` their fee lines month by month.
    """

    world: World
    accounts: Ints
    schemes: list[Scheme]
    charged: dict[str, Floats]
    taken: Ints
    pending: Rows = field(default_factory=lambda: blank_visits(0))
    set_down: Rows = field(default_factory=lambda: blank_lines(0))
    inspections: list[Inspection] = field(default_factory=list)
    planted: list[pl.DataFrame] = field(default_factory=list)

    @classmethod
    def begin(cls, world: World, months: int, schemes: Sequence[Scheme]) -> "Life":
        """A city before its first month, and the schemes that will be played in it."""
        subjects = {
            "institution": len(world.institutions),
            "doctor": len(world.doctors),
            "patient": len(world.people),
        }
        return cls(
            world=world,
            accounts=world.people.opening_balance.copy(),
            schemes=list(schemes),
            charged={level: np.zeros(number) for level, number in subjects.items()},
            taken=np.zeros((len(schemes), months), np.int64),
        )

    def live(self, month: Month) -> MonthTables:
        """Live through a month and return its exports."""
        self._inspect(month)
        self.accounts = self.accounts + self.world.people.top_up
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
        lines = self._lived(month)
        due = self.pending["settled"] < month.end
        visits, self.pending = self.pending[due], self.pending[~due]
        with_due = np.isin(lines["visit"], visits["visit"])
        self.set_down = lines[~with_due]
        visits = visits[np.lexsort((visits["visit"], visits["settled"]))]
        honest = visits[is_ordinary(visits["visit"])]
        drawn = treat(self.world, honest, dice(self.world.seed, "treat", month.index))
        return Claims(visits, np.concatenate([drawn, lines[with_due]]))

    def _lived(self, month: Month) -> Rows:
        """Let everybody act: the visits become pending, the lines of schemes are returned."""
        in_hospital = self.pending[is_stay(self.pending)]
        ordinary = ordinary_visits(self.world, month, in_hospital)
        stage = Stage.of(self.world, month, ordinary, in_hospital, self.accounts)
        deed = jointly(self._deeds(stage))
        changed = edited(ordinary, deed.edits)
        self.pending = np.concatenate([self.pending, changed, deed.claims.visits])
        return np.concatenate([self.set_down, deed.claims.lines])

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


def edited(visits: Rows, edits: Rows) -> Rows:
    """Visits as the schemes leave them: an edit replaces the visit of its key, the last one wins.

    Raises:
        ValueError: an edit of a visit that is not there.
    """
    order = np.argsort(visits["visit"])
    at = np.searchsorted(visits["visit"], edits["visit"], sorter=order)
    rows = order[np.minimum(at, len(order) - 1)] if len(order) else at
    if len(edits) and not (len(order) and (visits["visit"][rows] == edits["visit"]).all()):
        raise ValueError("a scheme edits a visit that does not stand among the ordinary ones")
    changed = visits.copy()
    changed[rows] = edits
    return changed
