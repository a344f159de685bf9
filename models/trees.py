"""What several features say together of past cases: gradient boosted trees, averaged over bags.

With a dozen or a few hundred confirmed cases one boosting run depends on its seed. Several, each
with its own draw of columns, are steadier; their mean margin is still a sum over trees,
so its TreeSHAP values stay exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from models.description import Description, Floats, matrix, z_column

_BINS = 63
"""Cuts of a column: outcomes are few, and finer ones rank no better in twice the time (005)."""


@dataclass(frozen=True)
class TreeParams:
    """How the trees are grown.

    The defaults were chosen on 1,284 inspected hospitals: few rounds of trees deep enough for
    several features to act together, each split choosing from a fifth of the columns, which is
    close to a random forest. Every tree sees every row: confirmed ones are too few to leave a
    third of them out, and the columns drawn make the trees differ enough. With the monotone bound
    no reason ever speaks against its own catalogue entry (`tune` may lift it).

    Attributes:
        rounds: trees per bag.
        learning_rate: shrinkage of each tree.
        leaves: the most leaves of a tree.
        depth: the deepest tree; beyond 8 exact explanations become slow.
        min_leaf: fewest rows in a leaf; None adapts it to the number of confirmed rows.
        l2: penalty on leaf values.
        row_share: share of rows that each tree sees.
        column_share: share of columns that each split chooses from.
        monotone: whether the margin may only rise towards the suspicious side of a feature.
    """

    rounds: int = 60
    learning_rate: float = 0.05
    leaves: int = 31
    depth: int = 8
    min_leaf: int | None = None
    l2: float = 1.0
    row_share: float = 1.0
    column_share: float = 0.2
    monotone: bool = True


@dataclass(frozen=True)
class Trees:
    """Boosted trees on raw values and peer z of all features, size and mix included.

    Attributes:
        boosters: one `lightgbm.Booster` per bag.
        columns: the profile columns they see, in order.
        features: the features of the contributions, in order.
    """

    boosters: tuple[Any, ...]
    columns: tuple[str, ...]
    features: tuple[str, ...]

    def margin(self, profile: pl.DataFrame) -> Floats:
        """Mean raw log-odds of each row: how much it resembles confirmed rather than cleared."""
        if profile.is_empty():
            return np.empty(0)
        rows = matrix(profile, self.columns)
        margins = [booster.predict(rows, raw_score=True) for booster in self.boosters]
        return np.asarray(np.mean(margins, axis=0), dtype=np.float64)

    def contributions(self, profile: pl.DataFrame) -> tuple[float, Floats]:
        """Exact TreeSHAP of `margin`: the base, and one column per feature.

        What a feature's raw value and its peer z contribute is one contribution. Base + the sum
        of a row = its margin.
        """
        rows = matrix(profile, self.columns) if profile.height else np.zeros((1, len(self.columns)))
        shares = np.mean([b.predict(rows, pred_contrib=True) for b in self.boosters], axis=0)
        base = float(shares[0, -1])
        return base, self._by_feature(shares[: profile.height, :-1])

    def _by_feature(self, shares: Floats) -> Floats:
        """What the columns of each feature contribute together."""
        place = {name: place for place, name in enumerate(self.features)}
        owner = {z_column(name): place[name] for name in self.features} | place
        found = np.zeros((len(self.features), len(shares)))
        np.add.at(found, [owner[column] for column in self.columns], shares.T)
        return found.T


def fit(
    rows: pl.DataFrame,
    descriptions: Sequence[Description],
    params: TreeParams,
    *,
    bags: int,
    seed: int,
) -> Trees:
    """Fit to rows with `entity_id`, `month`, `y`, `weight` and the profile columns.

    The order of rows does not matter; equal rows and seed give equal trees. `bags` boosting runs
    are averaged: more are always steadier, and only cost time.

    Raises:
        ValueError: when `y` does not hold both classes.
    """
    import lightgbm

    if rows.get_column("y").n_unique() < 2:  # noqa: PLR2004  # confirmed and not
        raise ValueError("trees need both confirmed rows and others")
    rows = rows.sort("entity_id", "month")
    columns = _columns(rows, descriptions)
    data = lightgbm.Dataset(
        matrix(rows, columns),
        label=rows.get_column("y").to_numpy(),
        weight=rows.get_column("weight").to_numpy(),
        params={"verbose": -1, "feature_pre_filter": False, "max_bin": _BINS},
        free_raw_data=False,
    )
    settings = _settings(params, rows, _monotone(columns, descriptions, params))
    boosters = [
        lightgbm.train(settings | {"seed": seed + bag}, data, num_boost_round=params.rounds)
        for bag in range(bags)
    ]
    texts = [booster.model_to_string() for booster in boosters]
    return restore(texts, columns, [description.name for description in descriptions])


def restore(texts: Sequence[str], columns: Sequence[str], features: Sequence[str]) -> Trees:
    """A model from the text of its boosters, as `Booster.model_to_string` writes it."""
    import lightgbm

    boosters = tuple(lightgbm.Booster(model_str=text) for text in texts)
    return Trees(boosters, tuple(columns), tuple(features))


def _columns(rows: pl.DataFrame, descriptions: Sequence[Description]) -> list[str]:
    pairs, held = [(d.name, z_column(d.name)) for d in descriptions], set(rows.columns)
    return [column for pair in pairs for column in pair if column in held]


def _monotone(
    columns: Sequence[str], descriptions: Sequence[Description], params: TreeParams
) -> list[int]:
    """+1, -1 or 0 per column: how its margin may move; `both` and `context` are free."""
    side = {"high": 1, "low": -1} if params.monotone else {}
    sign = {d.name: side.get(d.direction, 0) for d in descriptions}
    return [sign.get(column, sign.get(column.removesuffix("_z"), 0)) for column in columns]


def _settings(params: TreeParams, rows: pl.DataFrame, monotone: Sequence[int]) -> dict[str, Any]:
    confirmed = int(rows.get_column("y").sum())
    return {
        "objective": "binary",
        "learning_rate": params.learning_rate,
        "num_leaves": params.leaves,
        "max_depth": params.depth,
        "min_data_in_leaf": params.min_leaf or min_leaf(confirmed),
        "min_sum_hessian_in_leaf": 1e-3,
        "lambda_l2": params.l2,
        "bagging_fraction": params.row_share,
        "bagging_freq": 1,
        "feature_fraction_bynode": params.column_share,
        "monotone_constraints": list(monotone),
        "deterministic": True,
        "force_col_wise": True,
        "max_bin": _BINS,
        "num_threads": 1,
        "verbose": -1,
    }


def min_leaf(confirmed: int) -> int:
    """Fewest rows in a leaf: a twentieth of the confirmed rows, within 3..20."""
    return max(3, min(20, confirmed // 20))
