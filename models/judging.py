"""How the procedure of a training ranks those it could not know.

Training, tuning and calibration all look at the same rows: each entity ranked by a model that
never saw it.
"""

import polars as pl

from models.anomaly import AnomalyModel
from models.folds import Fold, Split
from models.labels import KEY
from models.learning import Evidence, Plan, learn


def judged(evidence: Evidence, division: Split, forest: AnomalyModel) -> pl.DataFrame:
    """Every fold of a division, judged.

    Returns:
        `fold, entity_id, month, y` (1 confirmed), the rankings `size` (where there is one),
        `anomaly`, `case` and `model`, and `probability` (null where none is claimed).
    """
    folds = (judge(evidence, fold, forest_of(evidence, fold, forest)) for fold in division.folds)
    return pl.concat(folds)


def forest_of(evidence: Evidence, fold: Fold, latest: AnomalyModel) -> AnomalyModel:
    """The forest of a fold's cut-off month; the latest where entities, not time, are held out."""
    return latest if fold.month is None else evidence.forest(fold.month)


def judge(evidence: Evidence, fold: Fold, forest: AnomalyModel) -> pl.DataFrame:
    """Train without a fold's test, as of its cut-off, and rank the test (see `judged`)."""
    model, weights = learn(evidence, evidence.taught(fold), forest)
    test = evidence.with_profiles(evidence.known.join(fold.test, on=KEY, how="semi"))
    anomaly, margins = forest.anomaly(test), model.margins(test)
    score = weights.score(anomaly, margins)
    probability = weights.probability(score)
    return rankings(test, fold.name, evidence.plan).with_columns(
        pl.Series("anomaly", anomaly),
        pl.Series("case", weights.case(margins)),
        pl.Series("model", score),
        pl.lit(None, pl.Float64).alias("probability")
        if probability is None
        else pl.Series("probability", probability),
    )


def unaided(evidence: Evidence, forest: AnomalyModel) -> pl.DataFrame:
    """Without a case model: how the forest ranks the few that were inspected."""
    inspected = evidence.known.filter(pl.col("outcome").is_not_null())
    latest = inspected.unique("entity_id", keep="last", maintain_order=True)
    test = evidence.with_profiles(latest)
    anomaly = pl.Series("anomaly", forest.anomaly(test), pl.Float64)
    return rankings(test, "inspected", evidence.plan).with_columns(anomaly, anomaly.alias("model"))


def rankings(test: pl.DataFrame, fold: str, plan: Plan) -> pl.DataFrame:
    """Who is judged, what was found, and how big they are."""
    size = [pl.col(plan.size).cast(pl.Float64).alias("size")] if plan.size in test.columns else []
    y = (pl.col("outcome") == "confirmed").cast(pl.Int64).alias("y")
    return test.select(pl.lit(fold).alias("fold"), *KEY, y, *size)
