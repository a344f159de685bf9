"""A month of one block: what is due is treated, settled and exported."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Rows
from pipelines.city.blocks import Block, found_at
from pipelines.city.calendar import Month
from pipelines.city.claims import NO_VISIT, Claims, blank_visits
from pipelines.city.coding import Desk, given_items
from pipelines.city.dice import dice
from pipelines.city.exports import Beside, exported
from pipelines.city.exports.inv import SALE, sold
from pipelines.city.files import write_part
from pipelines.city.keys import is_ordinary, stirred
from pipelines.city.settlement import Accounts, settle
from pipelines.city.stockroom import flows
from pipelines.city.treatment import treat
from pipelines.city.uploads import at_the_bed, uploaded
from pipelines.city.world import World


@dataclass(frozen=True)
class Due:
    """What a block brings to a month's reckoning.

    `visits` are settled in the month, `staying` are stays still going on when the horizon ends
    (in its last month only); `planted` are the lines of schemes for all of these, `beside` the
    stock movements and operations of schemes; `accounts` the state of the persons of the block.
    """

    month: Month
    block: Block
    visits: Rows
    planted: Rows
    beside: Beside
    accounts: Accounts
    staying: Rows = field(default_factory=lambda: blank_visits(0))


@dataclass(frozen=True)
class Reckoned:
    """What the reckoning of a block leaves.

    `visits` are those settled, in order, and `medfee` what each cost in fen; `planted` tells the
    planted lines (`scheme, mdtrt_id, feedetl_sn, fen`); `tables` are empty once written.
    """

    visits: Rows
    medfee: Ints
    accounts: Accounts
    planted: pl.DataFrame
    flows: Rows
    rows: Mapping[str, int]
    tables: Mapping[str, pl.DataFrame]


def reckon(world: World, due: Due) -> Reckoned:
    """Draw the honest lines of what is due, settle it, and spell it out."""
    month, block = due.month, due.block
    order = np.lexsort((stirred(due.visits["visit"], world.seed), due.visits["settled"]))
    claims = _with_lines(world, due, due.visits[order], "treat")
    staying = _with_lines(world, due, due.staying, "stay")
    so_far = Claims(staying.visits, _uploaded_by(month.end, staying))
    settled = settle(world, month, claims, due.accounts)
    rng = dice(world.seed, "exports", month.index, block.number)
    desk = Desk(world, month, block)
    sales = sold(world, claims, rng)
    told = due.beside.stock
    beside = replace(due.beside, stock=np.concatenate([_unless_told(sales, told), told]))
    tables, planted = exported(desk, claims, settled, so_far, beside, rng)
    return Reckoned(
        visits=claims.visits,
        medfee=settled.rows["medfee"].astype(np.int64),
        accounts=settled.accounts,
        planted=planted,
        flows=_flows(sales[~sales["insured"]], claims, so_far),
        rows={name: len(table) for name, table in tables.items()},
        tables=tables,
    )


def _unless_told(sales: Rows, told: Rows) -> Rows:
    """The sales of purchases for which no scheme has written the sales itself."""
    written = told["visit"][told["move"] == SALE]
    left: Rows = sales[(sales["visit"] == NO_VISIT) | ~np.isin(sales["visit"], written)]
    return left


def _with_lines(world: World, due: Due, visits: Rows, room: str) -> Claims:
    """Visits with the honest lines of the ordinary ones and the planted lines of all."""
    honest = visits[is_ordinary(visits["visit"])]
    rng = dice(world.seed, room, due.month.index, due.block.number)
    own = due.planted[np.isin(due.planted["visit"], visits["visit"])]
    return Claims(visits, np.concatenate([treat(world, honest, rng), own]))


def _uploaded_by(moment: np.datetime64, claims: Claims) -> Rows:
    """The lines of visits that are uploaded before a moment."""
    at = found_at(claims.visits["visit"], claims.lines["visit"])
    in_time: Rows = claims.lines[uploaded(claims.visits, claims.lines, at) < moment]
    return in_time


def _flows(cash: Rows, *parts: Claims) -> Rows:
    """What left the shelves for lines, and for cash."""
    visits = np.concatenate([claims.visits for claims in parts])
    lines = np.concatenate([claims.lines for claims in parts])
    at = found_at(visits["visit"], lines["visit"])
    return flows(
        np.concatenate([visits["inst"][at], cash["inst"]]),
        np.concatenate([lines["item"], cash["item"]]),
        np.concatenate([given_items(lines), cash["item"]]),
        np.concatenate([lines["cnt"], cash["cnt"]]),
    )


def reckon_to_files(world: World, due: Due, folder: Path, *, alone: bool) -> Reckoned:
    """Reckon a block and write its part of every table; `alone`: it is the only block."""
    done = reckon(world, due)
    for name, table in done.tables.items():
        write_part(table, folder, name, due.month, None if alone else due.block.number)
    return replace(done, tables={})


def going_on(visits: Rows, moment: np.datetime64) -> Rows:
    """The stays that are known to have begun before a moment and are not settled by then."""
    return visits[at_the_bed(visits) & (visits["beg"] < moment) & (visits["settled"] >= moment)]
