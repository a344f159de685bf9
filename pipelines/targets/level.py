"""From what the store holds to everything about one level."""

import polars as pl

from features.catalogue import PROFILE_LEVELS, features_of
from pipelines.profile import PEERS, read_alerts, read_unavailable
from pipelines.rings import read_rings
from pipelines.settings import load_tiers
from pipelines.store import Store
from pipelines.targets import alerts, kinds, rings
from pipelines.targets.amounts import expected_amount
from pipelines.targets.at_issue import at_issue
from pipelines.targets.inputs import LevelInputs
from pipelines.targets.lead import leading_tier, named
from pipelines.targets.scored import ScoredLevel

PARTS = {"institution": "department"}
"""Whose alerts are told with those of a level."""


def level_inputs(
    store: Store,
    level: str,
    month: str,
    scored: ScoredLevel,
    hits: pl.DataFrame,
    known: pl.DataFrame,
    lang: str,
) -> LevelInputs:
    """Everything about one level but its course, and reasons of the best leads alone.

    Args:
        store: the workspace; the month is profiled.
        level: which level.
        month: the last month of the window.
        scored: its scores.
        hits: hits of the window, of all levels together.
        known: what registers and ledgers say of its entities (`known.known`).
        lang: `zh` or `en`; reasons told in another language are left out.
    """
    folder = f"profiles/{level}"
    profile = pl.read_parquet(store.partition(folder, month), glob=False)
    unavailable = read_unavailable(store, level, month)
    parts = PARTS.get(level)
    features = [*features_of(parts or level), *features_of(level)]
    return LevelInputs(
        candidates=_candidates(level, month, profile, scored, hits, known),
        base=scored.base,
        reasons=(scored.reasons if scored.lang == lang else scored.reasons.clear()).lazy(),
        profile=profile.lazy(),
        peers=pl.read_parquet(store.partition(folder, month, PEERS), glob=False),
        course=pl.LazyFrame(),
        features={feature.name: feature for feature in features},
        alerts=alerts.told(
            read_alerts(store, level, month),
            None if parts is None else read_alerts(store, parts, month),
        ),
        rings=rings.told(read_rings(store, month).members, level, lang),
        kinds=kinds.told(scored.kinds),
        history=tuple(each.name for each in features_of(level) if each.tier == "history"),
        unavailable={name: tuple(missing) for name, missing in unavailable.items()},
    )


def _candidates(
    level: str,
    month: str,
    profile: pl.DataFrame,
    scored: ScoredLevel,
    hits: pl.DataFrame,
    known: pl.DataFrame,
) -> pl.DataFrame:
    identity = profile.select("entity_id", "entity_name", "area", "kind")
    leads = named(scored.reasons, level)
    tiers = leads.select("entity_id", tier=leading_tier(load_tiers(month)))
    return (
        identity.join(scored.table.drop("month"), on="entity_id")
        .join(at_issue(hits, PROFILE_LEVELS[level].key).drop("claims"), on="entity_id", how="left")
        .join(known, on="entity_id", how="left")
        .join(tiers, on="entity_id", how="left")
        .join(kinds.named(kinds.told(scored.kinds)), on="entity_id", how="left")
        .with_columns(pl.col("hits", "amount_at_issue_fen").fill_null(0))
        .with_columns(expected_amount(), violations=pl.lit(""))
        .with_columns(pl.lit(None, pl.String).alias(name) for name in ("leading", "grounds"))
        .sort("entity_id")
    )
