"""Champion and challenger from the workspace to one comparison, which is kept beside the models."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from models.agreement import agreement, steadiness
from models.comparison import CHALLENGER, CHAMPION, figures, sign_test
from models.differences import Draws, differences
from models.groups import groups
from models.reasons import Lang
from models.stability import drift
from pipelines.casework.cases import outcomes
from pipelines.errors import InputError
from pipelines.manifest import code_hash, file_hash, inputs_hash
from pipelines.profile import Profiler
from pipelines.progress import Progress, silent
from pipelines.registry.versions import Version
from pipelines.rollout.gate import Decision, Findings, decide
from pipelines.rollout.judging import DIMENSIONS, Judge, Seen, as_of, judged_of, stacked, ways
from pipelines.rollout.listed import Lists, explained_lists
from pipelines.rollout.repeating import not_repeated
from pipelines.rollout.rules import Rules
from pipelines.score import read_profile

DRIFTED = 10
"""Inputs that a comparison names, the furthest moved first."""


@dataclass(frozen=True)
class Comparison:
    """Everything that is known of a challenger beside the champion.

    Attributes:
        level: whose models.
        lang: the language of the reasons.
        versions: ranking -> name, hash, month and cost of a version.
        months: how each month was judged by either.
        places: how many can be visited in a month.
        inputs: hashes of what it rests on.
        rules: the rules of the gate.
        decision: what the gate says.
        tables: name -> frame: `figures`, `differences`, `groups`, `agreement`, `moved`,
            `steadiness`, `drift`.
        seconds: ranking -> seconds to score a thousand entities, as measured; it is no part of
            what is kept.
    """

    level: str
    lang: Lang
    versions: Mapping[str, Mapping[str, Any]]
    months: Sequence[Mapping[str, str]]
    places: int
    inputs: Mapping[str, str]
    rules: Rules
    decision: Decision
    tables: Mapping[str, pl.DataFrame]
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)

    @property
    def gate(self) -> Decision:
        """What the gate says."""
        return self.decision

    def table(self) -> pl.DataFrame:
        """Figures of challenger, champion and size in all months together."""
        return self.tables["figures"].filter(pl.col("month") == "all")

    def monthly(self) -> str:
        """The picture of what each month would have found, as SVG."""
        from pipelines.rollout.page import monthly

        return monthly(self)

    def to_dict(self, *, named: bool = True) -> dict[str, Any]:
        """As JSON values; without `named` nobody is named, so it may leave the workspace."""
        tables = self.tables if named else {n: f for n, f in self.tables.items() if n != "moved"}
        return {
            "level": self.level,
            "versions": {name: dict(of) for name, of in self.versions.items()},
            "months": [dict(month) for month in self.months],
            "places": self.places,
            "verdict": self.decision.verdict,
            "claim": self.decision.claim,
            "gate": [asdict(line) for line in self.decision.lines],
            "rules": self.rules.plain(),
            "inputs": dict(self.inputs),
            "tables": {name: frame.to_dicts() for name, frame in tables.items()},
        }

    def to_json(self) -> str:
        """The whole comparison; equal inputs give equal bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    def to_html(self, path: Path) -> Path:
        """Write the comparison as a page that needs no other file."""
        from pipelines.rollout.page import page
        from pipelines.store import write_text

        write_text(page(self), path)
        return path

    @property
    def sha256(self) -> str:
        """The hash by which a promotion names it."""
        return inputs_hash({"comparison": self.to_json()})


