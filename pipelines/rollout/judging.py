"""Both models on the same months: scores of everybody, and what was found of those inspected.

A model may judge a month only if it knew nothing of what came after. A version trained by then
judges it itself; of a later one its recipe is trained anew as of that month, without the entities
that are judged. So every month is looked at as it would have been looked at then.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from features.windows import first_day, shift
from models.bundle import Bundle
from models.comparison import CHALLENGER, CHAMPION, JUDGED
from models.labels import label
from models.refit import refit
from pipelines.casework.cases import outcomes
from pipelines.casework.later import found_since
from pipelines.errors import InputError
from pipelines.profile import Profiler
from pipelines.progress import Progress, silent
from pipelines.registry.versions import Version
from pipelines.score import read_profile
from pipelines.train import SIZE, Trainer

DIMENSIONS = ("area", "kind", "hospital_level", "ownership", "size_band")
"""Groups that are looked at; those that a level does not have are null."""

ITSELF, ANEW = "itself", "anew"
"""How a model judged a month: as it is, or its recipe trained anew as of then."""

_BANDS = 4


@dataclass(frozen=True)
class Seen:
    """One month by both models.

    Attributes:
        month: which.
        how: ranking -> `ITSELF` or `ANEW`.
        bundles: ranking -> the bundle that judged.
        scores: ranking -> the scores of everybody.
        judged: the columns of `JUDGED` and `DIMENSIONS`.
    """

    month: str
    how: dict[str, str]
    bundles: dict[str, Bundle]
    scores: dict[str, pl.DataFrame]
    judged: pl.DataFrame


@dataclass(frozen=True)
class Judge:
    """Lets two versions of a level judge the same months.

    Attributes:
        profiler: makes the profiles of a month that has none.
        versions: `champion` and `challenger`.
        capacity: how many can be visited in a month.
        progress: told what is being done.
    """

    profiler: Profiler
    versions: dict[str, Version]
    capacity: int
    progress: Progress = silent

    @property
    def level(self) -> str:
        """Whose models."""
        return self.versions[CHAMPION].level

    def months(self, last: str, count: int) -> list[str]:
        """The last `count` months of the lake up to one, each with a whole window behind it."""
        held = self.profiler.store.months("lake/setl")
        earliest = shift(held[0], self.profiler.settings.window_months - 1) if held else last
        return [month for month in held if earliest <= month <= last][-count:]

    def run(self, months: Sequence[str]) -> list[Seen]:
        """Every month by both models.

        Raises:
            InputError: a month cannot be profiled, or lacks what a model reads.
        """
        found = []
        for done, month in enumerate(months):
            self.progress(f"{month} {self.level} 比较 comparing", done, len(months))
            self.profiler.run(month)
            found.append(self._month(month))
        self.progress(f"{self.level} 比较 comparing", len(months), len(months))
        return found

    def _month(self, month: str) -> Seen:
        profile, _ = read_profile(self.profiler.store, self.level, month)
        how = {name: _how(version, month) for name, version in self.versions.items()}
        inspected = self._inspected(profile, month, how)
        apart = inspected.get_column("entity_id").to_list()
        bundles = {name: self._bundle(name, month, how[name], apart) for name in self.versions}
        scores = {name: _score(bundle, profile, month) for name, bundle in bundles.items()}
        return Seen(month, how, bundles, scores, self._judged(month, profile, inspected, scores))

    def _bundle(self, name: str, month: str, how: str, apart: Sequence[str]) -> Bundle:
        bundle = self.versions[name].bundle
        if how == ITSELF:
            return bundle
        trainer = Trainer(self.profiler, self.level, month)
        snapshots = trainer.snapshots()
        try:
            return refit(bundle, snapshots, trainer.labelled(snapshots), apart)
        except ValueError as error:
            raise InputError(f"{self.level} {month}: {error}; name later --months") from error

    def _inspected(self, profile: pl.DataFrame, month: str, how: dict[str, str]) -> pl.DataFrame:
        """`entity_id, month, y` of scored entities whose outcome nobody knew before the month.

        Whom a version that judges itself was taught about is left out: it would remember.
        """
        cases = outcomes(self.profiler.store, self.level)
        taught = [as_of(version) for name, version in self.versions.items() if how[name] == ITSELF]
        remembered = cases.filter(
            pl.col("confirmed_date") < (first_day(max(taught)) if taught else dt.date.min)
        )
        scored = profile.filter(pl.col("not_scored_reason").is_null())
        window = self.profiler.settings.window_months
        labelled = label(scored, cases, as_of=dt.date.max, window_months=window)
        return (
            labelled.filter(pl.col("outcome").is_not_null(), pl.col("known") >= first_day(month))
            .join(remembered, on="entity_id", how="anti")
            .select("entity_id", "month", y=(pl.col("outcome") == "confirmed").cast(pl.Int64))
            .sort("entity_id")
        )

    def _judged(
        self,
        month: str,
        profile: pl.DataFrame,
        inspected: pl.DataFrame,
        scores: dict[str, pl.DataFrame],
    ) -> pl.DataFrame:
        rows = inspected.join(self._found(month), on="entity_id", how="left")
        for name, table in scores.items():
            told = {name: "score", f"{name}_probability": "probability"}
            rows = rows.join(table.select("entity_id", **told), on="entity_id", how="left")
        scored = profile.filter(pl.col("not_scored_reason").is_null())
        size = pl.col(SIZE) if SIZE in profile.columns else pl.lit(None)
        groups = scored.select("entity_id", "area", "kind", size=size.cast(pl.Float64))
        groups = groups.join(self._owners(), on="entity_id", how="left").with_columns(_band())
        return (
            rows.join(groups, on="entity_id", how="left")
            .with_columns(
                pl.col("amount_fen").fill_null(0),
                pl.col("novel").fill_null(value=False),
                visited=pl.lit(min(1.0, self.capacity / max(1, scored.height))),
            )
            .select(*(pl.col(name).cast(dtype) for name, dtype in JUDGED.items()), *DIMENSIONS)
            .sort("entity_id")
        )

    def _found(self, month: str) -> pl.DataFrame:
        """What was found of a month's entities after it began (`later.found_since`)."""
        cases = outcomes(self.profiler.store, self.level)
        window = self.profiler.settings.window_months
        return found_since(cases, first_day(month), month, window)

    def _owners(self) -> pl.DataFrame:
        """Level and ownership of institutions; of others they are not known."""
        inst = self.profiler.store.lake("inst").select(
            entity_id="fixmedins_code", hospital_level="medinslv", ownership="medins_natu"
        )
        return (inst if self.level == "institution" else inst.limit(0)).collect()


