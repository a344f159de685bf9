"""From what the store holds to the inputs of a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Protocol

import polars as pl

from features.catalogue import PROFILE_LEVELS, RULES, SIGNALS, VIOLATIONS, features_of
from features.contract import LEVELS
from features.course import course
from features.families import FAMILIES
from features.national import NATIONAL
from features.windows import first_day, shift, trailing
from models.description import Described
from pipelines.casework.cases import last_outcomes
from pipelines.manifest import code_hash, config_hash, hashes, packages
from pipelines.profile import ALERTS, HITS, PEERS, Profiler, read_alerts, read_unavailable
from pipelines.rings import RINGS, read_rings
from pipelines.settings import load_tiers
from pipelines.store import Store
from pipelines.targets import alerts, kinds, rings
from pipelines.targets.amounts import expected_amount
from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import stands_out
from pipelines.targets.inputs import Funnel, LevelInputs, SignalTold, TargetInputs
from pipelines.targets.policy import Policy

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
    entities: Sequence[str] | None = None,
) -> TargetInputs:
    """Put together everything that a month's list, dossiers and evidence are made from.

    With `entities`, what only a dossier needs (reasons, course) is added for them instead of
    for those on the list.
    """
    window = profiler.window(month)
    hits = profiler.hits(window).collect()
    inputs = TargetInputs(
        month=month,
        lang=lang,
        policy=policy,
        seed=seed,
        levels={
            level: _level(profiler.store, level, month, of, hits, lang)
            for level, of in scored.items()
        },
        hits=hits.lazy(),
        violation_names=_names(lang),
        signals=_signals(lang),
        violation_tiers=load_tiers(month),
        violation_fakes={id_: v.fake for id_, v in VIOLATIONS.items() if v.fake},
        family_names={name: of.zh if lang == "zh" else of.en for name, of in FAMILIES.items()},
        funnel=_funnel(profiler, window, hits),
        manifest=_manifest(profiler, month, window, policy, seed, scored),
    )
    return _completed(inputs, profiler, explain, entities)


def _level(
    store: Store, level: str, month: str, scored: ScoredLevel, hits: pl.DataFrame, lang: str
) -> LevelInputs:
    folder = f"profiles/{level}"
    profile = pl.read_parquet(store.partition(folder, month), glob=False)
    unavailable = read_unavailable(store, level, month)
    parts = PARTS.get(level)
    features = [*features_of(parts or level), *features_of(level)]
    return LevelInputs(
        candidates=_candidates(store, level, month, profile, scored, hits),
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
    store: Store,
    level: str,
    month: str,
    profile: pl.DataFrame,
    scored: ScoredLevel,
    hits: pl.DataFrame,
) -> pl.DataFrame:
    identity = profile.select("entity_id", "entity_name", "area", "kind")
    inspected = last_outcomes(store, level, first_day(shift(month, 1)))
    return (
        identity.join(scored.table.drop("month"), on="entity_id")
        .join(at_issue(hits, PROFILE_LEVELS[level].key), on="entity_id", how="left")
        .join(inspected, on="entity_id", how="left")
        .join(kinds.named(kinds.told(scored.kinds)), on="entity_id", how="left")
        .with_columns(pl.col("hits", "amount_at_issue_fen").fill_null(0), violations=pl.lit(""))
        .with_columns(expected_amount())
        .sort("entity_id")
    )


def at_issue(hits: pl.DataFrame, key: str) -> pl.DataFrame:
    """`entity_id, hits, amount_at_issue_fen`: no fen of an encounter is at issue twice.

    A line that two signals hit counts once, at its larger amount; an encounter that is hit as
    a whole counts at that amount or at the sum of its lines, whichever is more.
    """
    whole = pl.col("feedetl_sn").is_null()
    amount = pl.col("amount_fen")
    return (
        hits.filter(pl.col(key).is_not_null())
        .group_by(key, "mdtrt_id", "feedetl_sn")
        .agg(pl.len().alias("hits"), amount.max())
        .group_by(key, "mdtrt_id")
        .agg(
            pl.col("hits").sum(),
            pl.max_horizontal(amount.filter(whole).sum(), amount.filter(~whole).sum()),
        )
        .group_by(entity_id=key)
        .agg(pl.col("hits").sum().cast(pl.Int64), amount.sum().alias("amount_at_issue_fen"))
        .sort("entity_id")
    )


def _violations(reasons: pl.DataFrame, features: Mapping[str, Described]) -> pl.DataFrame:
    """The first violation of each leading reason that stands out from the peers, in order."""
    speaks = (pl.col("contribution") > 0) & (pl.col("violations") != "")
    return (
        reasons.filter(speaks, stands_out(features))
        .sort("entity_id", "contribution", "feature", descending=[False, True, False])
        .group_by("entity_id", maintain_order=True)
        .head(LEADING_REASONS)
        .group_by("entity_id", maintain_order=True)
        .agg(
            pl.col("violations")
            .str.split("|")
            .list.first()
            .unique(maintain_order=True)
            .str.join("|")
        )
    )


def _completed(
    inputs: TargetInputs, profiler: Profiler, explain: Explain, entities: Sequence[str] | None
) -> TargetInputs:
    """Add what only those on the list need: all their reasons, what these name, the course."""
    choices = chosen(inputs)
    months = trailing(inputs.month, COURSE_MONTHS)
    held = [m for m in profiler.store.months(HITS) if m in months]
    seen = profiler.engine.collect(profiler.encounters(inputs.month, held)).lazy()
    hits = profiler.hits(held)
    levels = {}
    for level, source in inputs.levels.items():
        listed = choices[level].listed.get_column("entity_id").to_list()
        wanted = listed if entities is None else list(entities)
        reasons = _told(source, level, wanted, explain)
        months_of = course(
            seen, hits, key=PROFILE_LEVELS[level].key, entities=wanted, month=inputs.month
        )
        levels[level] = replace(
            source,
            candidates=_with_violations(source, reasons),
            reasons=reasons.lazy(),
            course=profiler.engine.collect(months_of).lazy(),
        )
    return replace(inputs, levels=levels)


def _with_violations(source: LevelInputs, reasons: pl.DataFrame) -> pl.DataFrame:
    return (
        source.candidates.drop("violations")
        .join(_violations(reasons, source.features), on="entity_id", how="left")
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
        "policy": {key: _plain(value) for key, value in vars(policy).items()},
        "settings": {**plain, "thresholds": asdict(settings.thresholds)},
        "models": {
            level: {"version": of.model_version, "sha256": of.model_sha256, "base": of.base}
            for level, of in scored.items()
        },
        "code": {package: code_hash(package) for package in ("features", "models", "pipelines")},
        "config": config_hash(),
        "packages": packages(),
        "inputs": hashes(lake, store.root),
        "rings": hashes([store.partition(RINGS, month)], store.root),
        "profiles": hashes(
            [store.partition(f"profiles/{level}", month) for level in scored], store.root
        ),
        "alerts": hashes(
            [store.partition(f"profiles/{level}", month, ALERTS) for level in PROFILE_LEVELS],
            store.root,
        ),
    }


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
