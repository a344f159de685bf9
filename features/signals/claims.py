"""What every signal of a month is handed."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields

import polars as pl

from features.keys import NUMBERED, numbered
from features.reference import Reference
from features.thresholds import Thresholds

LOOKBACK_MONTHS = 3
"""Months of encounters a signal sees: the month at hand and the ones just before it."""

A_MONTH_AGO = LOOKBACK_MONTHS / (LOOKBACK_MONTHS - 1)
"""How many times a share must be its limit for what shows it now to have been told a month ago.

A month more was seen then, in which perhaps nothing showed it.
"""


@dataclass(frozen=True)
class Claims:
    """The claims of a month and what stands around them; a signal uses what it needs.

    Attributes:
        month: the month whose hits are wanted.
        lines: charges of the month that stand (`features.encounters.standing_lines`), each with
            `day`, `dr_code` (who ordered it) and `at_issue`: the in-scope amount in fen, or the
            whole where that is unknown (A.9, trap 8).
        belated: standing lines of bills settled in the month, charged in months before it in which
            nothing was settled: bills on paper from before the first month. Only what is wrong
            with a settlement is looked for there.
        fee: all valid fee lines of the month, reversals included.
        setl: its settlements, one row each, refunds and void rows included.
        encounters: assembled encounters of the `LOOKBACK_MONTHS` months up to it
            (`features.windows.assemble`); `settled_now` tells those of the month at hand.
        supply: drug lines, and others with days of supply, of the same months.
        diag, oprn, order, inv: rows of these tables, of the same months.
        psn, inst, dr, enrol, ext: whole registers.

    Keys are numbers in all of them and in the reference lists (`features.keys`).
    """

    month: str
    lines: pl.LazyFrame
    belated: pl.LazyFrame
    fee: pl.LazyFrame
    setl: pl.LazyFrame
    encounters: pl.LazyFrame
    supply: pl.LazyFrame
    diag: pl.LazyFrame
    oprn: pl.LazyFrame
    order: pl.LazyFrame
    inv: pl.LazyFrame
    psn: pl.LazyFrame
    inst: pl.LazyFrame
    dr: pl.LazyFrame
    enrol: pl.LazyFrame
    ext: pl.LazyFrame
    reference: Reference
    thresholds: Thresholds
    _made: dict[Callable[["Claims"], pl.LazyFrame], pl.LazyFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Make the keys of all tables numbers, where they are text."""
        for of in fields(self):
            frame = getattr(self, of.name)
            if isinstance(frame, pl.LazyFrame):
                object.__setattr__(self, of.name, numbered(frame))
        object.__setattr__(self, "reference", self.reference.numbered())

    def shared(self, make: Callable[["Claims"], pl.LazyFrame]) -> pl.LazyFrame:
        """What `make` derives from these claims, worked out once for all signals that ask."""
        if make not in self._made:
            self._made[make] = make(self).cache()
        return self._made[make]

    @property
    def settled_now(self) -> pl.Expr:
        """Encounters settled in the month at hand."""
        return pl.col("months_ago") == 0

    def registered(self, kind: str) -> pl.LazyFrame:
        """What other offices know of persons, of one kind (`ext_type`)."""
        known = self.ext.filter(pl.col("ext_type").cast(pl.String()) == kind)
        return known.select("psn_no", "begndate", "enddate")


def in_basket(basket: str = "basket") -> pl.Expr:
    """The items of each basket, one list per encounter."""
    return pl.col(basket).str.split(" ").cast(pl.List(NUMBERED))
