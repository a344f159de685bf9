"""What registers and ledgers say of the entities of a level, beside the model."""

import polars as pl

from features.windows import first_day, shift
from pipelines.casework.cases import last_outcomes
from pipelines.casework.tips import recent_tips
from pipelines.profile import Profiler
from pipelines.targets.special import special_groups

_OWN = {"fixmedins_type": pl.String(), "medinslv": pl.String(), "special_group": pl.String()}
"""What only some levels have."""


def known(profiler: Profiler, level: str, month: str) -> pl.DataFrame:
    """What registers and ledgers say of the entities of a level, beside the model."""
    store = profiler.store
    cases = last_outcomes(store, level, first_day(shift(month, 1)))
    tips = recent_tips(store, level, month)
    ledgers = cases.join(tips, on="entity_id", how="full", coalesce=True)
    inst = store.lake("inst").select("fixmedins_type", "medinslv", entity_id="fixmedins_code")
    seen = profiler.encounters(month, profiler.window(month))
    groups = special_groups(store.lake("psn"), seen)
    own = {"institution": inst, "patient": groups}.get(level)
    rows = (
        ledgers
        if own is None
        else ledgers.join(profiler.engine.collect(own), on="entity_id", how="full", coalesce=True)
    )
    return rows.with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in _OWN.items() if name not in rows.columns
    )
