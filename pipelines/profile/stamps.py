"""What every stage of a profile was made from: the stamps that tell whether it still holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from features.catalogue import CATALOGUE, PROFILE_LEVELS
from pipelines.manifest import code_hash, config_hash, file_hash, inputs_hash, is_current
from pipelines.profile.kept import BEHIND, ENCOUNTERS, HITS, REGISTERS, STAMP, WHO
from pipelines.profile.months import Months
from pipelines.profile.relevant import Relevant
from pipelines.rings import RINGS
from pipelines.settings import Settings
from pipelines.store import Store


@dataclass(frozen=True)
class Stamps:
    """Hashes of lake partitions, code and configuration that a stage rests on."""

    store: Store
    settings: Settings
    months: Months
    relevant: Relevant

    def all_current(self, month: str) -> bool:
        """Whether the profiles of `month`, and all that they rest on, are of what is held now."""
        window = self.months.window(month)
        made = [*self.months.before(month), *window]
        profiles = self.of_profiles(month)
        return (
            all(
                self.is_current(ENCOUNTERS, m, self.of_encounters(m, self.relevant.of(m)))
                for m in made
            )
            and all(self.is_current(HITS, m, self.of_hits(m)) for m in window)
            and all(
                self.is_current(folder, month, profiles)
                for folder in (RINGS, *(f"profiles/{level}" for level in PROFILE_LEVELS))
            )
        )

    def is_current(self, folder: str, month: str, inputs: dict[str, str]) -> bool:
        """Whether a stage of a month was made from just these."""
        return is_current(self.store.partition(folder, month, STAMP), inputs)

    def of_encounters(
        self, month: str, rests_on: Mapping[str, Mapping[str, str]]
    ) -> dict[str, str]:
        """Of the parts of a month, and the rows of other months that they rest on."""
        hashes = {table: inputs_hash(of_months) for table, of_months in rests_on.items()}
        return {**self._inputs(month, setl=[month], fee=[month]), **hashes}

    def of_hits(self, month: str) -> dict[str, str]:
        """Of the hits of a month."""
        return {
            **self._inputs(
                month,
                setl=[month],
                fee=[*self.months.unsettled(month), month],
                **dict.fromkeys(BEHIND, self.months.lookback(month)),
                **dict.fromkeys(REGISTERS),
            ),
            **self._decided([month]),
            "encounters": self._stamps(ENCOUNTERS, self.months.lookback(month)),
        }

    def of_profiles(self, month: str) -> dict[str, str]:
        """Of profiles and rings of a window."""
        window = self.months.window(month)
        return {
            **self._inputs(month, **dict.fromkeys(WHO)),
            **self._decided(window),
            "encounters": self._stamps(ENCOUNTERS, [*self.months.before(month), *window]),
            "hits": self._stamps(HITS, window),
        }

    def _decided(self, months: list[str]) -> dict[str, str]:
        """Configuration, and which tables and columns that somebody needs are there."""
        needed = {need for feature in CATALOGUE for need in feature.needs}
        supplied = sorted(needed & self.store.supplied(months))
        return {
            "config": config_hash(),
            "settings": repr(self.settings.thresholds),
            "supplied": inputs_hash(dict.fromkeys(supplied, "")),
        }

    def _stamps(self, folder: str, months: list[str]) -> str:
        paths = {m: self.store.partition(folder, m, STAMP) for m in months}
        return inputs_hash({m: file_hash(p) if p.exists() else "" for m, p in paths.items()})

    def _inputs(self, month: str, **tables: list[str] | None) -> dict[str, str]:
        """Hashes of lake partitions: the months named, or with None all up to `month`."""
        lake = {
            table: inputs_hash(dict(self._lake_hashes(table, month, months)))
            for table, months in tables.items()
        }
        return {"code": code_hash("features"), **lake}

    def _lake_hashes(
        self, table: str, month: str, months: list[str] | None
    ) -> Iterator[tuple[str, str]]:
        folder = f"lake/{table}"
        for each in self.store.months(folder):
            wanted = each in months if months is not None else each <= month or each == "all"
            if wanted:
                yield each, file_hash(self.store.partition(folder, each))
