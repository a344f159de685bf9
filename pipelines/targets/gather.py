"""From what the store holds to the inputs of a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from features.catalogue import PROFILE_LEVELS, RULES, SIGNALS, VIOLATIONS, features_of
from features.contract import LEVELS
from features.course import course
from features.families import FAMILIES
from features.national import NATIONAL
from features.windows import first_day, shift, trailing
from models.causes import causes
from pipelines.casework.cases import last_outcomes
from pipelines.casework.tips import recent_tips
from pipelines.manifest import code_hash, config_hash, file_hash, hashes, packages
from pipelines.profile import (
    ALERTS,
    ENCOUNTERS,
    HITS,
    PEERS,
    Profiler,
    read_alerts,
    read_unavailable,
)
from pipelines.rings import RINGS, VISITS, read_rings
from pipelines.settings import CONFIG, load_checklist, load_tiers
from pipelines.store import Store
from pipelines.targets import alerts, kinds, rings
from pipelines.targets.amounts import expected_amount
from pipelines.targets.at_issue import at_issue
from pipelines.targets.choose import leading_tier
from pipelines.targets.chosen import chosen
from pipelines.targets.closer import closer
from pipelines.targets.inputs import Funnel, LevelInputs, SignalTold, TargetInputs
from pipelines.targets.mark import Mark
from pipelines.targets.on_site import on_site
from pipelines.targets.policy import Policy
from pipelines.targets.special import special_groups

COURSE_MONTHS = 24
"""How far back a dossier shows the months of a target."""

LEADING_REASONS = 5
"""How many of an entity's reasons decide which violations its lead names."""


PARTS = {"institution": "department"}
"""Whose alerts are told with those of a level."""


class ScoredLevel(Protocol):
    """The scores of a level, read from the store by whoever knows where they lie."""

    @property
    def table(self) -> pl.DataFrame:
        """The scores."""

    @property
    def reasons(self) -> pl.DataFrame:
        """Reasons of the best leads, in the language of scoring."""

    @property
    def kinds(self) -> pl.DataFrame:
        """How much each entity resembles each family of violations."""

    @property
    def base(self) -> float:
        """Where every score starts."""

    @property
    def lang(self) -> str:
        """The language of the reasons."""

    @property
    def model_version(self) -> str:
        """The model that scored."""

    @property
    def model_sha256(self) -> str:
        """The hash of its files."""


Explain = Callable[[str, Sequence[str]], pl.DataFrame]
"""Reasons of entities of a level that were not among the best when the month was scored."""


def gather(  # noqa: PLR0913
    profiler: Profiler,
    scored: Mapping[str, ScoredLevel],
    *,
    month: str,
    policy: Policy,
    seed: str,
    lang: str,
    explain: Explain,
    mark: Mark,
    entities: Sequence[str] | None = None,
) -> TargetInputs:
    """Put together everything that a month's list, dossiers and evidence are made from.

    With `entities`, what only a dossier needs (reasons, course) is added for them instead of
    for those on the list.
    """
    window = profiler.window(month)
    hits = profiler.hits(window).collect()
    known = {level: _known(profiler, level, month) for level in scored}
    inputs = TargetInputs(
        month=month,
        lang=lang,
        policy=policy,
        seed=seed,
        levels={
            level: _level(profiler.store, level, month, of, hits, known[level], lang)
            for level, of in scored.items()
        },
        hits=hits.lazy(),
        violation_names=_names(lang),
        signals=_signals(lang),
        violation_tiers=load_tiers(month),
        violation_fakes={id_: v.fake for id_, v in VIOLATIONS.items() if v.fake},
        family_names={name: of.zh if lang == "zh" else of.en for name, of in FAMILIES.items()},
        funnel=_funnel(profiler, window, hits),
        manifest=_manifest(profiler, month, window, policy, seed, scored) | {"lang": lang},
        mark=mark,
    )
    return _completed(inputs, profiler, explain, entities)


def _known(profiler: Profiler, level: str, month: str) -> pl.DataFrame:
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


_OWN = {"fixmedins_type": pl.String(), "medinslv": pl.String(), "special_group": pl.String()}
"""What only some levels have."""


