"""Everything that turns a profile of one level into scores: one immutable value, one file set."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import polars as pl

from models import tally
from models.anomaly import AnomalyModel
from models.cases import CaseModel, restore
from models.description import Description, Floats, check_profile, widened, z_column
from models.families import Families
from models.isolation import Isolation
from models.joint import Joint
from models.persistence import dump_forest, dump_json, dump_table, load_forest

_CASE = "case"
"""How the names of the files of the case model's boosters begin."""

_FORMAT = 5
"""What `dump` writes and `load` reads; counted up when a file of before means something else."""

SCORES = pl.Schema(
    {
        "entity_id": pl.String,
        "month": pl.String,
        "anomaly": pl.Float64,
        "case_margin": pl.Float64,
        "score": pl.Float64,
        "percentile": pl.Float64,
        "probability": pl.Float64,
        "rank": pl.Int64,
        "not_scored_reason": pl.String,
        "model_version": pl.String,
    }
)
"""Columns of the scores frame, in order."""


REFERENCE: dict[str, pl.DataType | type[pl.DataType]] = {
    "peer_group": pl.String,
    "feature": pl.String,
    "median": pl.Float64,
}
"""Columns that a reference has at least."""


class FormatError(ValueError):
    """The files are those of a model, but of a format that is not read here."""


@dataclass(frozen=True)
class Contributions:
    """What each feature adds to the score of each entity.

    Attributes:
        base: the score of an entity of which nothing is known.
        frame: `entity_id`, `feature`, `contribution_anomaly`, `contribution_case`, `contribution`
            (their sum), all on the scale of the score; sorted by entity and feature. Base + the
            sum of an entity's contributions = its score.
    """

    base: float
    frame: pl.DataFrame


@dataclass(frozen=True)
class Bundle:
    """A trained model of one level.

    Attributes:
        level: `institution`, `doctor` or `patient`.
        descriptions: the features it was trained on, sorted by name.
        anomaly: the tally and the isolation forest.
        cases: the case model; None when past outcomes were too few.
        joint: how the two become one score.
        reference: how the peers of the last month it learned from stand (`peer_group`, `feature`,
            `median`, quantiles): whom a profile is compared with where its own peers are not at
            hand.
        facts: what is to be remembered about the training; plain JSON values only.
        families: which kind of case an entity resembles; no part of the score.
    """

    level: str
    descriptions: tuple[Description, ...]
    anomaly: AnomalyModel
    cases: CaseModel | None
    joint: Joint
    reference: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFERENCE))
    facts: Mapping[str, Any] = field(default_factory=dict)
    families: Families = field(default_factory=Families)

    @property
    def columns(self) -> tuple[str, ...]:
        """The profile columns that the model reads, sorted."""
        z = {z_column(name) for name in self.anomaly.features}
        return tuple(sorted(z.union(self.cases.columns if self.cases else ())))

    def score(self, profile: pl.DataFrame, model_version: str) -> pl.DataFrame:
        """Score one month's profile.

        Entities with a `not_scored_reason` keep it and get nulls. Percentile (100 = most
        suspicious, ties share) and rank (1 = best lead, ties by entity id) are among the scored.

        Returns:
            A frame with the columns of `SCORES`, best lead first, the unscored last.

        Raises:
            ValueError: when the profile lacks columns, holds what is not text or no number where
                it should, or holds an entity twice.
        """
        check_profile(profile, self.columns)
        _check_one_row_each(profile)
        scored = profile.filter(pl.col("not_scored_reason").is_null())
        ranked = self._numbers(scored).sort("entity_id").with_columns(_percentile(), _rank())
        rest = profile.filter(pl.col("not_scored_reason").is_not_null())
        return (
            pl.concat(
                [ranked, rest.select("entity_id", "month", "not_scored_reason")], how="diagonal"
            )
            .with_columns(pl.lit(model_version).alias("model_version"))
            .select(SCORES.names())
            .cast(SCORES)
            .sort("rank", "entity_id", nulls_last=True)
        )

    def contributions(self, profile: pl.DataFrame, entity_ids: Sequence[str]) -> Contributions:
        """Explain the scores of some entities of a profile exactly (TreeSHAP).

        Raises:
            ValueError: when an entity is not in the profile, or was not scored.
        """
        rows = _listed(profile, entity_ids)
        base_anomaly, anomaly = self.anomaly.contributions(rows)
        base_case, case = self._of_cases(rows)
        names = [description.name for description in self.descriptions]
        frame = _long(
            rows.get_column("entity_id"),
            names,
            self.joint.w_anomaly * widened(anomaly, self.anomaly.features, names),
            case,
        )
        base = self.joint.w_anomaly * base_anomaly + base_case
        return Contributions(base + self.joint.const, frame)

    def dump(self) -> dict[str, bytes]:
        """The bundle as files: JSON, the forest, the reference, `case_NN.txt` per booster."""
        return {
            "bundle.json": dump_json(self._card()),
            "forest.skops": dump_forest(self.anomaly.isolation.forest),
            "reference.parquet": dump_table(self.reference),
            **(self.cases.texts(_CASE) if self.cases else {}),
            **self.families.dump(),
        }

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> "Bundle":
        """Read what `dump` wrote; the loaded bundle gives identical scores.

        Raises:
            FormatError: when another version of feijian wrote it.
            ValueError: when a file is missing or holds types that are not trusted.
        """
        missing = sorted({"bundle.json", "forest.skops", "reference.parquet"} - set(files))
        if missing:
            raise ValueError(f"not a whole model: {', '.join(missing)} missing")
        card = json.loads(files["bundle.json"])
        if card.get("format") != _FORMAT:
            raise FormatError(
                f"a model of format {card.get('format', 1)}, and this version reads {_FORMAT}: "
                "train it anew"
            )
        return cls(
            level=card["level"],
            descriptions=tuple(_description(entry) for entry in card["descriptions"]),
            anomaly=_anomaly(card["anomaly"], load_forest(files["forest.skops"])),
            cases=card["cases"] and restore(card["cases"], _CASE, files),
            joint=Joint(**card["joint"]),
            reference=pl.read_parquet(files["reference.parquet"]),
            facts=card["facts"],
            families=Families.load(files),
        )

    def _numbers(self, scored: pl.DataFrame) -> pl.DataFrame:
        """Anomaly, margin, score and probability of scored rows."""
        anomaly = self.anomaly.anomaly(scored)
        margins = self.cases.margins(scored) if self.cases else None
        case = None if margins is None else self.joint.case(margins)
        score = self.joint.score(anomaly, margins)
        return scored.select("entity_id", "month").with_columns(
            pl.Series("anomaly", anomaly, pl.Float64),
            _floats("case_margin", case, scored.height),
            pl.Series("score", score, pl.Float64),
            _floats("probability", self.joint.probability(score), scored.height),
        )

    def _of_cases(self, rows: pl.DataFrame) -> tuple[float, Floats]:
        """What past cases add to the scores: the base, and one column per feature."""
        if self.cases is None:
            return 0.0, np.zeros((rows.height, len(self.descriptions)))
        bases, shares = self.cases.contributions(rows)
        weights = self.joint.w_cases
        return float(weights @ bases), (weights[:, None, None] * shares).sum(axis=0)

    def _card(self) -> dict[str, Any]:
        """All that is neither forest nor booster."""
        return {
            "format": _FORMAT,
            "level": self.level,
            "descriptions": [asdict(description) for description in self.descriptions],
            "anomaly": {
                "features": self.anomaly.features,
                "directions": self.anomaly.directions,
                "tally": asdict(self.anomaly.tally),
                "usual": self.anomaly.usual,
                "spread": self.anomaly.spread,
            },
            "cases": self.cases and self.cases.card(),
            "joint": asdict(self.joint),
            "facts": dict(self.facts),
        }


