"""What a signal is, what it is handed and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from features.level import PHARMACY_TYPE
from features.signals.claims import Claims
from features.violations import VIOLATIONS

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

_PLACES = {"institution", "pharmacy"}
"""Who answers for a place, so that what is done there is named after its kind."""


@dataclass(frozen=True)
class Signal:
    """A pattern in claims that points to a violation.

    Attributes:
        name: ASCII name; profiles get a share of encounters hit under it.
        violation: the catalogue id it points to first. Where a hospital and a pharmacy do the same
            under two ids, a hit has that of the place (`also` holds the other).
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
        found = self._named(self.find(claims), claims).with_columns(signal=pl.lit(self.name))
        present = found.collect_schema().names()
        return found.select(
            (pl.col(name) if name in present else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in HIT_SCHEMA.items()
        ).sort("mdtrt_id", "feedetl_sn", "setl_id", "day")

    def _named(self, found: pl.LazyFrame, claims: Claims) -> pl.LazyFrame:
        """With the violation of each hit: emptied accounts are P-02 at a pharmacy, else I-29."""
        first = pl.lit(self.violation)
        actor = VIOLATIONS[self.violation].actor
        instead = next((v for v in self.also if {actor, VIOLATIONS[v].actor} == _PLACES), None)
        if instead is None:
            return found.with_columns(violation=first)
        at_pharmacy = pl.col("fixmedins_type") == PHARMACY_TYPE
        elsewhere = claims.inst.filter(~at_pharmacy if actor == "pharmacy" else at_pharmacy)
        misnamed = elsewhere.select("fixmedins_code", misnamed=pl.lit(value=True)).unique()
        return found.join(misnamed, on="fixmedins_code", how="left").with_columns(
            violation=pl.when("misnamed").then(pl.lit(instead)).otherwise(first)
        )
