"""The verbs of a workspace that decide which model is used: compare, promote, rollback, history.

`Workspace` inherits them; they stand here because they share one thought.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import polars as pl

from models.comparison import CHALLENGER, CHAMPION
from models.reasons import Lang
from pipelines import audit
from pipelines.errors import InputError
from pipelines.profile import Profiler
from pipelines.progress import Progress
from pipelines.registry.champions import back, begin, move
from pipelines.registry.in_use import in_use
from pipelines.registry.promotions import Promotion, history
from pipelines.registry.versions import Version, champion, load
from pipelines.rollout.card import Card, card
from pipelines.rollout.comparing import Comparer, Comparison
from pipelines.rollout.judging import Judge
from pipelines.rollout.keeping import Kept, folder_of, keep, log, read_kept
from pipelines.rollout.rules import read_rules
from pipelines.rollout.shadows import score_shadows, set_shadow, shadow_agreement, shadows_of
from pipelines.train import check_level

HISTORY: dict[str, type[pl.DataType]] = {
    "number": pl.Int64,
    "at": pl.String,
    "level": pl.String,
    "act": pl.String,
    "before": pl.Int64,
    "version": pl.Int64,
    "by": pl.String,
    "reason": pl.String,
    "verdict": pl.String,
    "held": pl.String,
    "sha256": pl.String,
    "comparison": pl.String,
    "in_use": pl.Boolean,
    "alias": pl.Boolean,
}
"""Columns of `history`: `in_use` marks the line that scores now, `alias` whether the registry's
alias points there as well."""


class RolloutVerbs(ABC):
    """What a workspace can do with models that wait."""

    root: Path
    lang: Lang
    progress: Progress

    @abstractmethod
    def _profiler(self) -> Profiler: ...

    @abstractmethod
    def _writing(self, act: str) -> AbstractContextManager[None]: ...

    @abstractmethod
    def _month(self, month: str | None) -> str: ...

    @abstractmethod
    def _capacity(self, level: str) -> int: ...

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
        check_level(level)
        months = None if months is None else sorted({self._month(month) for month in months})
        comparer = self._comparer(level, challenger, champion)
        with self._writing("compare"):
            found = comparer.run(months or self._compared(comparer))
            keep(self.root, found)
            log(found)
            audit.record(
                self.root, "compare", level=level, verdict=found.decision.verdict,
                versions={name: of["name"] for name, of in found.versions.items()},
                sha256=found.sha256,
            )  # fmt: skip
        return found

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
        check_level(level)
        if override is not None and not (override.strip() and (by or "").strip()):
            raise InputError(
                "an override needs a reason and who decides: --override REASON --by WHO"
            )
        with self._writing("promote"):
            begin(self.root, level)
            kept, version = self._kept(level, challenger)
            if kept.verdict != "pass" and override is None:
                raise InputError(
                    f"{version.label} is not put in use: {kept.verdict} ({', '.join(kept.held)}); "
                    f"see `feijian compare --level {level} --challenger {version.number}`, or "
                    "decide against the gate with --override REASON --by WHO"
                )
            return move(
                self.root,
                "promote" if kept.verdict == "pass" else "override",
                version,
                by=by or audit.who(),
                reason=override or "",
                verdict=kept.verdict,
                held=kept.held,
                comparison=kept.sha256,
            )

    def rollback(self, level: str, *, reason: str = "", by: str | None = None) -> Promotion:
        """Go back to the version that was in use before; it is loaded first, to be sure.

        Raises:
            InputError: there is none, or it cannot be loaded unchanged.
        """
        check_level(level)
        with self._writing("rollback"):
            return back(self.root, level, by=by or audit.who(), reason=reason)

    def history(self, level: str | None = None) -> pl.DataFrame:
        """Which version was in use since when, by whom and why, the first one first.

        Raises:
            InputError: the log was changed.
        """
        if level is not None:
            check_level(level)
        promotions = history(self.root, level)
        last = {each.level: each.number for each in promotions}
        pointed = {each: champion(each) for each in last}
        rows = [
            {
                **vars(each),
                "held": "|".join(each.held),
                "in_use": last[each.level] == each.number,
                "alias": last[each.level] == each.number and pointed[each.level] == each.version,
            }
            for each in promotions
        ]
        return pl.DataFrame(rows, schema=HISTORY)

    def card(self, level: str, model: int | str | None = None) -> Card:
        """The card of a version: what it is, what it rests on, how good, since when, its limits."""
        check_level(level)
        version = load(level, str(model or in_use(self.root, level)))
        return card(self.root, version, self.lang)

    def shadow(self, level: str, challenger: int | str | None = None) -> list[int]:
        """Let a challenger score each month beside the champion; None ends it.

        Its scores lie in `shadow/`, and no list is made from them.
        """
        check_level(level)
        with self._writing("shadow"):
            version = None if challenger is None else load(level, str(challenger))
            set_shadow(self.root, level, version)
            audit.record(self.root, "shadow", level=level, version=version and version.label)
        return shadows_of(self.root, level)

    def shadows(self, level: str) -> pl.DataFrame:
        """How the lists of a shadow agree with those of the version in use, month by month."""
        check_level(level)
        return shadow_agreement(self._profiler().store, level, self._capacity(level))

    def _score_shadows(self, month: str, level: str) -> None:
        score_shadows(self._profiler().store, level, month)

    def _kept(self, level: str, challenger: int | str) -> tuple[Kept, Version]:
        """The comparison with the version in use, and the challenger."""
        comparer = self._comparer(level, challenger, None)
        old, new = (comparer.judge.versions[name] for name in (CHAMPION, CHALLENGER))
        folder = folder_of(self.root, level, old.number, new.number)
        kept = read_kept(folder)
        if kept is None or kept.inputs != comparer.inputs(kept.months):
            self.compare(level, challenger)
            kept = read_kept(folder)
        assert kept is not None, "it has just been kept"
        return kept, new

    def _comparer(self, level: str, challenger: int | str, champion: int | str | None) -> Comparer:
        old = load(level, str(in_use(self.root, level) if champion is None else champion))
        new = load(level, str(challenger))
        if old.number == new.number:
            raise InputError(f"{new.label} is the version in use; name another one to compare")
        judge = Judge(
            self._profiler(), {CHAMPION: old, CHALLENGER: new}, self._capacity(level), self.progress
        )
        return Comparer(judge, read_rules(self.root), self.lang, self.progress)

    def _compared(self, comparer: Comparer) -> list[str]:
        return comparer.judge.months(self._month(None), comparer.rules.evidence.compared_months)
