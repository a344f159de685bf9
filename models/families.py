"""Which kind of case an entity resembles: one case model per family of violations.

Beside the one exact score, and never part of it: the score says whom to visit, a family what to
look for there. Each family is told from all other inspected entities, the cleared ones and those
confirmed for something else.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from models import cases, joint
from models.anomaly import AnomalyModel
from models.calibration import calibration, trusted
from models.cases import MARGINS, CaseModel, restore
from models.description import matrix
from models.folds import grouped
from models.joint import Joint
from models.learning import INNER_GROUPS, Evidence, fit_cases, unseen
from models.persistence import dump_json

KINDS: dict[str, type[pl.DataType]] = {
    "entity_id": pl.String,
    "month": pl.String,
    "family": pl.String,
    "margin": pl.Float64,
    "probability": pl.Float64,
    "share": pl.Float64,
}
"""What `kinds` tells of an entity and a family: `share` is how many of the inspected were
confirmed for the family, beside which the probability is to be read."""

CARD = "families.json"
"""The file that holds all of the families but their trees."""


@dataclass(frozen=True)
class FamilyModel:
    """The case model of one family.

    Attributes:
        name: the family.
        cases: tells its confirmed cases from all other inspected entities.
        joint: how its margin becomes a probability; it has no anomaly of its own.
        share: how many of the inspected entities were confirmed for it, 0..1.
        facts: counts and calibration, plain JSON values.
    """

    name: str
    cases: CaseModel
    joint: Joint
    share: float
    facts: Mapping[str, Any]

    def kinds(self, scored: pl.DataFrame) -> pl.DataFrame:
        """The columns of `KINDS` for scored rows."""
        margins = self.cases.margins(scored)
        probability = self.joint.probability(self.joint.score(np.zeros(len(margins)), margins))
        return scored.select(
            "entity_id",
            "month",
            pl.lit(self.name).alias("family"),
            pl.Series("margin", self.joint.case(margins), pl.Float64),
            pl.lit(None, pl.Float64).alias("probability")
            if probability is None
            else pl.Series("probability", probability, pl.Float64),
            pl.lit(self.share).alias("share"),
        )


@dataclass(frozen=True)
class Families:
    """The families that can be told apart, and why the others cannot.

    Attributes:
        models: one per family with cases enough, in the order given to `learn`.
        refused: the other families, each with its reason.
    """

    models: tuple[FamilyModel, ...] = ()
    refused: Mapping[str, str] | None = None

    def kinds(self, profile: pl.DataFrame) -> pl.DataFrame:
        """How much every scored entity of a profile resembles each family.

        Returns:
            The columns of `KINDS`, sorted by entity, the likeliest family first. Without a
            probability, families are in the order of their names.
        """
        scored = profile.filter(pl.col("not_scored_reason").is_null())
        frames = [model.kinds(scored) for model in self.models]
        told = pl.concat([pl.DataFrame(schema=KINDS), *frames])
        return told.sort("entity_id", -pl.col("probability"), "family", nulls_last=True)

    def dump(self) -> dict[str, bytes]:
        """The families as files: `families.json`, and `family_NAME_NN.txt` per booster."""
        card = {"models": [_card(model) for model in self.models], "refused": self.refused or {}}
        files = {CARD: dump_json(card)}
        for model in self.models:
            files |= model.cases.texts(_prefix(model.name))
        return files

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> "Families":
        """Read what `dump` wrote; none where nothing was written.

        Raises:
            ValueError: when trees of a family are missing.
        """
        card = json.loads(files.get(CARD, b'{"models": [], "refused": {}}'))
        return cls(tuple(_model(entry, files) for entry in card["models"]), card["refused"])


def learn(
    evidence: Evidence, labelled: Mapping[str, pl.DataFrame], forest: AnomalyModel
) -> Families:
    """Learn every family that has cases enough.

    Args:
        evidence: what the case model of all violations learned from.
        labelled: family -> `labels.label` of outcomes of which only those confirmed for the
            family are `confirmed` and all others `cleared`.
        forest: measures the evidence; families have no anomaly of their own.
    """
    models, refused = [], {}
    for name, of in labelled.items():
        own = replace(evidence, known=evidence.known_by(of))
        refusal = cases.refusal(own.known)
        if refusal is None:
            models.append(_learned(own, name, forest))
        else:
            refused[name] = refusal
    return Families(tuple(models), refused)


def _learned(evidence: Evidence, name: str, forest: AnomalyModel) -> FamilyModel:
    held_out = _held_out(evidence, forest)
    kept = calibration(_crossed(held_out))
    y = held_out.get_column("y").to_numpy()
    weights, told = trusted(_weights(held_out), kept)
    counts = {"inspected": len(y), "confirmed": int(y.sum())}
    model = fit_cases(evidence, evidence.known, forest)
    return FamilyModel(name, model, weights, float(y.mean()), {**counts, **told})


def _held_out(evidence: Evidence, forest: AnomalyModel) -> pl.DataFrame:
    """Margins of entities from models trained without them: `fold`, the key, `MARGINS` and `y`."""
    folds = grouped(evidence.known, groups=INNER_GROUPS, seed=evidence.plan.seed)
    frames = [
        unseen(evidence, evidence.known, fold, forest).with_columns(fold=pl.lit(fold.name))
        for fold in folds
    ]
    return pl.concat(frames)


def _crossed(held_out: pl.DataFrame) -> pl.DataFrame:
    """Probabilities of each fold by weights learned on the others.

    Where these teach no weights, it is the share confirmed among them.
    """
    frames = []
    for (fold,), rows in held_out.group_by("fold", maintain_order=True):
        others = held_out.filter(pl.col("fold") != fold)
        weights = _weights(others)
        score = weights.score(np.zeros(rows.height), matrix(rows, MARGINS))
        probability = weights.probability(score)
        known = (
            np.full(rows.height, others.get_column("y").mean())
            if probability is None
            else probability
        )
        frames.append(rows.with_columns(pl.Series("probability", known)))
    return pl.concat(frames)


def _weights(held_out: pl.DataFrame) -> Joint:
    """How the margins become log-odds; a family has no anomaly of its own."""
    y = held_out.get_column("y").to_numpy()
    return joint.learn(np.zeros(len(y)), matrix(held_out, MARGINS), y)


def _prefix(name: str) -> str:
    """How the names of the files of a family's boosters begin."""
    return f"family_{name}"


def _card(model: FamilyModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "cases": model.cases.card(),
        "joint": asdict(model.joint),
        "share": model.share,
        "facts": dict(model.facts),
    }


def _model(card: Mapping[str, Any], files: Mapping[str, bytes]) -> FamilyModel:
    cases = restore(card["cases"], _prefix(card["name"]), files)
    return FamilyModel(card["name"], cases, Joint(**card["joint"]), card["share"], card["facts"])
