"""What a feature is: one number of one entity at one month, with all that must be said of it."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

Level = Literal["institution", "doctor", "patient", "department", "clerk", "employer"]
Unit = Literal["yuan", "share", "count", "days", "ratio", "per_month"]
Direction = Literal["high", "low", "both", "context"]
Tier = Literal["claims", "history", "outcome"]
Source = Literal["encounters", "days", "hits", "rings", "changes", "baskets", "history", "values"]
Base = Literal[
    "encounters", "stays", "charged_stays", "compared_stays", "visits", "purchases",
    "operations", "implants", "imaging", "newcomers", "working_days",
]  # fmt: skip

PROVIDERS: tuple[Level, ...] = ("institution", "department", "doctor")
EVERYONE: tuple[Level, ...] = (*PROVIDERS, "patient")
OFFICES: tuple[Level, ...] = ("clerk", "employer")
ALL: tuple[Level, ...] = (*EVERYONE, *OFFICES)


@dataclass(frozen=True)
class Feature:
    """One catalogue entry together with the expression that computes it.

    Attributes:
        name: ASCII snake case, the column of the profile.
        levels: the levels at which it is computed; the meaning is the same at each.
        unit: what the number counts; shares lie in 0..1.
        zh: Chinese label, as inspectors say it.
        en: English label.
        formula: how it is computed, in words.
        direction: the suspicious side; `context` is size or mix, never a suspicion itself.
        violations: catalogue ids that an unusual value points to.
        needs: tables (`fee`) and columns (`psn.brdy`) without which it is unavailable.
        expr: aggregation over the rows of one entity in the window.
        source: the rows it aggregates. A number counted from `hits` is the count of different
            encounters hit; the profile divides it by the entity's encounters. Rows of `days`
            are the working days of its doctors (`features.rosters`). One from `rings` reads the
            entity's rings (`features.network.standing`), one from `changes` the shifts of its
            months (`features.change`), one from `baskets` the likeness of its bills
            (`features.baskets`), one from `history` its earlier cases and tips
            (`features.history`), one from `values` its other features.
        rests_on: what it is made of, counted in `features.bases`: of few, its distance from the
            peers is hardly trusted (`features.peers.standardise`).
        counted: whether it is the share of just these, counted one by one: its distance is then
            trusted as far as luck leaves the count.
        window: the months it looks back on; None is the whole window of the profile.
        tier: leakage tier. `claims`: from what was billed; `history`: from earlier cases and
            tips; `outcome`: from the outcome to be predicted, never a model input.
        repeats: whether it shows again, over fewer months, what another feature shows of the
            whole window: it tells when, not who, and is no input of a model.
        since: the release that introduced it.
    """

    name: str
    levels: tuple[Level, ...]
    unit: Unit
    zh: str
    en: str
    formula: str
    direction: Direction
    violations: tuple[str, ...]
    needs: tuple[str, ...]
    expr: pl.Expr
    source: Source = "encounters"
    rests_on: Base = "encounters"
    counted: bool = False
    window: int | None = None
    tier: Tier = "claims"
    repeats: bool = False
    since: str = "0.1"

    def available(self, supplied: frozenset[str]) -> bool:
        """Whether the lake supplies all it needs."""
        return self.missing(supplied) == ()

    def missing(self, supplied: frozenset[str]) -> tuple[str, ...]:
        """The tables and columns it needs that the lake does not supply."""
        return tuple(need for need in self.needs if need not in supplied)
