"""What a signal is, what it is handed and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from features.reference import Reference, Thresholds

HIT_SCHEMA = {
    "signal": pl.String(),
    "violation": pl.String(),
    "fixmedins_code": pl.String(),
    "dr_code": pl.String(),
    "psn_no": pl.String(),
    "mdtrt_id": pl.String(),
    "setl_id": pl.String(),
    "feedetl_sn": pl.String(),
    "day": pl.Date(),
    "amount_fen": pl.Int64(),
}
"""One hit: a claim that shows the pattern, whose it is, when, and the fen at issue."""

LOOKBACK_MONTHS = 3
"""Months of encounters a signal sees: the month at hand and the ones just before it."""


@dataclass(frozen=True)
class Claims:
    """What every signal of a month is handed; each uses what it needs.

    Attributes:
        month: the month whose hits are wanted.
        fee: its fee lines.
        setl: its settlements, one row each.
        encounters: assembled encounters of the `LOOKBACK_MONTHS` months up to it, with the
            `settled` month of each.
        supply: drug lines with days of supply, of the same months.
        psn: the register of persons.
    """

    month: str
    fee: pl.LazyFrame
    setl: pl.LazyFrame
    encounters: pl.LazyFrame
    supply: pl.LazyFrame
    psn: pl.LazyFrame
    reference: Reference
    thresholds: Thresholds

    @property
    def settled_now(self) -> pl.Expr:
        """Encounters settled in the month at hand."""
        return pl.col("day").dt.strftime("%Y-%m") == self.month


@dataclass(frozen=True)
class Signal:
    """A pattern in claims that points to a violation.

    Attributes:
        name: ASCII name; profiles get a share of encounters hit under it.
        violation: the catalogue id it points to first.
        zh: Chinese name, short enough for a table head.
        en: English name.
        rule: in one Chinese sentence, what makes a claim a hit.
        rule_en: the same in English.
        levels: the levels at which a profile counts it.
        needs: tables (`fee`) and columns (`fee.prd_days`) it cannot do without.
        key: the key whose rows it needs together (design, section 3.4).
        find: from claims to hits; rows carry `HIT_SCHEMA` without `signal` and `violation`.
    """

    name: str
    violation: str
    zh: str
    en: str
    rule: str
    rule_en: str
    levels: tuple[str, ...]
    needs: tuple[str, ...]
    key: str
    find: Callable[[Claims], pl.LazyFrame]

    def hits(self, claims: Claims) -> pl.LazyFrame:
        """The hits of the month, every column of `HIT_SCHEMA`, sorted."""
        found = self.find(claims).with_columns(
            signal=pl.lit(self.name), violation=pl.lit(self.violation)
        )
        present = found.collect_schema().names()
        return found.select(
            (pl.col(name) if name in present else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in HIT_SCHEMA.items()
        ).sort("mdtrt_id", "feedetl_sn", "setl_id", "day")
