"""The face of feijian: one folder of work, and one method per verb.

Every command of the command line covers a method here, with the same name and arguments;
notebooks use them directly. What a verb means stands here, what it does in the file beside this
one that its line names.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from models.reasons import Lang
from pipelines.explain import Explained
from pipelines.intake import IngestReport, load_mapping
from pipelines.intake.propose import Proposal
from pipelines.intake.pseudonyms import new_key
from pipelines.intake.unlocks import Unlock, unlocks_of
from pipelines.lock import WorkspaceLock
from pipelines.progress import Progress, silent
from pipelines.proof import proof
from pipelines.registry.promotions import Promotion
from pipelines.rollout.card import Card
from pipelines.rollout.comparing import Comparison
from pipelines.rollout.history import history_table
from pipelines.settings import Settings
from pipelines.store import Store
from pipelines.targets.published import differences
from pipelines.tune import Tuned
from pipelines.watch.looked_back import LookedBack
from pipelines.watch.monitor import Watch
from pipelines.workspace import (
    claims,
    comparing,
    draws,
    explaining,
    forms,
    lists,
    profiles,
    rollout,
    scoring,
    training,
    watch,
)
from pipelines.workspace.draws import Drawn
from pipelines.workspace.lists import Listed
from pipelines.workspace.session import Session
from pipelines.workspace.training import Trained

if TYPE_CHECKING:
    from pipelines.city import City


class Workspace:
    """One folder: lake, profiles, scores, lists (design, section 4).

    Args:
        root: the folder; made when something is first written.
        lang: language of sentences and pages, `zh` or `en`.
        progress: told what long work is doing.
        by: who makes the lists, pages and forms, as their mark says; default: the variable
            FEIJIAN_BY, else the user of the machine.
    """

    def __init__(
        self,
        root: Path | str = "workspace",
        *,
        lang: Lang = "zh",
        progress: Progress = silent,
        by: str | None = None,
    ) -> None:
        self.root = Path(root)
        self.lang = lang
        self.progress = progress
        self.by = by
        self.store = Store(self.root)
        self._lock = WorkspaceLock(self.root)

    @property
    def settings(self) -> Settings:
        """What `config/` and the workspace's `feijian.toml` decide."""
        return self._session.settings

    @property
    def _session(self) -> Session:
        """The workspace as it is now; language, progress and maker may be set at any time."""
        return Session(self.root, self.store, self._lock, self.lang, self.progress, self.by)

    def simulate(  # noqa: PLR0913  # the options of the command
        self,
        out: Path | str,
        *,
        persons: int = 20_000,
        months: int = 24,
        seed: int = 0,
        first_month: str = "2024-01",
        plant: Sequence[str] | None = None,
        defects: bool = False,
        workers: int | None = None,
    ) -> "City":
        """Write a simulated city's raw exports to `out`, to be ingested here; see `city.simulate`.

        `pipelines.city.explain` opens one of its schemes, `pipelines.city.measured` measures it.
        """
        from pipelines.city import simulate

        return simulate(
            Path(out),
            persons=persons,
            months=months,
            seed=seed,
            first_month=first_month,
            plant=plant,
            defects=defects,
            workers=workers,
            progress=self.progress,
        )

    def map(self, paths: Sequence[Path | str], out: Path | str | None = None) -> Proposal:
        """Propose a mapping for exports that nobody has described yet, and write it to `out`.

        Raises:
            InputError: `out` exists: what was corrected by hand is never overwritten.
        """
        return claims.map_(self._session, paths, out)

    def unlocks(self, paths: Sequence[Path | str], mapping: Path | str) -> list[Unlock]:
        """What every table and column unlocks, and whether these exports or the lake have it."""
        return unlocks_of(self.store, paths, load_mapping(Path(mapping)))

    def ingest(
        self,
        paths: Sequence[Path | str],
        mapping: Path | str,
        *,
        as_of: dt.date | None = None,
        key: Path | str | None = None,
    ) -> IngestReport:
        """Bring exports into the lake; rows that cannot be used wait in quarantine.

        Args:
            paths: files, folders, archives, and addresses of databases.
            mapping: the mapping of these exports (TOML).
            as_of: when they were exported: the version of rows without a time of their own.
            key: the key file, where the mapping asks for pseudonyms.
        """
        return claims.ingest(self._session, paths, mapping, as_of, key)

    def new_key(self, path: Path | str) -> Path:
        """Write a new random key for pseudonyms, outside the workspace."""
        new_key(Path(path), self.root)
        return Path(path)

    def resolve(self, pseudonyms: Sequence[str], key: Path | str) -> dict[str, str]:
        """The persons' numbers behind pseudonyms, for who holds the key; who asked is logged."""
        return claims.resolve(self._session, pseudonyms, key)

    def profile(self, month: str | None = None) -> dict[str, pl.DataFrame]:
        """Encounters, hits and the profiles of every level at a month (default: the last)."""
        return profiles.profile(self._session, month)

    def profiles(self, level: str, month: str) -> pl.DataFrame:
        """The profiles of one level, scored or not, as they were made."""
        return profiles.profiles(self._session, level, month)

    def unavailable(self, month: str | None = None) -> dict[str, dict[str, list[str]]]:
        """Level -> feature -> the missing tables and columns that switch it off."""
        return profiles.unavailable(self._session, month)

    def alerts(self, month: str | None = None, level: str | None = None) -> pl.DataFrame:
        """Who crossed the threshold of a named rule (`config/rules.csv`), the definite first.

        Args:
            month: which month; default the last of the lake.
            level: one level; default all, also those that are profiled but not scored.
        """
        return profiles.alerts(self._session, month, level)

    def rings(self, month: str | None = None) -> pl.DataFrame:
        """The rings of a month, the costliest for the fund first.

        One row per ring and somebody in it (`features.network.rings.RING`). A ring is a lead:
        families, friends and fellow patients are together again and again, too.
        """
        return profiles.rings(self._session, month)

    def proof(self, truth: Path | str, month: str | None = None) -> pl.DataFrame:
        """What the signals hit of what was planted in a simulated city (`truth/`), plot by plot.

        It checks the machinery; it is no evidence of detection in the field.
        """
        return proof(self.store, Path(truth), self._session.month(month))

    def trainable(self, month: str | None = None) -> list[str]:
        """The levels at which anybody can be scored, profiled if need be."""
        return training.trainable(self._session, month)

    def tune(self, level: str, month: str | None = None, trials: int | None = None) -> Tuned:
        """Search for better parameters of the case model; `train` uses them from that month on.

        Args:
            level: whose model.
            month: as of which month; default the last of the lake.
            trials: trials of the study in all; one that was stopped goes on where it was.
        """
        return training.tune(self._session, level, month, trials)

    def train(self, level: str, month: str | None = None) -> Trained:
        """Train a level on what was known before a month, and register the version."""
        return training.train(self._session, level, month)

    def score(
        self, month: str | None = None, level: str | None = None, model: str | None = None
    ) -> pl.DataFrame:
        """Score a month, best lead first.

        Args:
            month: which month; default the last of the lake.
            level: one level; default every level trained here, stacked with a column `level`.
            model: alias or version; default the one in use here: promoted last, or else trained
                first.

        Raises:
            InputError: there is no such model, or no current profile of the month.
        """
        return scoring.score(self._session, month, level, model)

    def explain(self, entity: str, month: str | None = None, level: str | None = None) -> Explained:
        """Why one entity has its score, whatever its rank.

        Raises:
            InputError: the entity is unknown at that month, was not scored, or is known at
                several levels of which none was named.
        """
        return explaining.explain(self._session, entity, month, level)

    def compare(
        self,
        level: str,
        challenger: int | str,
        champion: int | str | None = None,
        months: Sequence[str] | None = None,
    ) -> Comparison:
        """Hold a challenger against the version in use, on the same months, and ask the gate.

        What comes out is kept in `comparisons/` of the workspace and logged, without names, to
        the challenger's version.

        Args:
            level: `institution`, `doctor` or `patient`.
            challenger: version or alias.
            champion: version or alias; default the one in use here.
            months: which months; default the last ones that `gate.toml` asks for.

        Raises:
            InputError: there is no such version, both are the same, or a month cannot be judged.
        """
        return comparing.compare(self._session, level, challenger, champion, months)

    def promote(
        self,
        level: str,
        challenger: int | str,
        *,
        override: str | None = None,
        by: str | None = None,
    ) -> Promotion:
        """Put a challenger in use when the gate lets it pass, or a named person overrides it.

        It rests on the kept comparison with the version in use if nothing has changed since,
        else the two are compared first.

        Args:
            level: `institution`, `doctor` or `patient`.
            challenger: version or alias.
            override: why it is put in use although the gate does not let it pass.
            by: who decides; with `override` it must be named.

        Raises:
            InputError: the gate holds it and nobody overrides, or the reason or name is missing.
        """
        return rollout.promote(self._session, level, challenger, override, by)

    def rollback(self, level: str, *, reason: str = "", by: str | None = None) -> Promotion:
        """Go back to the version that was in use before; it is loaded first, to be sure.

        Raises:
            InputError: there is none, or it cannot be loaded unchanged.
        """
        return rollout.rollback(self._session, level, reason, by)

    def history(self, level: str | None = None) -> pl.DataFrame:
        """Which version was in use since when, by whom and why, the first one first.

        Raises:
            InputError: the log was changed.
        """
        return history_table(self.root, level)

    def card(self, level: str, model: int | str | None = None) -> Card:
        """The card of a version: what it is, what it rests on, how good, since when, its limits."""
        return rollout.card(self._session, level, model)

    def shadow(self, level: str, challenger: int | str | None = None) -> list[int]:
        """Let a challenger score each month beside the champion; None ends it.

        Its scores lie in `shadow/`, and no list is made from them.
        """
        return rollout.shadow(self._session, level, challenger)

    def shadows(self, level: str) -> pl.DataFrame:
        """How the lists of a shadow agree with those of the version in use, month by month."""
        return rollout.shadows(self._session, level)

    def targets(self, month: str | None = None, policy: Path | str | None = None) -> Listed:
        """The month's list cut to capacity, with dossiers, evidence and manifest."""
        return lists.targets(self._session, month, policy)

    def verify(self, folder: Path | str, *, from_lake: bool = False) -> list[str]:
        """Compute a list again from what it pins: what differs; nothing when it is equal.

        Args:
            folder: the folder of the list, also as a path in the workspace.
            from_lake: begin with the claims instead of the profiles; takes a monthly run.

        Raises:
            InputError: it is no list, or one that cannot be computed again.
        """
        return lists.verify(self._session, folder, from_lake=from_lake)

    def draw(
        self,
        month: str | None = None,
        roster: Path | str | None = None,
        policy: Path | str | None = None,
    ) -> Drawn:
        """The draw of a month's list (双随机): its random targets, and who inspects them.

        Args:
            month: a month that has a list; default the last of the lake.
            roster: CSV of the inspectors; without it none are drawn.
            policy: the policy that says how many inspectors go, and whether into their own area.

        Raises:
            InputError: the month has no list, or a target too few inspectors without a recusal.
        """
        return draws.draw(self._session, month, roster, policy)

    def verify_draw(self, file: Path | str) -> list[str]:
        """Draw again from a published file alone: what differs from it; nothing when it holds."""
        return differences(Path(file))

    def forms(
        self,
        out: Path | str,
        month: str | None = None,
        *,
        areas: Path | str | None = None,
        public: bool = False,
    ) -> list[Path]:
        """Write a month's report forms as a folder: a workbook, and a CSV of each.

        Args:
            out: the folder; it is made, or replaced where it holds earlier forms.
            month: which month's cases and list; default the last of the lake.
            areas: CSV of what the areas have set up (`docs/templates/areas.csv`).
            public: only the forms that name nobody, small counts hidden.

        Raises:
            InputError: `out` holds something else, or `areas` cannot be read.
        """
        return forms.forms(self._session, out, month, areas, public=public)

    def run(self, month: str | None = None, policy: Path | str | None = None) -> Listed:
        """The monthly job: profile, score, targets. What is already done is not done again."""
        return lists.run(self._session, month, policy)

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
        return watch.backtest(self._session, first, last, level, model, policy)

    def backtest_folder(self, level: str, first: str, last: str) -> Path:
        """Where a backtest is kept."""
        return watch.backtest_folder(self.root, level, first, last)

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
        return watch.monitor(self._session, month, against)

    def monitor_folder(self, month: str) -> Path:
        """Where what was watched of a month is kept."""
        return watch.monitor_folder(self.root, month)
