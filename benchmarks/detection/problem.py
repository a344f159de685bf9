"""One level of a place: whom to rank, what is known of them, and who is guilty."""

from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from benchmarks.detection.notebook import aggregates
from benchmarks.detection.places import Place
from features.catalogue import inputs_of
from features.windows import trailing
from models.description import Floats, matrix
from models.labels import KEY
from models.learning import Evidence
from models.trees import TreeParams
from pipelines.causes import planted_in
from pipelines.engine import Engine
from pipelines.profile import Profiler
from pipelines.settings import CONFIG
from pipelines.targets.policy_file import read_policy
from pipelines.train import SIZE, Trainer


@dataclass(frozen=True)
class Problem:
    """A ranking to be made, the same for all that compete.

    Attributes:
        place: where.
        level: `institution`, `doctor` or `patient`.
        evidence: snapshots and the outcomes known before the month.
    """

    place: Place
    level: str
    evidence: Evidence

    @classmethod
    def of(cls, place: Place, level: str) -> "Problem":
        """Gather what the project itself would train on."""
        trainer = Trainer(_profiler(place), level, place.month)
        policy = read_policy(CONFIG / "policies" / f"{place.workspace.settings.policy}.toml")
        plan = trainer.plan(policy.capacity[level], TreeParams())
        snapshots = trainer.snapshots()
        labelled = trainer.labelled(snapshots)
        return cls(place, level, Evidence.gather(snapshots, labelled, inputs_of(level), plan))

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The profile that is ranked: who can be scored in the month, sorted by entity."""
        month = self.evidence.profiles.filter(pl.col("month") == self.place.month)
        return month.sort("entity_id")

    @cached_property
    def aggregates(self) -> pl.DataFrame:
        """What a notebook knows of all that `evidence` profiles: `entity_id, month`, 28 numbers."""
        months = self.evidence.profiles.get_column("month").unique().sort().to_list()
        return aggregates(_profiler(self.place), self.level, months)

    @cached_property
    def size(self) -> Floats:
        """What the fund paid to each of `rows`."""
        return matrix(self.rows.with_columns(pl.col(SIZE).fill_null(0)), [SIZE])[:, 0]

    @cached_property
    def judged(self) -> dict[str, pl.DataFrame]:
        """By whom -> those of `rows` who can be judged: `entity_id, y` (1 guilty), sorted.

        `inspected`: whoever has a known outcome. `planted`: everybody in a simulated city.
        """
        latest = self.taught(self.evidence.known.filter(pl.col("month") == self.place.month))
        inspected = latest.select("entity_id", "y").sort("entity_id")
        if self.place.truth is None:
            return {"inspected": inspected}
        guilty = self.schemes.filter(~pl.col("innocent")).get_column("entity_id").implode()
        y = pl.col("entity_id").is_in(guilty).cast(pl.Int64)
        return {"inspected": inspected, "planted": self.rows.select("entity_id", y=y)}

    @property
    def can_be_taught(self) -> bool:
        """Whether outcomes of both kinds are known."""
        return self.judged["inspected"].get_column("y").n_unique() > 1

    @cached_property
    def schemes(self) -> pl.DataFrame:
        """The cheats and look-alikes of this level that ran within the month's window."""
        assert self.place.truth is not None, "only a simulated city knows its truth"
        window = trailing(self.place.month, self.place.workspace.settings.window_months)
        return planted_in(self.place.truth, window).filter(pl.col("level") == self.level)

    def seeded(self, seed: int) -> Evidence:
        """The evidence with another seed of everything drawn."""
        return replace(self.evidence, plan=replace(self.evidence.plan, seed=seed))

    def taught(self, labelled: pl.DataFrame) -> pl.DataFrame:
        """The profiles behind known outcomes, with `y`, sorted by key."""
        known = labelled.filter(pl.col("outcome").is_not_null())
        y = (pl.col("outcome") == "confirmed").cast(pl.Int64)
        return self.evidence.with_profiles(known).with_columns(y=y).sort(KEY)


def _profiler(place: Place) -> Profiler:
    return Profiler(place.workspace.store, place.workspace.settings, Engine())
