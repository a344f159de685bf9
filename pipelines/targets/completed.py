"""What only those on the list need: all their reasons, what these name, the course."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from features.catalogue import PROFILE_LEVELS
from features.course import course
from features.signals.standing import standing
from features.windows import trailing
from pipelines.profile import HITS, Profiler
from pipelines.rings import read_rings
from pipelines.settings import load_checklist
from pipelines.targets.chosen import chosen
from pipelines.targets.closer import closer
from pipelines.targets.inputs import LevelInputs, TargetInputs
from pipelines.targets.lead import named
from pipelines.targets.on_site import on_site
from pipelines.targets.scored import Explain

COURSE_MONTHS = 24
"""How far back a dossier shows the months of a target."""


def completed(
    inputs: TargetInputs, profiler: Profiler, explain: Explain, entities: Sequence[str] | None
) -> TargetInputs:
    """Add what only those on the list need: all their reasons, what these name, the course."""
    choices = chosen(inputs) if entities is None else {}
    months = trailing(inputs.month, COURSE_MONTHS)
    held = [m for m in profiler.store.months(HITS) if m in months]
    seen = profiler.engine.collect(profiler.encounters(inputs.month, held)).lazy()
    hits = standing(profiler.store.scan(HITS, held), seen)
    found = read_rings(profiler.store, inputs.month)
    window = seen.filter(pl.col("months_ago") < profiler.settings.window_months)
    levels = {}
    for level, source in inputs.levels.items():
        chosen_here = choices[level].listed.get_column("entity_id") if choices else ()
        wanted = [*chosen_here, *(entities or ())]
        reasons = _told(source, level, wanted, explain)
        months_of = course(
            seen, hits, key=PROFILE_LEVELS[level].key, entities=wanted, month=inputs.month
        )
        levels[level] = replace(
            source,
            candidates=_named(source, level, reasons),
            reasons=reasons.lazy(),
            course=profiler.engine.collect(months_of).lazy(),
            closer=closer(
                level,
                wanted,
                window,
                inputs.hits,
                found,
                month=inputs.month,
                thresholds=profiler.settings.thresholds,
            ),
        )
    psn, ext = profiler.store.lake("psn"), profiler.store.lake("ext")
    site = on_site(load_checklist(inputs.month), psn, ext, window, inputs.hits)
    return replace(inputs, levels=levels, site=site)


def _named(source: LevelInputs, level: str, reasons: pl.DataFrame) -> pl.DataFrame:
    return (
        source.candidates.drop("violations", "leading", "grounds")
        .join(named(reasons, level), on="entity_id", how="left")
        .with_columns(pl.col("violations").fill_null(""))
        .sort("entity_id")
    )


def _told(source: LevelInputs, level: str, wanted: Sequence[str], explain: Explain) -> pl.DataFrame:
    """The reasons of scoring, and those of wanted entities that were not among the best."""
    told = source.reasons.collect()
    scored = source.candidates.filter(
        pl.col("score").is_not_null(), pl.col("entity_id").is_in(list(wanted))
    )
    untold = sorted(set(scored.get_column("entity_id")) - set(told.get_column("entity_id")))
    return pl.concat([told, explain(level, untold)]) if untold else told