def _percentile() -> pl.Expr:
    place = pl.col("score").rank("average") - 1
    others = pl.len() - 1
    return pl.when(others > 0).then(100.0 * place / others).otherwise(100.0).alias("percentile")


def _rank() -> pl.Expr:
    """1 for the highest score; expects rows sorted by entity id, which breaks ties."""
    return pl.col("score").rank("ordinal", descending=True).cast(pl.Int64).alias("rank")


def _listed(profile: pl.DataFrame, entity_ids: Sequence[str]) -> pl.DataFrame:
    _check_one_row_each(profile)
    rows = profile.filter(
        pl.col("entity_id").is_in(list(entity_ids)), pl.col("not_scored_reason").is_null()
    ).sort("entity_id")
    absent = sorted(set(entity_ids) - set(rows.get_column("entity_id")))
    if absent:
        raise ValueError(f"not scored in this profile: {', '.join(absent)}")
    return rows


def _check_one_row_each(profile: pl.DataFrame) -> None:
    twice = profile.filter(pl.col("entity_id").is_duplicated()).get_column("entity_id")
    if not twice.is_empty():
        raise ValueError(
            "a profile to be scored is one month with one row per entity; "
            f"more than one for {', '.join(twice.unique().sort().head(5))}"
        )


def _long(
    entity_ids: pl.Series, names: Sequence[str], anomaly: Floats, case: Floats
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "entity_id": np.repeat(entity_ids.to_numpy(), len(names)),
            "feature": list(names) * len(entity_ids),
            "contribution_anomaly": anomaly.ravel(),
            "contribution_case": case.ravel(),
            "contribution": (anomaly + case).ravel(),
        },
        schema_overrides={"entity_id": pl.String, "feature": pl.String},
    )


def _floats(name: str, values: Floats | None, height: int) -> pl.Series:
    return pl.Series(name, [None] * height if values is None else values, pl.Float64)


def _anomaly(card: Mapping[str, Any], forest: Any) -> AnomalyModel:  # noqa: ANN401  # sklearn
    return AnomalyModel(
        tuple(card["features"]),
        tuple(card["directions"]),
        tally.restore(card["tally"]),
        Isolation(forest),
        card["usual"],
        card["spread"],
    )


def _description(entry: Mapping[str, Any]) -> Description:
    return Description(**{**entry, "violations": tuple(entry["violations"])})
