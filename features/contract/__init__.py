"""The data contract: every claim table, its columns, types and rules.

Names are the national field names (`domain_standard` A.2-A.8). Money is Int64 **fen**
(1/100 yuan), identifiers are strings, times carry no zone. Unit prices (`pric`,
`pric_uplmt_amt`) have six decimals in the national format, so they stay Float64 yuan and
are compared, never summed.

A column that is not nullable is *required*: a mapping must supply it. A nullable column is
*optional*: a source that lacks it switches off the features that need it.

Every table has `updt_time` (数据更新时间), when its source last changed the row: of two versions of
a key the later one is in the lake. No table has a column for the name, certificate number,
telephone or address of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import dataframely as dy
import polars as pl

from features.contract.claims import Diag, Fee, Inv, Mdtrt, Oprn, Order, Setl
from features.contract.columns import EARLIEST, LATEST, SENTINEL_ID
from features.contract.registers import Case, Dr, Enrol, Ext, Inst, Psn, Tip

IDENTIFIERS = frozenset(
    {"setl_id", "mdtrt_id", "psn_no", "fixmedins_code", "feedetl_sn", "dr_code", "case_id"}
)


@dataclass(frozen=True)
class Table:
    """One claim table: its schema, and the time that puts a row into a month.

    `month_of` is None for registers (`psn`, `inst`, `dr`, `enrol`, `ext`, `case`, `tip`) that
    are kept whole.
    """

    name: str
    label_zh: str
    schema: type[dy.Schema]
    month_of: str | None = None

    @cached_property
    def columns(self) -> Mapping[str, dy.Column]:
        """All columns by name."""
        return MappingProxyType(self.schema.columns())

    @property
    def dtypes(self) -> dict[str, pl.DataType]:
        """The Polars type of every column."""
        return {name: column.dtype for name, column in self.columns.items()}

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that a mapping must supply."""
        return tuple(name for name, column in self.columns.items() if not column.nullable)

    @property
    def key(self) -> list[str]:
        """The primary key."""
        return [name for name, column in self.columns.items() if column.primary_key]

    @property
    def prose(self) -> frozenset[str]:
        """Columns in which people write words, not codes."""
        return frozenset(n for n, column in self.columns.items() if "prose" in _metadata(column))

    def unit(self, column: str) -> str | None:
        """`fen`, `yuan` or None."""
        unit: str | None = _metadata(self.columns[column]).get("unit")
        return unit


def _metadata(column: dy.Column) -> dict[str, Any]:
    return column.metadata or {}


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("setl", "结算", Setl, "setl_time"),
        Table("mdtrt", "就诊", Mdtrt, "begntime"),
        Table("fee", "费用明细", Fee, "fee_ocur_time"),
        Table("diag", "诊断", Diag, "diag_time"),
        Table("oprn", "手术操作", Oprn, "oprn_oprt_date"),
        Table("order", "医嘱报告记录", Order, "order_time"),
        Table("inv", "进销存", Inv, "inv_chg_time"),
        Table("psn", "参保人员", Psn),
        Table("inst", "定点医药机构", Inst),
        Table("dr", "医师", Dr),
        Table("enrol", "参保关系", Enrol),
        Table("ext", "外部名单", Ext),
        Table("case", "案件", Case),
        Table("tip", "举报线索", Tip),
    )
}
"""Every table of the contract by name."""

REQUIRED_TABLES = ("setl", "mdtrt", "inst")
"""Without these there is nothing to profile; every other table is optional."""

LEVELS = ("institution", "doctor", "patient")
"""The three levels of scores and lists; `features.catalogue` profiles more."""

ENTITY_KEY = {"institution": "fixmedins_code", "doctor": "dr_code", "patient": "psn_no"}
"""The key of an entity at each level."""

__all__ = [
    "EARLIEST",
    "ENTITY_KEY",
    "IDENTIFIERS",
    "LATEST",
    "LEVELS",
    "REQUIRED_TABLES",
    "SENTINEL_ID",
    "TABLES",
    "Case",
    "Diag",
    "Dr",
    "Enrol",
    "Ext",
    "Fee",
    "Inst",
    "Inv",
    "Mdtrt",
    "Oprn",
    "Order",
    "Psn",
    "Setl",
    "Table",
    "Tip",
]
