"""The lists of the last month compared: why somebody enters or leaves, and what an inspector reads.

Reasons are those of the model that lists: the challenger's of who enters, the champion's of who
leaves.
"""

from dataclasses import dataclass

import polars as pl

from models.agreement import moved
from models.bundle import Bundle
from models.comparison import CHALLENGER, CHAMPION
from models.explanation import explain
from models.reasons import Lang
from pipelines.rollout.judging import Seen
from pipelines.score import read_profile
from pipelines.store import Store

TOLD = 3
"""Reasons told of whoever enters or leaves."""


@dataclass(frozen=True)
class Lists:
    """What explaining the two lists gives.

    Attributes:
        moved: `models.agreement.MOVED` of the last month with `features` and `reasons` (the
            strongest, joined by `|` and by `；`).
        fewest_reasons: of the challenger's list, the fewest reasons that raise a score; None
            for an empty list.
        most_of_one: the largest mean share of a feature in what raises the challenger's list.
    """

    moved: pl.DataFrame
    fewest_reasons: int | None
    most_of_one: tuple[float, str] | None


def explained_lists(store: Store, seen: Seen, places: int, lang: Lang) -> Lists:
    """Explain the challenger's list, and who leaves that of the champion.

    Raises:
        ArithmeticError: contributions do not add up to a score.
    """
    changed = moved(seen.scores[CHAMPION], seen.scores[CHALLENGER], places)
    leaving = changed.filter(pl.col("moved") == "leaves").get_column("entity_id").to_list()
    listed = seen.scores[CHALLENGER].filter(pl.col("rank") <= places)
    old = _reasons(store, seen, CHAMPION, leaving, lang)
    new = _reasons(store, seen, CHALLENGER, listed.get_column("entity_id").to_list(), lang)
    raising = new.filter(pl.col("contribution") > 0)
    told = pl.concat([_strongest(old, "leaves"), _strongest(new, "enters")])
    order = changed.with_row_index("place").join(told, on=["moved", "entity_id"], how="left")
    counts = listed.select("entity_id").join(
        raising.group_by("entity_id").len(), on="entity_id", how="left"
    )
    return Lists(
        order.sort("place").drop("place"),
        min(counts.get_column("len").fill_null(0).to_list(), default=None),
        _largest_share(raising),
    )


def _reasons(
    store: Store, seen: Seen, ranking: str, entities: list[str], lang: Lang
) -> pl.DataFrame:
    bundle: Bundle = seen.bundles[ranking]
    profile, peers = read_profile(store, bundle.level, seen.month)
    return explain(bundle, profile, peers, entities, lang=lang).reasons


def _strongest(reasons: pl.DataFrame, side: str) -> pl.DataFrame:
    """`moved, entity_id, features, reasons`; reasons come with the strongest first."""
    return (
        reasons.filter(pl.col("contribution") > 0)
        .group_by("entity_id", maintain_order=True)
        .agg(
            features=pl.col("feature").head(TOLD).str.join("|"),
            reasons=pl.col("text").head(TOLD).str.join("；"),
        )
        .select(pl.lit(side).alias("moved"), "entity_id", "features", "reasons")
    )


def _largest_share(raising: pl.DataFrame) -> tuple[float, str] | None:
    if raising.is_empty():
        return None
    entities = raising.get_column("entity_id").n_unique()
    share = pl.col("contribution") / pl.col("contribution").sum().over("entity_id")
    by_feature = (
        raising.sort("entity_id", "feature")
        .with_columns(share=share)
        .group_by("feature", maintain_order=True)
        .agg(pl.col("share").sum() / entities)
        .sort("share", "feature", descending=[True, False])
    )
    feature, most = by_feature.row(0)
    return float(most), str(feature)