@dataclass(frozen=True)
class Comparer:
    """Compares two versions of a level.

    Attributes:
        judge: lets both judge the same months.
        rules: of the gate.
        lang: language of the reasons.
        progress: told what is being done.
    """

    judge: Judge
    rules: Rules
    lang: Lang = "zh"
    progress: Progress = silent

    @property
    def _profiler(self) -> Profiler:
        return self.judge.profiler

    def run(self, months: Sequence[str]) -> Comparison:
        """Compare on some months.

        Raises:
            InputError: no month, or one that cannot be judged.
        """
        if not months:
            raise InputError("no month has a whole window behind it; name one with --months")
        seen = self.judge.run(months)
        judged, places = judged_of(seen), self.judge.capacity
        lists = explained_lists(self._profiler.store, seen[-1], places, self.lang)
        tables = {**self._judged(judged), **self._lists(seen), "moved": lists.moved}
        return Comparison(
            level=self.judge.level,
            lang=self.lang,
            versions={name: _about(of) for name, of in self._versions},
            months=list(ways(seen)),
            places=places,
            inputs=self.inputs(months),
            rules=self.rules,
            decision=decide(self._findings(judged, tables, lists, months[-1]), self.rules),
            tables=tables,
            seconds=self._seconds(seen[-1]),
        )

    def _judged(self, judged: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """What outcomes say."""
        at = self.rules.standing
        draws = Draws(self._profiler.settings.seed, at.draws, at.confidence)
        return {
            "figures": figures(judged),
            "differences": differences(judged, draws, DIMENSIONS),
            "groups": groups(judged, DIMENSIONS),
        }

    def _lists(self, seen: Sequence[Seen]) -> dict[str, pl.DataFrame]:
        """What lists and inputs say, whoever was inspected."""
        scores = {name: stacked(seen, name) for name, _ in self._versions}
        places = self.judge.capacity
        steady = [steadiness(of, places, name) for name, of in scores.items()]
        return {
            "agreement": agreement(scores[CHAMPION], scores[CHALLENGER], places),
            "steadiness": pl.concat(steady),
            "drift": self._drift(seen[-1].month),
        }

    def _findings(
        self, judged: pl.DataFrame, tables: Mapping[str, pl.DataFrame], lists: Lists, last: str
    ) -> Findings:
        return Findings(
            judged=judged,
            figures=tables["figures"],
            differences=tables["differences"],
            signs=sign_test(tables["figures"]),
            kept=_kept(tables["steadiness"]),
            columns={name: frozenset(of.bundle.columns) for name, of in self._versions},
            as_of={name: as_of(of) for name, of in self._versions},
            last_month=last,
            fewest_reasons=lists.fewest_reasons,
            most_of_one=lists.most_of_one,
            repeated=self._repeated(),
        )

    def inputs(self, months: Sequence[str]) -> dict[str, str]:
        """Hashes of what a comparison rests on: profiles, outcomes, versions, code and rules."""
        store, level = self._profiler.store, self.judge.level
        cases = outcomes(store, level).write_csv()
        profiles = {m: store.partition(f"profiles/{level}", m) for m in months}
        return {
            **{f"profile {m}": file_hash(path) for m, path in profiles.items() if path.exists()},
            **{name: of.sha256 for name, of in self._versions},
            "outcomes": inputs_hash({"outcomes": cases}),
            "rules": inputs_hash({"rules": json.dumps(self.rules.plain())}),
            "places": str(self.judge.capacity),
            "lang": self.lang,
            **{f"code of {name}": code_hash(name) for name in ("features", "models", "pipelines")},
        }

    @property
    def _versions(self) -> list[tuple[str, Version]]:
        return [(name, self.judge.versions[name]) for name in (CHAMPION, CHALLENGER)]

    def _repeated(self) -> str | None:
        if not self.rules.repeat.train_again:
            return None
        return not_repeated(self._profiler, self.judge.versions[CHALLENGER], self.progress)

    def _drift(self, month: str) -> pl.DataFrame:
        """How far the inputs moved since each version was trained: `ranking, column, stability`."""
        store, frames = self._profiler.store, []
        for name, version in self._versions:
            before = store.partition(f"profiles/{self.judge.level}", as_of(version))
            if not before.exists():
                continue
            then = pl.read_parquet(before, glob=False)
            now, _ = read_profile(store, self.judge.level, month)
            moved = drift(_scored(then), _scored(now), version.bundle.columns).head(DRIFTED)
            frames.append(moved.select(pl.lit(name).alias("ranking"), pl.all()))
        empty = {"ranking": pl.String, "column": pl.String, "stability": pl.Float64}
        return pl.concat([pl.DataFrame(schema=empty), *frames])

    def _seconds(self, seen: Seen) -> dict[str, float]:
        profile, _ = read_profile(self._profiler.store, self.judge.level, seen.month)
        found = {}
        for name, bundle in seen.bundles.items():
            start = time.perf_counter()
            bundle.score(profile, "")
            found[name] = (time.perf_counter() - start) / max(1, profile.height) * 1000
        return found


def _scored(profile: pl.DataFrame) -> pl.DataFrame:
    return profile.filter(pl.col("not_scored_reason").is_null()).sort("entity_id")


def _kept(steady: pl.DataFrame) -> dict[str, float]:
    means = steady.group_by("ranking").agg(pl.col("kept").mean()).drop_nulls()
    return dict(means.iter_rows())


def _about(version: Version) -> dict[str, Any]:
    """Name, hash, month, and what scoring costs, counted and not timed."""
    bundle = version.bundle
    boosters = bundle.cases.trees.boosters if bundle.cases else ()
    return {
        "name": version.label,
        "number": version.number,
        "sha256": version.sha256,
        "as_of": as_of(version),
        "columns": len(bundle.columns),
        "forest_trees": len(bundle.anomaly.isolation.forest.estimators_),
        "case_trees": sum(booster.num_trees() for booster in boosters),
        "bytes": sum(len(data) for data in bundle.dump().values()),
    }
