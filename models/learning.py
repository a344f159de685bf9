"""How one set of outcomes becomes a case model and the weights that join it to the anomaly.

Training, and every fold that judges a training, go through the same few lines here, so what is
judged is what is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import polars as pl

from models import anomaly, cases, joint
from models.anomaly import AnomalyModel
from models.cases import MARGINS, CaseModel
from models.description import Described, Description, Floats, described, matrix
from models.folds import Fold, grouped
from models.joint import Joint
from models.labels import KEY, training_rows
from models.trees import TreeParams

INNER_GROUPS = 5
"""Groups of entities whose margins are taken from models that did not see them."""

DIVISIONS = 8
"""Divisions into such groups whose margins are averaged: of a dozen confirmed it matters who shares
a group with whom (decision 026). They are the same whatever the seed of a training."""


@dataclass(frozen=True)
class Plan:
    """What is decided before training.

    Attributes:
        level: `institution`, `doctor` or `patient`.
        capacity: how many entities of the level can be visited in a month.
        size: the feature that ranks by size alone; None leaves that baseline out.
        params: how the case model's trees are grown.
        trees: trees of the isolation forest.
        bags: boosting runs of a case model; eight agree on the top of the list whatever the seed.
        seed: seed of everything drawn.
        unlabelled_weight: weight of never-inspected entities as if cleared; 0 leaves them out.
    """

    level: str
    capacity: int
    size: str | None = None
    params: TreeParams = field(default_factory=TreeParams)
    trees: int = 1000
    bags: int = 8
    seed: int = 0
    unlabelled_weight: float = 0.0


@dataclass(frozen=True)
class Evidence:
    """All that can be learned from: scored snapshots and what is known of them.

    Attributes:
        profiles: snapshots that can be scored, several months stacked, sorted by key.
        known: `entity_id`, `month`, `outcome`, `known` of each.
        descriptions: the features that the profiles have.
        plan: the decisions.
    """

    profiles: pl.DataFrame
    known: pl.DataFrame
    descriptions: tuple[Description, ...]
    plan: Plan

    @classmethod
    def gather(
        cls,
        snapshots: pl.DataFrame,
        labelled: pl.DataFrame,
        descriptions: Iterable[Described],
        plan: Plan,
    ) -> "Evidence":
        """Keep what can be scored.

        Raises:
            ValueError: when that is nothing.
        """
        profiles = snapshots.filter(pl.col("not_scored_reason").is_null()).sort(KEY)
        if profiles.is_empty():
            raise ValueError("nothing to train on: no entity of any month can be scored")
        gathered = cls(profiles, labelled, described(descriptions, profiles, plan.level), plan)
        return replace(gathered, known=gathered.known_by(labelled))

    def known_by(self, labelled: pl.DataFrame) -> pl.DataFrame:
        """What outcomes tell of the snapshots that can be scored, sorted by key."""
        return labelled.join(self.profiles.select(KEY), on=KEY, how="semi").sort(KEY)

    @property
    def months(self) -> list[str]:
        """The months of the snapshots, earliest first."""
        return self.profiles.get_column("month").unique().sort().to_list()

    @property
    def visited(self) -> float:
        """The share of the scored entities that a month's inspections reach."""
        scored = self.profiles.filter(pl.col("month") == self.months[-1]).height
        return min(1.0, self.plan.capacity / scored)

    def with_profiles(self, keys: pl.DataFrame) -> pl.DataFrame:
        """Keys with the profile beside them, sorted by key."""
        return keys.join(self.profiles, on=KEY).sort(KEY)

    def rows(self, labelled: pl.DataFrame) -> pl.DataFrame:
        """Training rows: outcomes, weights and profiles."""
        return self.with_profiles(
            training_rows(labelled, unlabelled_weight=self.plan.unlabelled_weight)
        )

    def forest(self, month: str) -> AnomalyModel:
        """The isolation forest of one month.

        Of one month alone: an entity that appears in twelve overlapping snapshots would keep its
        own copies company and stop being unusual.
        """
        rows = self.profiles.filter(pl.col("month") == month)
        return anomaly.fit(rows, self.descriptions, trees=self.plan.trees, seed=self.plan.seed)

    def taught(self, fold: Fold) -> pl.DataFrame:
        """Outcomes of a fold's training, and the unlabelled snapshots up to its cut-off."""
        before = pl.col("month") <= fold.month if fold.month else pl.lit(value=True)
        unlabelled = self.known.filter(pl.col("outcome").is_null(), before)
        inspected = self.known.join(fold.train, on=KEY, how="semi")
        apart = unlabelled.join(fold.test, on="entity_id", how="anti")
        return pl.concat([inspected, apart]).sort(KEY)


def learn(
    evidence: Evidence, labelled: pl.DataFrame, forest: AnomalyModel
) -> tuple[CaseModel, Joint]:
    """Fit the case model to outcomes, and learn how to join it to the anomaly.

    The weights see each entity's margins from models trained without that entity.
    """
    held_out = _held_out(evidence, labelled, forest)
    return fit_cases(evidence, labelled, forest), _weights(held_out)


def _held_out(
    evidence: Evidence, labelled: pl.DataFrame, forest: AnomalyModel
) -> list[pl.DataFrame]:
    """What `unseen` gives of every group of every division.

    The bags are shared out among the divisions: more of them grow no more trees.
    """
    plan = evidence.plan
    divisions = min(DIVISIONS, plan.bags)
    shared = replace(evidence, plan=replace(plan, bags=plan.bags // divisions))
    return [
        unseen(shared, labelled, fold, forest)
        for seed in range(divisions)
        for fold in grouped(labelled, groups=INNER_GROUPS, seed=seed)
    ]


def fit_cases(evidence: Evidence, labelled: pl.DataFrame, forest: AnomalyModel) -> CaseModel:
    """Fit the case model to outcomes, with the parameters, bags and seed of the plan."""
    plan = evidence.plan
    return cases.fit(
        evidence.rows(labelled),
        evidence.descriptions,
        forest,
        plan.params,
        bags=plan.bags,
        seed=plan.seed,
    )


def unseen(
    evidence: Evidence, labelled: pl.DataFrame, fold: Fold, forest: AnomalyModel
) -> pl.DataFrame:
    """Key, anomaly, `MARGINS` and `y` of the entities that one fold holds out."""
    model = fit_cases(evidence, labelled.join(fold.test, on="entity_id", how="anti"), forest)
    test = evidence.with_profiles(labelled.join(fold.test, on=KEY, how="semi"))
    return test.select(
        *KEY,
        pl.Series("anomaly", forest.anomaly(test)),
        *map(pl.Series, MARGINS, model.margins(test).T),
        (pl.col("outcome") == "confirmed").cast(pl.Float64).alias("y"),
    )


def _weights(held_out: list[pl.DataFrame]) -> Joint:
    if not held_out:
        return joint.ALONE
    judged = pl.concat(held_out).group_by("entity_id", maintain_order=True)
    averaged = judged.agg(pl.col("anomaly", "y").first(), pl.col(MARGINS).mean())
    values: Floats = matrix(averaged.sort("entity_id"), ["anomaly", *MARGINS, "y"])
    return joint.learn(values[:, 0], values[:, 1:-1], values[:, -1])
