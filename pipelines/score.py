"""Profiles to scores, and reasons for the best leads."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from features.contract import LEVELS
from models.bundle import Bundle
from models.explanation import Explanation, explain
from models.reasons import Lang
from pipelines.errors import InputError
from pipelines.manifest import file_hash, write_json
from pipelines.profile import PEERS
from pipelines.registry.versions import Version
from pipelines.store import Store, replacing, write_parquet

ABOUT, REASONS, KINDS = "about.json", "reasons.parquet", "kinds.parquet"
"""Beside the scores: what made them and where they start, why, and which kind of case."""


@dataclass(frozen=True)
class Scored:
    """The scores of one level at one month as they lie in the store."""

    table: pl.DataFrame
    reasons: pl.DataFrame
    kinds: pl.DataFrame
    base: float
    lang: str
    model_version: str
    model_number: int
    model_sha256: str
    profile_sha256: str


def score(
    store: Store, version: Version, month: str, *, explained: int, lang: Lang = "zh"
) -> Scored:
    """Score a level's profiles and explain the best `explained` leads; keeps both.

    Raises:
        InputError: when the profiles lack what the model was trained on.
    """
    level = version.bundle.level
    profile, peers = read_profile(store, level, month)
    try:
        table = version.bundle.score(profile, version.label)
    except ValueError as error:
        raise InputError(f"{version.label} cannot score {level} {month}: {error}") from error
    best = table.filter(pl.col("rank") <= explained).get_column("entity_id").to_list()
    told = explain(version.bundle, profile, peers, best, lang=lang)
    scored = Scored(
        table,
        told.reasons,
        version.bundle.families.kinds(profile),
        told.base,
        lang,
        version.label,
        version.number,
        version.sha256,
        file_hash(store.partition(f"profiles/{level}", month)),
    )
    _keep(store, level, month, scored)
    return scored


def reasons_of(
    store: Store, bundle: Bundle, month: str, entities: Sequence[str], lang: Lang = "zh"
) -> Explanation:
    """Reasons of any scored entities, whether or not they were among the best."""
    profile, peers = read_profile(store, bundle.level, month)
    return explain(bundle, profile, peers, entities, lang=lang)


def read_profile(store: Store, level: str, month: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The profile table of a month and its peers.

    Raises:
        InputError: when the month was not profiled.
    """
    folder = f"profiles/{level}"
    path = store.partition(folder, month)
    if not path.exists():
        raise InputError(f"{month} has no {level} profiles; run `feijian profile --month {month}`")
    peers = store.partition(folder, month, PEERS)
    return pl.read_parquet(path, glob=False), pl.read_parquet(peers, glob=False)


def read_scores(store: Store, level: str, month: str) -> Scored:
    """The kept scores of a month.

    Raises:
        InputError: when the month was not scored, or its profiles have changed since.
    """
    folder = f"scores/{level}"
    about = store.partition(folder, month, ABOUT)
    if not about.exists():
        raise InputError(f"{month} has no {level} scores; run `feijian score --month {month}`")
    facts = json.loads(about.read_text(encoding="utf-8"))
    profile = store.partition(f"profiles/{level}", month)
    if not profile.exists() or facts["profile_sha256"] != file_hash(profile):
        raise InputError(
            f"the {level} profiles of {month} have changed since they were scored; "
            f"run `feijian score --month {month}` again"
        )
    return Scored(
        pl.read_parquet(store.partition(folder, month), glob=False),
        pl.read_parquet(store.partition(folder, month, REASONS), glob=False),
        pl.read_parquet(store.partition(folder, month, KINDS), glob=False),
        **facts,
    )


def scored_levels(store: Store, month: str) -> list[str]:
    """The levels that have scores in a month."""
    about = (store.partition(f"scores/{level}", month, ABOUT) for level in LEVELS)
    return [level for level, path in zip(LEVELS, about, strict=True) if path.exists()]


def _keep(store: Store, level: str, month: str, scored: Scored) -> None:
    """Table, reasons and what made them take the place of earlier ones together."""
    frames = ("table", "reasons", "kinds")
    about = {name: value for name, value in vars(scored).items() if name not in frames}
    with replacing(store.partition(f"scores/{level}", month).parent) as fresh:
        write_parquet(scored.table, fresh / "part.parquet")
        write_parquet(scored.reasons, fresh / REASONS)
        write_parquet(scored.kinds, fresh / KINDS)
        write_json(fresh / ABOUT, about)
