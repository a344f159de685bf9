"""For every month the list as it would have been, by a model that knew no more than one had then.

A version's recipe is trained anew for each month on what was known before it, and ranks those who
could have been listed when the month was over. Only then the ledger of cases is read on.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from features.catalogue import PROFILE_LEVELS
from features.windows import first_day, shift
from models.bundle import Bundle
from models.comparison import SIZE
from models.hindsight import LAST, MODEL, RANDOM, RULES, SEEN
from models.refit import refit
from pipelines.casework.cases import last_outcomes
from pipelines.casework.later import later
from pipelines.errors import InputError
from pipelines.profile import Profiler, read_alerts
from pipelines.progress import Progress, silent
from pipelines.registry.versions import Version
from pipelines.score import read_profile
from pipelines.targets.at_issue import at_issue
from pipelines.targets.candidate import CANDIDATE, judged
from pipelines.targets.policy import Policy
from pipelines.train import SIZE as BY_SIZE
from pipelines.train import Trainer

LISTED = ["month", "place", "entity_id", "score"]
"""The columns of the lists: best lead first, ties by entity."""


@dataclass(frozen=True)
class Past:
    """One month as it looked when it was over.

    Attributes:
        month: which.
        cases_taught: whether there were outcomes enough for a case model.
        people: who could be listed: `entity_id, month` and the rankings, sorted.
    """

    month: str
    cases_taught: bool
    people: pl.DataFrame


@dataclass(frozen=True)
class Backtest:
    """Makes the lists of past months by the recipe of one version.

    Attributes:
        profiler: makes the profiles of a month that has none.
        version: whose recipe.
        policy: how many places, and who may not be listed. Its tips, look-backs, lots and quotas
            are not replayed: they are the same whoever ranks.
        progress: told what is being done.
    """

    profiler: Profiler
    version: Version
    policy: Policy
    progress: Progress = silent

    @property
    def level(self) -> str:
        """Whose lists."""
        return self.version.level

    @property
    def places(self) -> int:
        """The places of a month's list."""
        return self.policy.capacity[self.level]

    def run(self, first: str, last: str) -> list[Past]:
        """Every month from `first` to `last` that has claims, without what came after it.

        Raises:
            InputError: there is no such month, a month has no whole window behind it or cannot
                carry a model, or the version's parameters were chosen by what was known later.
        """
        months = self._months(first, last)
        self._check_recipe(months[0])
        before = shift(months[0], -1)
        past = [self._month(before, None)] if before in self._whole() else []
        for done, month in enumerate(months):
            self.progress(f"{month} {self.level} 回溯 looking back", done, len(months))
            past.append(self._month(month, past[-1] if past else None))
        self.progress(f"{self.level} 回溯 looking back", len(months), len(months))
        return past[-len(months) :]

    def lists(self, past: Sequence[Past]) -> pl.DataFrame:
        """The model's list of each month, the columns of `LISTED`."""
        best = pl.concat(each.people for each in past).sort(
            "month", MODEL, "entity_id", descending=[False, True, False]
        )
        place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("month")
        return (
            best.with_columns(place=place, score=MODEL)
            .filter(pl.col("place") <= self.places)
            .select(LISTED)
        )

    def seen(self, past: Sequence[Past]) -> pl.DataFrame:
        """What became known later beside the rankings: the columns of `models.hindsight.SEEN`."""
        window = self.profiler.settings.window_months
        frames = []
        for each in past:
            known = later(self.profiler.store, self.level, each.month, window)
            frames.append(each.people.join(known, on=["entity_id", "month"], how="left"))
        rows = pl.concat(frames).with_columns(places=pl.lit(self.places))
        return rows.select(SEEN.names()).cast(SEEN).sort("month", "entity_id")

    def _whole(self) -> list[str]:
        """Months of the lake with a whole window behind them."""
        held = self.profiler.store.months("lake/setl")
        window = self.profiler.settings.window_months
        return [month for month in held if month >= shift(held[0], window - 1)]

    def _months(self, first: str, last: str) -> list[str]:
        whole = self._whole()
        found = [month for month in whole if first <= month <= last]
        if not whole or not found or first < whole[0] or last > whole[-1]:
            told = f"{whole[0]} to {whole[-1]}" if whole else "no month"
            raise InputError(
                f"{self.level}: {first} to {last} cannot be looked back at; with a whole window of "
                f"{self.profiler.settings.window_months} months behind them there are: {told}"
            )
        return found

    def _check_recipe(self, month: str) -> None:
        chosen = self.version.bundle.facts.get("parameters", {}).get("known_before")
        if chosen is not None and dt.date.fromisoformat(chosen) > first_day(month):
            raise InputError(
                f"{self.version.label}: its parameters were chosen by outcomes known before "
                f"{chosen}, which a list of {month} may not know; begin at "
                f"--from {chosen[: len(month)]} or later, or name an earlier version with --model"
            )

    def _month(self, month: str, before: Past | None) -> Past:
        self.profiler.run(month)
        profile, _ = read_profile(self.profiler.store, self.level, month)
        bundle = self._taught(month)
        try:
            scores = bundle.score(profile, self.version.label)
        except ValueError as error:
            raise InputError(f"{self.level} {month} cannot be looked back at: {error}") from error
        people = self._eligible(profile, scores, month)
        ranked = people.join(self._others(profile, month), on="entity_id", how="left")
        return Past(month, bundle.cases is not None, _with_last(ranked, before).sort("entity_id"))

    def _taught(self, month: str) -> Bundle:
        """The recipe as of a month.

        Nobody is kept apart from its teaching: who will be inspected was not known then.
        """
        trainer = Trainer(self.profiler, self.level, month)
        snapshots = trainer.snapshots()
        try:
            return refit(self.version.bundle, snapshots, trainer.labelled(snapshots), [])
        except ValueError as error:
            raise InputError(f"{self.level} {month}: {error}; name a later --from") from error

    def _eligible(self, profile: pl.DataFrame, scores: pl.DataFrame, month: str) -> pl.DataFrame:
        """`entity_id, month, model` of the scored whom the policy lets be listed."""
        known = last_outcomes(self.profiler.store, self.level, first_day(shift(month, 1)))
        candidates = (
            profile.select("entity_id", "entity_name", "area", "kind")
            .join(scores.drop("month"), on="entity_id")
            .join(known, on="entity_id", how="left")
        )
        absent = {
            name: dtype for name, dtype in CANDIDATE.items() if name not in candidates.columns
        }
        whole = candidates.with_columns(pl.lit(None, dtype).alias(n) for n, dtype in absent.items())
        allowed = judged(whole, self.policy, month).filter(
            pl.col("reason").is_null(), pl.col("score").is_not_null()
        )
        return allowed.select(
            "entity_id", pl.lit(month).alias("month"), pl.col("score").alias(MODEL)
        )

    def _others(self, profile: pl.DataFrame, month: str) -> pl.DataFrame:
        """`entity_id, size, rules, random`: how a month is ranked without a model.

        By rules: how many named rules are crossed; among equals, what the hits are about in fen.
        """
        key = PROFILE_LEVELS[self.level].key
        window = self.profiler.window(month)
        hits = self.profiler.engine.collect(self.profiler.hits(month, window))
        raised = read_alerts(self.profiler.store, self.level, month).group_by("entity_id").len("n")
        fen = pl.col("amount_at_issue_fen").fill_null(0)
        size = pl.col(BY_SIZE) if BY_SIZE in profile.columns else pl.lit(0.0)
        return (
            profile.select("entity_id", size.alias(SIZE))
            .join(raised, on="entity_id", how="left")
            .join(at_issue(hits, key), on="entity_id", how="left")
            .select(
                "entity_id",
                pl.col(SIZE).cast(pl.Float64),
                (pl.col("n").fill_null(0) + fen / (1 + fen.max())).alias(RULES),
                pl.lit(0.0).alias(RANDOM),
            )
        )


def _with_last(people: pl.DataFrame, before: Past | None) -> pl.DataFrame:
    """The score of the month before as a ranking; null without one."""
    if before is None:
        return people.with_columns(pl.lit(None, pl.Float64).alias(LAST))
    earlier = before.people.select("entity_id", pl.col(MODEL).alias(LAST))
    return people.join(earlier, on="entity_id", how="left")
