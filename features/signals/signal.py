"""What a signal is, what it is handed and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from features.signals.claims import Claims

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

Certainty = Literal["definite", "suspect"]


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
        also: other violations that the same hits point to, such as a doctor's share in a
            hospital's doing.
        certainty: `definite` when a limit of policy is broken and the rule may decide alone,
            `suspect` when the institution must be heard first (domain standard B.1).
        national: numbers of the national rules it carries out (domain standard B.3).
        lists: the reference lists it reads.
        of_cancelled: whether it is about claims that were taken back, so that its hits count
            though their encounters no longer stand.
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
    also: tuple[str, ...] = ()
    certainty: Certainty = "suspect"
    national: tuple[int, ...] = ()
    lists: tuple[str, ...] = ()
    of_cancelled: bool = False

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
