"""Profiles and past outcomes to a registered model version; and the search for parameters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from features.catalogue import inputs_of
from features.contract import LEVELS
from features.families import FAMILIES
from features.windows import first_day, shift
from models.labels import label
from models.training import Plan, Training, train
from models.trees import TreeParams
from pipelines.casework.cases import of_family, outcomes
from pipelines.errors import InputError
from pipelines.manifest import code_hash, packages
from pipelines.parameters import Parameters
from pipelines.profile import PEERS, Profiler
from pipelines.progress import Progress, silent

SIZE = "fund_total"
"""The feature that ranks by size alone: what the fund paid."""


@dataclass(frozen=True)
class Trainer:
    """Trains the model of one level on the snapshots up to a month."""

    profiler: Profiler
    level: str
    month: str

    def __post_init__(self) -> None:
        check_level(self.level)

    def run(self, capacity: int, chosen: Parameters, progress: Progress = silent) -> Training:
        """Train on everything known before the month.

        Raises:
            InputError: when the month's profile cannot carry a model, or the parameters were
                chosen by outcomes that were not known yet.
        """
        if chosen.known_before is not None and chosen.known_before > first_day(self.month):
            raise InputError(
                f"{self.level} {self.month}: these parameters were chosen by outcomes known before "
                f"{chosen.known_before}; a model of the month may not know them"
            )
        return self.by(self.plan(capacity, chosen.params), chosen.told(), progress)

    def by(self, plan: Plan, told: Mapping[str, Any], progress: Progress = silent) -> Training:
        """Train by decisions already made, as when a training is repeated.

        Args:
            plan: the decisions.
            told: where its parameters come from (`Parameters.told`).
            progress: is told how far it is.

        Raises:
            InputError: when the month's profile cannot carry a model.
        """
        snapshots = self.snapshots(progress)
        progress(f"{self.level} 训练 training", 0, 1)
        facts = {
            "parameters": dict(told),
            "as_of": first_day(self.month).isoformat(),
            "code": {package: code_hash(package) for package in ("features", "models")},
            "packages": packages(),
            "unavailable": sorted(
                f.name for f in inputs_of(self.level) if f.name not in snapshots.columns
            ),
        }
        try:
            training = train(
                snapshots,
                self.labelled(snapshots),
                inputs_of(self.level),
                plan,
                facts,
                peers=self.peers(),
                as_of=first_day(self.month),
                families=self.families(snapshots),
            )
        except ValueError as error:
            raise InputError(f"{self.level} {self.month}: {error}") from error
        progress(f"{self.level} 训练 training", 1, 1)
        return training

    def plan(self, capacity: int, params: TreeParams) -> Plan:
        """What the settings decide, with these parameters."""
        settings = self.profiler.settings
        return Plan(
            level=self.level,
            capacity=capacity,
            size=SIZE,
            params=params,
            trees=settings.trees,
            bags=settings.bags,
            seed=settings.seed,
            unlabelled_weight=settings.unlabelled_weight,
        )

    def months(self) -> list[str]:
        """Snapshot months: the last, then back in steps, each with a whole window behind it."""
        settings, held = self.profiler.settings, self.profiler.store.months("lake/setl")
        earliest = shift(held[0], settings.window_months - 1) if held else self.month
        months = [self.month]
        while (previous := shift(months[0], -settings.snapshot_every)) >= earliest:
            months.insert(0, previous)
        return [m for m in months if m in held or m == self.month]

    def snapshots(self, progress: Progress = silent) -> pl.DataFrame:
        """The stacked profiles of the snapshot months; made where they are missing."""
        frames = []
        for month in self.months():
            self.profiler.run(month, progress)
            path = self.profiler.store.partition(f"profiles/{self.level}", month)
            frames.append(pl.read_parquet(path, glob=False))
        return pl.concat(frames, how="diagonal")

    def peers(self) -> pl.DataFrame:
        """How the peers of the month stand."""
        path = self.profiler.store.partition(f"profiles/{self.level}", self.month, PEERS)
        return pl.read_parquet(path, glob=False)

    def labelled(self, snapshots: pl.DataFrame) -> pl.DataFrame:
        """Outcomes laid over the snapshots, as known before the month began."""
        return self._laid_over(snapshots, outcomes(self.profiler.store, self.level))

    def families(self, snapshots: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """The same as each family of violations sees it, by the name of the family."""
        cases = outcomes(self.profiler.store, self.level)
        return {
            name: self._laid_over(snapshots, of_family(cases, family.violations))
            for name, family in FAMILIES.items()
        }

    def _laid_over(self, snapshots: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
        return label(
            snapshots,
            cases,
            as_of=first_day(self.month),
            window_months=self.profiler.settings.window_months,
        )


def check_level(level: str, known: Collection[str] = LEVELS) -> None:
    """Refuse a level that is not among those `known`; by default the levels that are scored."""
    if level not in known:
        raise InputError(f"no level {level!r}; the levels are {', '.join(known)}")
