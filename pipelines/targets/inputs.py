"""What the list is made from: the wing reads nothing but this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from models.description import Described
from models.reasons import Lang
from pipelines.targets.alerts import ALERT
from pipelines.targets.closer import Closer
from pipelines.targets.kinds import KIND
from pipelines.targets.mark import Mark
from pipelines.targets.on_site import OnSite
from pipelines.targets.policy import Policy
from pipelines.targets.rings import RING


@dataclass(frozen=True)
class LevelInputs:
    """Everything about one level. Lazy frames may hold more entities than get listed.

    Attributes:
        candidates: every entity of the level, columns as in `candidate.CANDIDATE`.
        base: the model's base score: base + sum of an entity's contributions = its score.
        reasons: the explanation of (at least) every listed and scored entity, columns as in
            `models.explanation.REASONS`.
        profile: one row per entity: `entity_id, peer_group, peer_size`, and `NAME` and `NAME_z`
            for each feature.
        peers: `peer_group, feature, median, p10, p25, p75, p90, p99`.
        course: up to 24 months up to the list's: `entity_id, month, encounters, medfee_fen,
            fund_fen, hits`.
        features: the catalogue entries of the level, and of its departments, by feature name.
        alerts: the alerts of the level's entities and their departments, columns as in
            `alerts.ALERT`.
        rings: the rings that the level's entities are in, columns as in `rings.RING`.
        kinds: which families of violations the level's entities resemble, columns as in
            `kinds.KIND`.
        history: names of the features that tell of earlier cases and tips; they are shown apart
            from the score, of which they are no part.
        closer: what the pictures of (at least) every listed entity show.
        unavailable: what could not be computed: feature name -> the missing tables or columns.
    """

    candidates: pl.DataFrame
    base: float | None
    reasons: pl.LazyFrame
    profile: pl.LazyFrame
    peers: pl.DataFrame
    course: pl.LazyFrame
    features: Mapping[str, Described]
    alerts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ALERT))
    rings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=RING))
    kinds: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=KIND))
    history: tuple[str, ...] = ()
    closer: Closer = field(default_factory=Closer)
    unavailable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class SignalTold:
    """A signal as a list tells it.

    Attributes:
        name: its name in the language of the list.
        certainty: `definite` or `suspect`.
        national: number, name and code of the national rules that it carries out.
    """

    name: str
    certainty: str
    national: tuple[str, ...] = ()


@dataclass(frozen=True)
class Funnel:
    """How the records were narrowed down to the list (seed section 5, row 5)."""

    records: int
    hits: int
    entities: int


@dataclass(frozen=True)
class TargetInputs:
    """Everything that a month's list, dossiers and evidence are made from.

    Attributes:
        month: `YYYY-MM`, the last month of the window.
        lang: `zh` or `en`.
        policy: the rules of the list.
        seed: the seed of the draw, published beforehand.
        levels: inputs by level; a level that is absent gets no list.
        hits: hits of the window, columns of the brief's `hits`, of all levels together.
        violation_names: violation id -> its name in `lang`.
        signals: signal -> how it is told in `lang`.
        violation_tiers: violation id -> 红, 橙 or 黄.
        violation_fakes: violation id -> 假病人, 假病情 or 假票据, where it is one (R-31).
        family_names: family of violations -> its name in `lang`.
        funnel: counts of the window.
        manifest: what the list rests on; written with the mark and the hashes of the written
            files added.
        mark: who makes the list, and when.
        site: what a team needs on site.
    """

    month: str
    lang: Lang
    policy: Policy
    seed: str
    levels: Mapping[str, LevelInputs]
    hits: pl.LazyFrame
    violation_names: Mapping[str, str]
    signals: Mapping[str, SignalTold]
    violation_tiers: Mapping[str, str]
    violation_fakes: Mapping[str, str]
    family_names: Mapping[str, str]
    funnel: Funnel
    manifest: Mapping[str, Any]
    mark: Mark
    site: OnSite = field(default_factory=OnSite)