def as_of(version: Version) -> str:
    """The month before which everything was known to a version."""
    return str(version.bundle.facts["as_of"])[: len("YYYY-MM")]


def _how(version: Version, month: str) -> str:
    return ITSELF if as_of(version) <= month else ANEW


def _score(bundle: Bundle, profile: pl.DataFrame, month: str) -> pl.DataFrame:
    try:
        return bundle.score(profile, "")
    except ValueError as error:
        raise InputError(f"{bundle.level} {month} cannot be compared: {error}") from error


def _band() -> pl.Expr:
    """Quarter of the scored by size, `1` the smallest; null without a size."""
    place = (pl.col("size").rank("ordinal") - 1) * _BANDS // pl.col("size").count() + 1
    return place.cast(pl.Int64).cast(pl.String).alias("size_band")


def stacked(seen: Sequence[Seen], ranking: str) -> pl.DataFrame:
    """The scores of all months by one of the models."""
    return pl.concat([each.scores[ranking] for each in seen])


def judged_of(seen: Sequence[Seen]) -> pl.DataFrame:
    """The judged rows of all months."""
    return pl.concat([each.judged for each in seen])


def ways(seen: Sequence[Seen]) -> Iterator[dict[str, str]]:
    """How each month was judged."""
    for each in seen:
        yield {"month": each.month, **{name: each.how[name] for name in (CHAMPION, CHALLENGER)}}
