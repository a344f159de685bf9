"""A workspace as its verbs find it: whose folder it is, and what holds where nothing is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from features.windows import first_day
from models.reasons import Lang
from pipelines import audit
from pipelines.engine import Engine
from pipelines.errors import InputError
from pipelines.lock import WorkspaceLock
from pipelines.profile import Profiler
from pipelines.progress import Progress, silent
from pipelines.settings import CONFIG, Settings, load_settings
from pipelines.store import Store
from pipelines.targets.policy import Policy
from pipelines.targets.policy_file import read_policy


@dataclass(frozen=True)
class Session:
    """What every verb of a workspace rests on.

    Attributes:
        root: the folder.
        store: what lies in it.
        lock: who may write in it.
        lang: language of sentences and pages.
        progress: told what long work is doing.
        by: who makes what bears a mark; None is the user of the machine.
    """

    root: Path
    store: Store
    lock: WorkspaceLock
    lang: Lang = "zh"
    progress: Progress = silent
    by: str | None = None

    @property
    def settings(self) -> Settings:
        """What `config/` and the workspace's `feijian.toml` decide, read anew."""
        return load_settings(self.root)

    @contextmanager
    def writing(self, act: str) -> Iterator[None]:
        """Be the one that writes here, after what a killed run left was put in order."""
        with self.lock.held(act) as died:
            if died is not None:
                audit.record(self.root, "recover", run=died)
            yield

    def profiler(self) -> Profiler:
        """Who makes the profiles of a month, by the settings of now."""
        return Profiler(self.store, self.settings, Engine())

    def policy_file(self, policy: Path | str | None) -> Path:
        """The policy asked for; by default the one of the settings."""
        default = CONFIG / "policies" / f"{self.settings.policy}.toml"
        return Path(policy) if policy else default

    def policy(self, policy: Path | str | None = None) -> Policy:
        """What that file says.

        Raises:
            InputError: it cannot be read.
        """
        return read_policy(self.policy_file(policy))

    def capacity(self, level: str) -> int:
        """Places on the list of a level."""
        return self.policy().capacity[level]

    def month(self, month: str | None) -> str:
        """The month asked for, checked; by default the last one of the lake.

        Raises:
            InputError: it is no month, or the lake is empty.
        """
        if month is None:
            held = self.store.months("lake/setl")
            if not held:
                raise InputError(f"{self.root}: the lake is empty; run `feijian ingest` first")
            return held[-1]
        try:
            first_day(month)
        except ValueError as error:
            raise InputError(str(error)) from error
        return month
