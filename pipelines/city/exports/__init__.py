"""Claims in the foreign layout of a platform-centre database export.

The spellings (BKKP_SN, HILIST_CODE, BEGNDATE, MEDINS_CODE ...) are those of `domain_standard`
A.10, on purpose not those of the contract: `config/mappings/simulated_city.toml` leads back.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.city.arrays import Rows
from pipelines.city.claims import Claims
from pipelines.city.coding import Desk, cancelled_lines, coded_lines, coded_visits
from pipelines.city.exports.diag import diag_d
from pipelines.city.exports.fee import fee_list_d
from pipelines.city.exports.inv import inv
from pipelines.city.exports.mdtrt import mdtrt_d
from pipelines.city.exports.oprn import first_operations, operations_of, oprn
from pipelines.city.exports.order import orders
from pipelines.city.exports.setl import setl_d
from pipelines.city.settlement import Settled


@dataclass(frozen=True)
class Beside:
    """Movements of stock, and operations that no line charges."""

    stock: Rows
    operations: Rows


def exported(
    desk: Desk,
    claims: Claims,
    settled: Settled,
    staying: Claims,
    beside: Beside,
    rng: np.random.Generator,
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """The tables of a month of one block, and the keys and amounts of the planted lines.

    `claims.visits` and `settled.rows` belong together row by row, in order of settlement;
    `staying` are the visits still going on when the horizon ends, with the lines uploaded so far.
    """
    everything = Claims(
        np.concatenate([claims.visits, staying.visits]),
        np.concatenate([claims.lines, staying.lines]),
    )
    visits = coded_visits(desk, everything.visits)
    settled_visits = visits.head(len(claims.visits))
    unsettled = pl.int_range(pl.len()) >= len(claims.visits)
    visits = visits.with_columns(setl_id=pl.when(~unsettled).then("setl_id"))
    lines, rows = coded_lines(desk, everything, visits, rng)
    after = cancelled_lines(desk, lines, settled)
    operations = operations_of(desk, everything.visits, rows, beside.operations, rng)
    tables = {
        "setl_d": setl_d(desk, claims.visits, settled_visits, settled, rng),
        "mdtrt_d": mdtrt_d(desk, visits, first_operations(desk, operations), rng),
        "diag_d": diag_d(desk, visits, rng),
        "oprn": oprn(desk, visits, rows, operations),
        "fee_list_d": fee_list_d(pl.concat([lines, after.undone, after.anew]), rng),
        "order": orders(desk, after.standing, rng),
        "inv_sale": inv(desk, beside.stock, visits),
    }
    return tables, _planted(after.standing)


def _planted(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter(pl.col("scheme") >= 0).select("scheme", "mdtrt_id", "feedetl_sn", "fen")
