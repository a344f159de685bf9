"""What a bureau would otherwise use, each as its users would: with its defaults.

A notebook's two see 28 plain aggregates of the claims; all else the raw values and the peer z of
every feature of our profile. Where a method cannot take a gap, the gap is the median of its column.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl

from benchmarks.detection.problem import Problem
from features.contract import ENTITY_KEY
from features.windows import trailing
from models.description import Floats, matrix, z_column
from models.labels import KEY
from pipelines.profile import HITS


def size(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """What the fund paid."""
    return problem.size


def rules(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """How many named rules are crossed; among equals, what the signals' hits are about in fen."""
    place, key = problem.place, ENTITY_KEY[problem.level]
    raised = place.workspace.alerts(place.month, problem.level).group_by("entity_id").len("alerts")
    window = trailing(place.month, place.workspace.settings.window_months)
    at_issue = (
        place.workspace.store.scan(HITS, window)
        .group_by(pl.col(key).alias("entity_id"))
        .agg(fen=pl.col("amount_fen").sum())
        .collect()
    )
    beside = (
        problem.rows.select("entity_id")
        .join(raised, on="entity_id", how="left")
        .join(at_issue, on="entity_id", how="left")
        .fill_null(0)
        .sort("entity_id")
    )
    alerts, fen = matrix(beside, ["alerts", "fen"]).T
    return np.asarray(alerts + fen / (1.0 + fen.max()), dtype=np.float64)


def notebook_forest(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """A plain isolation forest of 300 trees on 28 aggregates."""
    return _isolated(_aggregated(problem, problem.rows), seed)


def notebook_lightgbm(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:
    """LightGBM as it comes on 28 aggregates."""
    return _classified(problem, labelled, _boosted(seed), _aggregated)


def sklearn_forest(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """A plain isolation forest of 300 trees."""
    return _isolated(_profiled(problem, problem.rows), seed)


def pyod_forest(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """PyOD's isolation forest."""
    from pyod.models.iforest import IForest

    return _detected(problem, IForest(random_state=seed))


def ecod(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """PyOD's empirical tail probabilities."""
    from pyod.models.ecod import ECOD

    return _detected(problem, ECOD())


def copod(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """PyOD's copulas."""
    from pyod.models.copod import COPOD

    return _detected(problem, COPOD())


def hbos(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:  # noqa: ARG001
    """PyOD's histograms."""
    from pyod.models.hbos import HBOS

    return _detected(problem, HBOS())


def lightgbm(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:
    """LightGBM as it comes."""
    return _classified(problem, labelled, _boosted(seed))


def logistic(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:
    """Logistic regression on standardised columns."""
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    regression = LogisticRegression(max_iter=2000, random_state=seed)
    filled = SimpleImputer(strategy="median", keep_empty_features=True)
    model = make_pipeline(filled, StandardScaler(), regression)
    return _classified(problem, labelled, model)


def boosting_machine(problem: Problem, labelled: pl.DataFrame, seed: int) -> Floats:
    """An explainable boosting machine of four bags, without pairs of columns.

    With its fourteen bags and pairs searched among all columns, one fit takes minutes on a profile
    as wide as ours.
    """
    from interpret.glassbox import ExplainableBoostingClassifier

    model = ExplainableBoostingClassifier(interactions=0, outer_bags=4, random_state=seed, n_jobs=1)
    return _classified(problem, labelled, model)


def _isolated(numbers: Floats, seed: int) -> Floats:
    from sklearn.ensemble import IsolationForest

    rows = _filled(numbers)
    forest = IsolationForest(n_estimators=300, random_state=seed, n_jobs=1).fit(rows)
    return np.asarray(-forest.score_samples(rows), dtype=np.float64)


def _boosted(seed: int) -> Any:  # noqa: ANN401  # untyped library
    from lightgbm import LGBMClassifier

    return LGBMClassifier(random_state=seed, n_jobs=1, verbose=-1)


def _detected(problem: Problem, detector: Any) -> Floats:  # noqa: ANN401  # untyped libraries
    detector.fit(_filled(_profiled(problem, problem.rows)))
    return np.asarray(detector.decision_scores_, dtype=np.float64)


def _profiled(problem: Problem, rows: pl.DataFrame) -> Floats:
    """Raw values and peer z of `rows`."""
    names = [feature.name for feature in problem.evidence.descriptions]
    both = [column for name in names for column in (name, z_column(name)) if column in rows]
    return _telling(rows, problem.rows, both)


def _aggregated(problem: Problem, rows: pl.DataFrame) -> Floats:
    """A notebook's aggregates of `rows`."""
    known = problem.aggregates
    of, ranked = (
        frame.select(KEY).join(known, on=KEY, how="left", maintain_order="left")
        for frame in (rows, problem.rows)
    )
    return _telling(of, ranked, known.drop(KEY).columns)


def _telling(rows: pl.DataFrame, ranked: pl.DataFrame, names: Sequence[str]) -> Floats:
    """Numbers of `rows`, gaps as NaN, without columns that tell none of the `ranked` apart."""
    return matrix(rows, [name for name in names if ranked[name].drop_nulls().n_unique() > 1])


def _classified(
    problem: Problem,
    labelled: pl.DataFrame,
    model: Any,  # noqa: ANN401  # untyped libraries
    numbers: Callable[[Problem, pl.DataFrame], Floats] = _profiled,
) -> Floats:
    rows = problem.taught(labelled)
    model.fit(numbers(problem, rows), rows.get_column("y").to_numpy())
    chances = model.predict_proba(numbers(problem, problem.rows))
    return np.asarray(chances, dtype=np.float64)[:, 1]


def _filled(numbers: Floats) -> Floats:
    return np.where(np.isnan(numbers), np.nanmedian(numbers, axis=0), numbers)
