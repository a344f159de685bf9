"""The verbs of a workspace that look back and keep watch: backtest, monitor.

`Workspace` inherits them; they stand here because they share one thought.
"""

import json
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path

from features.contract import LEVELS
from models.reasons import Lang
from pipelines import audit
from pipelines.errors import InputError
from pipelines.profile import Profiler
from pipelines.progress import Progress
from pipelines.registry.in_use import in_use, trained
from pipelines.registry.versions import Version, load
from pipelines.settings import Settings
from pipelines.store import keep_private, replacing, write_text
from pipelines.targets.policy import Policy
from pipelines.train import check_level
from pipelines.watch.backtest import Backtest
from pipelines.watch.limits import read_limits
from pipelines.watch.looked_back import LookedBack, look_back
from pipelines.watch.monitor import Monitor, Watch

MONITOR_PAGE, MONITOR_JSON = "monitor.html", "monitor.json"


class WatchVerbs(ABC):
    """What a workspace can say of its past lists and of what comes in."""

    root: Path
    lang: Lang
    progress: Progress

    @property
    @abstractmethod
    def settings(self) -> Settings:
        """What the configuration decides."""

    @abstractmethod
    def _profiler(self) -> Profiler: ...

    @abstractmethod
    def _policy(self, policy: Path | str | None) -> Policy: ...

    @abstractmethod
    def _writing(self, act: str) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _month(self, month: str | None) -> str: ...

    def backtest(
        self,
        first: str,
        last: str,
        *,
        level: str = "institution",
        model: str | None = None,
        policy: Path | str | None = None,
    ) -> LookedBack:
        """The lists of past months as they would have been, judged by what became known later.

        Kept in `backtests/` of the workspace as page, JSON and tables; no score and no list of
        the workspace changes.

        Args:
            first: the first month.
            last: the last month.
            level: whose lists.
            model: alias or version whose recipe makes them; default the one in use here.
            policy: how many places, and who may not be listed.

        Raises:
            InputError: there is no such model or month, or the model's parameters were chosen by
                what was known only later.
        """
        check_level(level)
        first, last = self._month(first), self._month(last)
        version = load(level, model or str(in_use(self.root, level)))
        backtest = Backtest(self._profiler(), version, self._policy(policy), self.progress)
        with self._writing("backtest"):
            found = look_back(backtest, first, last, seed=self.settings.seed, lang=self.lang)
            found.write(self.backtest_folder(level, first, last))
            audit.record(
                self.root, "backtest", level=level, months=[first, last], version=version.label
            )
        return found

    def backtest_folder(self, level: str, first: str, last: str) -> Path:
        """Where a backtest is kept."""
        return self.root / "backtests" / level / f"{first}_{last}"

    def monitor(self, month: str | None = None, against: str | None = None) -> Watch:
        """What came in a month, what moved, and what still holds of the models in use.

        Kept in `monitor/` of the workspace as page and JSON.

        Args:
            month: which month; default the last of the lake.
            against: the month compared with; default the one that the model in use of a level
                learned from last, or when that is not earlier, the month before.

        Raises:
            InputError: a month cannot be profiled, or a model cannot score it.
        """
        from pipelines.watch.page import monitor_page

        month = self._month(month)
        monitor = Monitor(self._profiler(), self._in_use(), read_limits(self.root), self.progress)
        with self._writing("monitor"):
            found = monitor.run(month, against and self._month(against))
            with replacing(self.monitor_folder(month)) as fresh:
                fresh.mkdir()
                text = json.dumps(found.plain(), ensure_ascii=False, indent=2, default=str)
                write_text(text + "\n", fresh / MONITOR_JSON)
                write_text(monitor_page(found, self.lang), fresh / MONITOR_PAGE)
                keep_private(fresh)
            audit.record(self.root, "monitor", month=month, alerts=len(found.alerts))
        return found

    def monitor_folder(self, month: str) -> Path:
        """Where what was watched of a month is kept."""
        return self.root / "monitor" / month

    def _in_use(self) -> dict[str, Version]:
        """The versions in use, of the levels that have any."""
        levels = [level for level in LEVELS if trained(self.root, level)]
        if not levels:
            raise InputError(f"no model was trained in {self.root}; run `feijian train` first")
        return {level: load(level, str(in_use(self.root, level))) for level in levels}
