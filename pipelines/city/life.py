"""One month of the city's life: care, schemes, inspections, settlement."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.city.arrays import Floats, Ints, Rows
from pipelines.city.blocks import BLOCK, Block, blocks_of, found_at
from pipelines.city.calendar import Month
from pipelines.city.care import ordinary_visits
from pipelines.city.claims import NO_VISIT, Claims, Deed, blank_visits, is_stay, jointly
from pipelines.city.coding import Desk
from pipelines.city.dice import dice
from pipelines.city.edits import edited, edits_of
from pipelines.city.exports import Beside
from pipelines.city.exports.inv import inv
from pipelines.city.files import join_parts, write_part
from pipelines.city.history import History
from pipelines.city.keys import first_key
from pipelines.city.reckoning import Due, Reckoned, going_on, reckon, reckon_to_files
from pipelines.city.schemes import PLOT, Scene, Scheme, Stage
from pipelines.city.settlement import Accounts
from pipelines.city.stockroom import Stockroom, sold_for_cash
from pipelines.city.travel import treated_away
from pipelines.city.workers import Crew
from pipelines.city.world import World


@dataclass(frozen=True)
class Lived:
    """A month that is over: planted lines, edits, how many rows each table got, and tables.

    `tables` hold the whole month, unless it was written to files.
    """

    planted: pl.DataFrame
    edits: pl.DataFrame
    rows: dict[str, int]
    tables: dict[str, pl.DataFrame]


@dataclass
class Life:
    """What one month leaves to the next.

    `pending` are the visits not settled yet and `set_down` what schemes have written for them:
    the honest lines are drawn when a visit is settled. `accounts` are the state of the persons,
    `charged` what every subject has charged so far by level, `taken` (scheme x month) what
    schemes charged, `away` the ordinary visits in other cities month by month.
    """

    world: World
    crew: Crew
    blocks: tuple[Block, ...]
    accounts: Accounts
    schemes: list[Scheme]
    charged: dict[str, Floats]
    taken: Ints
    stockroom: Stockroom
    history: History
    pending: Rows = field(default_factory=lambda: blank_visits(0))
    set_down: Deed = field(default_factory=lambda: jointly([]))
    away: list[Rows] = field(default_factory=list)

    @classmethod
    def begin(
        cls,
        world: World,
        months: int,
        schemes: Sequence[Scheme],
        crew: Crew,
        *,
        block_size: int = BLOCK,
    ) -> "Life":
        """A city before its first month, and the schemes that will be played in it."""
        subjects = {
            "institution": len(world.institutions),
            "doctor": len(world.doctors),
            "patient": len(world.people),
        }
        return cls(
            world=world,
            crew=crew,
            blocks=blocks_of(len(world.people), block_size),
            accounts=Accounts.opened(world.people),
            schemes=list(schemes),
            charged={level: np.zeros(number) for level, number in subjects.items()},
            taken=np.zeros((len(schemes), months), np.int64),
            stockroom=Stockroom(world),
            history=History(world),
        )

    def live(self, month: Month, folder: Path | None = None) -> Lived:
        """Live through a month; write its exports into a folder, or return them."""
        self._inspect(month)
        self.accounts = self.accounts.begin(self.world.people, month)
        written, edits = self._act(month)
        loose = written.stock[written.stock["visit"] == NO_VISIT]
        done = self._reckoned(self._dues(month, written), folder)
        for one in done:
            self.accounts.put(one.accounts)
            self._remember(one.visits, one.medfee)
        planted = pl.concat([one.planted for one in done])
        scheme, fen = planted["scheme"].to_numpy(), planted["fen"].to_numpy()
        np.add.at(self.taken[:, month.index], scheme, fen)
        flow = np.concatenate([*(one.flows for one in done), sold_for_cash(loose)])
        kept = self.stockroom.month(month, flow)
        stock = inv(Desk(self.world, month, self.blocks[0]), np.concatenate([kept, loose]))
        if folder is not None:
            write_part(stock, folder, "inv", month)
            join_parts(folder, month, len(self.blocks))
        rows = {name: sum(one.rows[name] for one in done) for name in done[0].rows}
        tables = {} if folder else {**_whole(done), "inv": stock}
        return Lived(planted, edits, rows, tables)

    def _reckoned(self, dues: Sequence[Due], folder: Path | None) -> list[Reckoned]:
        if folder is None:
            return self.crew(reckon, dues)
        alone = len(self.blocks) == 1
        return self.crew(partial(reckon_to_files, folder=folder, alone=alone), dues)

    def _inspect(self, month: Month) -> None:
        """Inspect on what was settled before; some of those found stop at once.

        Worked cases run to the end that is told of them.
        """
        stopped = self.history.live(month, self.schemes, self.charged)
        self.schemes = [
            replace(s, last=min(s.last, month.index - 1))
            if s.number in stopped and s.case is None
            else s
            for s in self.schemes
        ]

    def _act(self, month: Month) -> tuple[Deed, pl.DataFrame]:
        """Let everybody act: their visits become pending.

        What schemes have written so far, and what they changed this month.
        """
        lying = self.pending[is_stay(self.pending)]
        asked = [(month, block.of(lying), block.places) for block in self.blocks]
        ordinary = np.concatenate(self.crew(_ordinary, asked))
        stage = Stage.of(self.world, month, ordinary, lying, self.accounts.balance)
        deed = jointly(self._deeds(stage))
        edits = edits_of(self.world, ordinary, deed.edits)
        self.away.append(treated_away(self.world, ordinary))
        self.pending = np.concatenate(
            [self.pending, edited(ordinary, deed.edits), deed.claims.visits]
        )
        return jointly([self.set_down, deed]), edits

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

    def _dues(self, month: Month, written: Deed) -> list[Due]:
        """What every block has to settle; at the last month, who is still in bed too."""
        due = self.pending["settled"] < month.end
        visits, self.pending = self.pending[due], self.pending[~due]
        last = month.index == self.taken.shape[1] - 1
        staying = going_on(self.pending, month.end) if last else self.pending[:0]
        ready = np.concatenate([visits, staying])
        lines, stock, operations = (
            allotted(rows, ready, self.blocks)
            for rows in (written.claims.lines, written.stock, written.operations)
        )
        self.set_down = _of_visits(written, self.pending)
        return [
            Due(
                month=month,
                block=block,
                visits=block.of(visits),
                planted=lines[n],
                beside=Beside(stock[n], operations[n]),
                accounts=self.accounts.take(block.places),
                staying=block.of(staying),
            )
            for n, block in enumerate(self.blocks)
        ]

    def _remember(self, visits: Rows, medfee: Ints) -> None:
        seen = visits["dr"] >= 0
        np.add.at(self.charged["institution"], visits["inst"], medfee)
        np.add.at(self.charged["doctor"], visits["dr"][seen], medfee[seen])
        np.add.at(self.charged["patient"], visits["psn"], medfee)


def _ordinary(world: World, asked: tuple[Month, Rows, slice]) -> Rows:
    return ordinary_visits(world, *asked)


def _whole(done: Sequence[Reckoned]) -> dict[str, pl.DataFrame]:
    return {name: pl.concat([one.tables[name] for one in done]) for name in done[0].tables}


def _of_visits(written: Deed, visits: Rows) -> Deed:
    """What schemes have written for some visits beside the visits themselves."""
    lines, stock, operations = (
        rows[found_at(visits["visit"], rows["visit"]) >= 0]
        for rows in (written.claims.lines, written.stock, written.operations)
    )
    return Deed(Claims(blank_visits(0), lines), stock=stock, operations=operations)


def allotted(rows: Rows, visits: Rows, blocks: Sequence[Block]) -> list[Rows]:
    """Rows block by block, as the person of the visit they belong to; others are left out."""
    at = found_at(visits["visit"], rows["visit"])
    known, psn = rows[at >= 0], visits["psn"][at[at >= 0]]
    return [known[(psn >= block.first) & (psn < block.last)] for block in blocks]