def _level(
    store: Store,
    level: str,
    month: str,
    scored: ScoredLevel,
    hits: pl.DataFrame,
    known: pl.DataFrame,
    lang: str,
) -> LevelInputs:
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
    named = _violations(scored.reasons, level)
    tiers = named.select("entity_id", tier=leading_tier(load_tiers(month)))
    return (
        identity.join(scored.table.drop("month"), on="entity_id")
        .join(at_issue(hits, PROFILE_LEVELS[level].key).drop("claims"), on="entity_id", how="left")
        .join(known, on="entity_id", how="left")
        .join(tiers, on="entity_id", how="left")
        .join(kinds.named(kinds.told(scored.kinds)), on="entity_id", how="left")
        .with_columns(pl.col("hits", "amount_at_issue_fen").fill_null(0), violations=pl.lit(""))
        .with_columns(expected_amount())
        .sort("entity_id")
    )


def _violations(reasons: pl.DataFrame, level: str) -> pl.DataFrame:
    """The causes of the leading reasons that stand out from the peers, in order."""
    leading = (pl.col("place") <= LEADING_REASONS) & pl.col("stands_out")
    points = pl.col("violations") != ""
    return (
        causes(reasons, level)
        .filter(leading, points)
        .group_by("entity_id", maintain_order=True)
        .agg(pl.col("cause").str.join("|").alias("violations"))
    )


def _completed(
    inputs: TargetInputs, profiler: Profiler, explain: Explain, entities: Sequence[str] | None
) -> TargetInputs:
    """Add what only those on the list need: all their reasons, what these name, the course."""
    choices = chosen(inputs) if entities is None else {}
    months = trailing(inputs.month, COURSE_MONTHS)
    held = [m for m in profiler.store.months(HITS) if m in months]
    seen = profiler.engine.collect(profiler.encounters(inputs.month, held)).lazy()
    hits = profiler.hits(held)
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
            candidates=_with_violations(source, level, reasons),
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
    psn = profiler.store.lake("psn")
    site = on_site(load_checklist(inputs.month), psn, window, inputs.hits)
    return replace(inputs, levels=levels, site=site)


def _with_violations(source: LevelInputs, level: str, reasons: pl.DataFrame) -> pl.DataFrame:
    return (
        source.candidates.drop("violations")
        .join(_violations(reasons, level), on="entity_id", how="left")
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


def _manifest(
    profiler: Profiler,
    month: str,
    window: list[str],
    policy: Policy,
    seed: str,
    scored: Mapping[str, ScoredLevel],
) -> dict[str, Any]:
    store, settings = profiler.store, profiler.settings
    lake = [
        path
        for path in (store.root / "lake").glob("*/month=*/part.parquet")
        if path.parent.name.removeprefix("month=") in {*window, "all"}
    ]
    plain = {**vars(settings), "explained": dict(settings.explained)}
    return {
        "month": month,
        "window": [window[0], window[-1]],
        "draw_seed": seed,
        "policy": policy.plain(),
        "settings": {**plain, "thresholds": asdict(settings.thresholds)},
        "models": {
            level: {"version": of.model_version, "sha256": of.model_sha256, "base": of.base}
            for level, of in scored.items()
        },
        "code": {package: code_hash(package) for package in ("features", "models", "pipelines")},
        "config": config_hash(),
        "checklist": file_hash(CONFIG / "checklist.csv"),
        "packages": packages(),
        "inputs": hashes(lake, store.root),
        "months": hashes(_parts(store, month), store.root),
        "rings": hashes(
            [store.partition(RINGS, month, name) for name in ("part.parquet", VISITS)], store.root
        ),
        "profiles": hashes(
            [
                store.partition(f"profiles/{level}", month, name)
                for level in scored
                for name in ("part.parquet", PEERS)
            ],
            store.root,
        ),
        "alerts": hashes(
            [store.partition(f"profiles/{level}", month, ALERTS) for level in PROFILE_LEVELS],
            store.root,
        ),
    }


def _parts(store: Store, month: str) -> list[Path]:
    """What evidence and courses are read from: encounters and hits of the months shown."""
    shown = {f"month={each}" for each in trailing(month, COURSE_MONTHS)}
    found = (path for name in (ENCOUNTERS, HITS) for path in store.root.glob(f"{name}/*/*.parquet"))
    return [path for path in found if path.parent.name in shown]
