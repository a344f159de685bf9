"""A month held against the one its models learned from: what came, what moved, what still holds."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from features.catalogue import inputs_of
from features.windows import first_day, shift
from models.reasons import Lang
from pipelines.casework.cases import outcomes
from pipelines.errors import InputError
from pipelines.profile import Profiler, read_unavailable
from pipelines.progress import Progress, silent
from pipelines.registry.versions import Version
from pipelines.score import read_profile
from pipelines.watch import supply
from pipelines.watch.alert import WatchAlert
from pipelines.watch.drift import Months, drift, drift_alerts
from pipelines.watch.limits import WatchLimits
from pipelines.watch.standing import (
    NOTHING_SAID,
    calibration,
    calibration_alerts,
    peer_alerts,
    peers,
)

_TESTS = 3
"""What can be a false alarm at a level: its features and score, its reasons, its calibration."""


@dataclass(frozen=True)
class LevelWatch:
    """One level of a month.

    Attributes:
        level: which.
        against: the month compared with.
        version: the model in use.
        drift: the columns of `drift.DRIFT`.
        peers: the columns of `standing.PEER`.
        calibration: the keys of `standing.NOTHING_SAID`.
        lost: features that only the month compared with could give -> what is missing now.
        alerts: what is worth a look.
    """

    level: str
    against: str
    version: str
    drift: pl.DataFrame
    peers: pl.DataFrame
    calibration: dict[str, Any]
    lost: dict[str, list[str]]
    alerts: tuple[WatchAlert, ...] = ()


@dataclass(frozen=True)
class Watch:
    """What `watch` finds of a month.

    Attributes:
        month: which.
        tables: the columns of `supply.TABLE`.
        silent: the columns of `supply.SILENT`.
        levels: the levels watched.
        alerts: all that is worth a look: first what came, then level by level.
        limits: from where on.
    """

    month: str
    tables: pl.DataFrame
    silent: pl.DataFrame
    levels: tuple[LevelWatch, ...]
    alerts: tuple[WatchAlert, ...]
    limits: WatchLimits

    def table(self, lang: Lang = "zh") -> pl.DataFrame:
        """What each alert is about, its line, and what to do."""
        from pipelines.watch.page import alert_lines

        columns = ["about", "line", "do"]
        schema = dict.fromkeys(columns, pl.String)
        return pl.DataFrame(list(alert_lines(self, lang)), schema=schema, orient="row")

    def plain(self) -> dict[str, Any]:
        """All of it as JSON values."""
        return {
            "month": self.month,
            "alerts": [alert.plain() for alert in self.alerts],
            "tables": self.tables.to_dicts(),
            "silent": self.silent.to_dicts(),
            "levels": {each.level: _plain(each) for each in self.levels},
            "limits": self.limits.plain(),
        }


@dataclass(frozen=True)
class Monitor:
    """Watches the months of a workspace.

    Attributes:
        profiler: makes the profiles of a month that has none.
        versions: level -> the model in use.
        limits: from where on something is worth a look.
        progress: told what is being done.
    """

    profiler: Profiler
    versions: dict[str, Version]
    limits: WatchLimits
    progress: Progress = silent

    def run(self, month: str, against: str | None = None) -> Watch:
        """Watch a month.

        Args:
            month: which; profiled if need be.
            against: the month compared with; default the one that a level's model learned from
                last, or when that is not earlier, the month before.

        Raises:
            InputError: either month cannot be profiled, or both are the same.
        """
        store, limits = self.profiler.store, self.limits
        quality = self.profiler.settings.quality
        tables = supply.tables(store, month, limits.supply)
        gone = supply.silent(store, month, limits.supply, quality["silent_rows"])
        came = supply.supply_alerts(tables, gone, limits.supply, quality)
        levels = []
        for done, level in enumerate(self.versions):
            self.progress(f"{month} {level} 监测 watching", done, len(self.versions))
            levels.append(self._level(level, month, against or self._against(level, month)))
        self.progress(f"{month} 监测 watching", len(levels), len(levels))
        alerts = (*came, *(alert for level in levels for alert in level.alerts))
        return Watch(month, tables, gone, tuple(levels), alerts, limits)

    def _against(self, level: str, month: str) -> str:
        learned = str(self.versions[level].bundle.facts["as_of"])[: len(month)]
        return learned if learned < month else shift(month, -1)

    def _level(self, level: str, month: str, against: str) -> LevelWatch:
        if against >= month:
            raise InputError(f"{month} is watched against an earlier month; found {against}")
        for each in (against, month):
            self.profiler.run(each)
        version = self.versions[level]
        then, now = (self._scorable(level, each) for each in (against, month))
        months = Months(then, now, version.bundle)
        found = LevelWatch(
            level,
            against,
            version.label,
            self._drift(level, months),
            peers(then, now),
            self._calibration(level, months, month),
            self._lost(level, against, month),
        )
        return replace(found, alerts=tuple(self._alerts(found)))

    def _scorable(self, level: str, month: str) -> pl.DataFrame:
        profile, _ = read_profile(self.profiler.store, level, month)
        return profile.filter(pl.col("not_scored_reason").is_null())

    def _drift(self, level: str, months: Months) -> pl.DataFrame:
        features = [feature.name for feature in inputs_of(level)]
        try:
            return drift(months, features, self.limits.drift, self.profiler.settings.seed)
        except ValueError as error:
            raise InputError(f"{level}: the model in use cannot score: {error}") from error

    def _calibration(self, level: str, months: Months, month: str) -> dict[str, Any]:
        """What was known since the model learned, against what it said at the month compared."""
        if months.reference.is_empty():
            return dict(NOTHING_SAID)
        learned = dt.date.fromisoformat(str(months.bundle.facts["as_of"]))
        compared = first_day(months.reference.get_column("month")[0])
        return calibration(
            months.bundle.score(months.reference, ""),
            outcomes(self.profiler.store, level),
            since=max(learned, compared),
            until=first_day(shift(month, 1)),
            window=self.profiler.settings.window_months,
        )

    def _lost(self, level: str, against: str, month: str) -> dict[str, list[str]]:
        before, now = (read_unavailable(self.profiler.store, level, m) for m in (against, month))
        return {name: missing for name, missing in now.items() if name not in before}

    def _alerts(self, found: LevelWatch) -> Iterator[WatchAlert]:
        limits, level = self.limits, found.level
        chance = limits.alarm.chance / (_TESTS * len(self.versions))
        if found.lost:
            missing = sorted({need for needs in found.lost.values() for need in needs})
            numbers = {"n": len(found.lost), "missing": " ".join(missing)}
            yield WatchAlert("lost_features", "", level, numbers=numbers)
        yield from drift_alerts(found.drift, level, limits.drift, limits.alarm, chance)
        yield from peer_alerts(found.peers, level, limits.peers)
        yield from calibration_alerts(found.calibration, level, limits.calibration, chance)


def _plain(level: LevelWatch) -> dict[str, Any]:
    frames = {"drift": level.drift.to_dicts(), "peers": level.peers.to_dicts()}
    names = ("against", "version", "calibration", "lost")
    return {name: getattr(level, name) for name in names} | frames
