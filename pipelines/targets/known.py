"""What registers and ledgers say of the entities of a level, beside the model."""

import polars as pl

from features.main_sites import main_sites
from features.windows import first_day, shift
from pipelines.casework.cases import last_outcomes
from pipelines.casework.tips import recent_tips
from pipelines.profile import Profiler
from pipelines.store import Store
from pipelines.targets.special import special_groups

_OWN = dict.fromkeys(
    ("fixmedins_type", "medinslv", "special_group", "main_site", "main_site_name"), pl.String()
)
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
    own = {
        "institution": (inst,),
        "doctor": (_seen_at(seen, store, "dr_code"),),
        "patient": (groups, _seen_at(seen, store, "psn_no")),
    }
    rows = ledgers
    for held in profiler.engine.collect_all(*own[level]):
        rows = rows.join(held, on="entity_id", how="full", coalesce=True)
    return rows.with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in _OWN.items() if name not in rows.columns
    )


def _seen_at(seen: pl.LazyFrame, store: Store, key: str) -> pl.LazyFrame:
    """`entity_id, main_site, main_site_name`: where a doctor or a person is mostly seen."""
    names = store.lake("inst").group_by("fixmedins_code").agg(pl.col("fixmedins_name").first())
    return (
        main_sites(seen, key)
        .join(names, on="fixmedins_code", how="left")
        .select(entity_id=key, main_site="fixmedins_code", main_site_name="fixmedins_name")
    )
