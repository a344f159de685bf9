"""From what the store holds to the inputs of a list."""

from collections.abc import Mapping, Sequence

import polars as pl

from features.catalogue import PROFILE_LEVELS, RULES, SIGNALS, VIOLATIONS
from features.contract import LEVELS
from features.families import FAMILIES
from features.national import NATIONAL
from models.reasons import Lang
from pipelines.profile import Profiler
from pipelines.settings import load_tiers
from pipelines.targets.completed import completed
from pipelines.targets.inputs import Funnel, SignalTold, TargetInputs
from pipelines.targets.known import known
from pipelines.targets.level import level_inputs
from pipelines.targets.mark import Mark
from pipelines.targets.pins import pins
from pipelines.targets.policy import Policy
from pipelines.targets.scored import Explain, ScoredLevel


def gather(  # noqa: PLR0913
    profiler: Profiler,
    scored: Mapping[str, ScoredLevel],
    *,
    month: str,
    policy: Policy,
    seed: str,
    lang: Lang,
    explain: Explain,
    mark: Mark,
    entities: Sequence[str] | None = None,
) -> TargetInputs:
    """Put together everything that a month's list, dossiers and evidence are made from.

    With `entities`, what only a dossier needs (reasons, course) is added for them instead of
    for those on the list.
    """
    window = profiler.window(month)
    hits = profiler.engine.collect(profiler.hits(month, window))
    inputs = TargetInputs(
        month=month,
        lang=lang,
        policy=policy,
        seed=seed,
        levels={
            level: level_inputs(
                profiler.store, level, month, of, hits, known(profiler, level, month), lang
            )
            for level, of in scored.items()
        },
        hits=hits.lazy(),
        violation_names=_names(lang),
        signals=_signals(lang),
        violation_tiers=load_tiers(month),
        violation_fakes={id_: v.fake for id_, v in VIOLATIONS.items() if v.fake},
        family_names={name: of.zh if lang == "zh" else of.en for name, of in FAMILIES.items()},
        funnel=_funnel(profiler, window, hits),
        manifest=pins(profiler, month, window, policy, seed, scored) | {"lang": lang},
        mark=mark,
    )
    return completed(inputs, profiler, explain, entities)


def _names(lang: str) -> dict[str, str]:
    known = (VIOLATIONS | RULES).items()
    return {id_: violation.zh if lang == "zh" else violation.en for id_, violation in known}


def _signals(lang: str) -> dict[str, SignalTold]:
    return {
        signal.name: SignalTold(
            name=signal.zh if lang == "zh" else signal.en,
            certainty=signal.certainty,
            national=tuple(NATIONAL[number].told for number in signal.national),
        )
        for signal in SIGNALS
    }


def _funnel(profiler: Profiler, window: list[str], hits: pl.DataFrame) -> Funnel:
    """Records are fee lines, or settlements where there are none."""
    table = "fee" if profiler.store.months("lake/fee") else "setl"
    records = profiler.store.lake(table, window).select(pl.len()).collect().item()
    keys = [PROFILE_LEVELS[level].key for level in LEVELS]
    entities = sum(hits.get_column(key).drop_nulls().n_unique() for key in keys)
    return Funnel(records=records, hits=hits.height, entities=entities)
