"""All that is known about one target, gathered from the frames of its level."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from features.contract import ENTITY_KEY
from models.causes import causes
from pipelines.targets.alerts import ORDER
from pipelines.targets.at_issue import at_issue
from pipelines.targets.closer import Closer
from pipelines.targets.inputs import LevelInputs

REASONS_LISTED = 3
"""Reasons named in the list itself."""

_PLAIN_ID = re.compile(r"[A-Z0-9_]{1,60}")
"""Identifiers that are a good file name as they are, also where case does not count."""

CLAIM_KEYS = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn")
"""The keys by which a hit's claim is found."""

HIT_COLUMNS = ("signal", "violation", *CLAIM_KEYS, "day", "amount_fen")
"""The columns of `hits`."""


@dataclass(frozen=True)
class Dossier:
    """What is known about one target.

    Attributes:
        level: `institution`, `doctor` or `patient`.
        target: its row of `Choice.listed`.
        base: the model's base score; None when there is no model.
        reasons: what each feature adds to its score, by the place of its cause, then the largest
            first; columns as in `explanation.REASONS`, and `place`.
        causes: what each cause adds (`models.causes`), the largest contribution first.
        raising: its reasons for suspicion, see `raising`.
        lowering: what lowers its score, the strongest first.
        measures: one row per feature with a value, the strongest deviation first: `feature,
            value, robust_z, median, p10, p25, p75, p90, p99`.
        peer_group: name of its peer group.
        peer_size: entities in the peer group.
        course: its months in order.
        hits: its hits, sorted by signal, day and claim.
        alerts: its alerts and those of its departments, the definite first.
        rings: the rings it is in, the costliest first.
        kinds: which kind of case it resembles, the likeliest first, columns as in `kinds.KIND`.
        history: earlier cases and tips, as far as ledgers are there: `feature, value`.
        closer: what its pictures show beyond score, peers and course.
    """

    level: str
    target: Mapping[str, Any]
    base: float | None
    reasons: pl.DataFrame
    causes: pl.DataFrame
    raising: pl.DataFrame
    lowering: pl.DataFrame
    measures: pl.DataFrame
    peer_group: str | None
    peer_size: int | None
    course: pl.DataFrame
    hits: pl.DataFrame
    alerts: pl.DataFrame
    rings: pl.DataFrame
    kinds: pl.DataFrame
    history: pl.DataFrame
    closer: Closer

    @property
    def stem(self) -> str:
        """Name of its files, without the ending."""
        return file_stem(self.level, self.target["entity_id"])


def file_stem(level: str, entity_id: str) -> str:
    """A file name for an entity: safe everywhere, and different for different entities."""
    if _PLAIN_ID.fullmatch(entity_id):
        return f"{level}-{entity_id}"
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", entity_id)[:40].strip("_")
    mark = hashlib.blake2b(entity_id.encode(), digest_size=6).hexdigest()
    return f"{level}-{plain}-{mark}"


def page_path(level: str, entity_id: str) -> str:
    """Where an entity's page lies in the folder of the list."""
    return f"dossiers/{file_stem(level, entity_id)}.html"


def evidence_path(level: str, entity_id: str) -> str:
    """Where an entity's evidence lies in the folder of the list."""
    return f"evidence/{file_stem(level, entity_id)}.csv"


def raising(of_one: pl.DataFrame) -> pl.DataFrame:
    """Reasons for suspicion, the first one first; size and mix are none.

    Args:
        of_one: what `models.causes.causes` makes of reasons.
    """
    return of_one.filter(pl.col("place").is_not_null())


def lowering(of_one: pl.DataFrame) -> pl.DataFrame:
    """What lowers the score and so speaks against the suspicion, the strongest first."""
    return of_one.filter(pl.col("contribution") < 0).sort("contribution", "cause")


def foremost(of_one: pl.DataFrame, first: int) -> pl.DataFrame:
    """The first reasons, and the one that moves the score the most where it comes later.

    Reasons with evidence come first, however little they add; the longest bar of the waterfall is
    not left without a word all the same.
    """
    size = pl.col("contribution").abs()
    return of_one.filter((pl.int_range(pl.len()) < first) | (size == size.max()))


def behind(reason: Mapping[str, Any], hits: pl.DataFrame, level: str) -> dict[str, Any] | None:
    """The claims behind a reason: `signals, hits, claims, amount_fen`; None where there are none.

    Args:
        reason: a row of the dossier's reasons.
        hits: the hits of the entity.
        level: whose hits they are.
    """
    shares = [reason["feature"], *(member["feature"] for member in reason["members"])]
    own = hits.filter((pl.col("signal") + "_share").is_in(shares))
    if own.is_empty():
        return None
    ((_, count, claims, amount),) = at_issue(own, ENTITY_KEY[level]).rows()
    signals = own.group_by("signal").len().sort("len", "signal", descending=[True, False])
    return {
        "signals": signals["signal"].to_list(),
        "hits": count,
        "claims": claims,
        "amount_fen": amount,
    }


def dossiers(
    level: str, inputs: LevelInputs, hits: pl.LazyFrame, listed: pl.DataFrame
) -> Iterator[Dossier]:
    """The dossiers of the rows of `listed`, in that order."""
    entities = listed["entity_id"]
    key = ENTITY_KEY[level]
    reasons = _by_entity(inputs.reasons, "entity_id", entities)
    profile = _by_entity(inputs.profile, "entity_id", entities)
    course = _by_entity(inputs.course, "entity_id", entities)
    alerts = _by_entity(inputs.alerts.lazy(), "entity_id", entities)
    rings = _by_entity(inputs.rings.lazy(), "entity_id", entities)
    kinds = _by_entity(inputs.kinds.lazy(), "entity_id", entities)
    found = _by_entity(hits.select(HIT_COLUMNS), key, entities)
    for target in listed.iter_rows(named=True):
        entity = target["entity_id"]
        own = profile[entity]
        summed = causes(reasons[entity], level)
        measures = _measures(own, inputs)
        apart = pl.col("feature").is_in(inputs.history)
        yield Dossier(
            level=level,
            target=target,
            base=inputs.base,
            reasons=_placed(reasons[entity], summed),
            causes=summed.sort([pl.col("contribution").abs(), "cause"], descending=[True, False]),
            raising=raising(summed),
            lowering=lowering(summed),
            measures=measures.filter(~apart),
            peer_group=own.item(0, "peer_group") if own.height else None,
            peer_size=own.item(0, "peer_size") if own.height else None,
            course=course[entity].sort("month"),
            hits=found[entity].sort("signal", "day", *CLAIM_KEYS, "violation", "amount_fen"),
            alerts=alerts[entity].sort(ORDER),
            rings=rings[entity],
            kinds=kinds[entity],
            history=_in_order(measures.select("feature", "value"), inputs.history),
            closer=inputs.closer.of(entity, rings[entity].get_column("ring_id").to_list()),
        )


def _placed(reasons: pl.DataFrame, summed: pl.DataFrame) -> pl.DataFrame:
    places = summed.select("entity_id", "cause", "place")
    return reasons.join(places, on=["entity_id", "cause"], how="left").sort(
        ["place", pl.col("contribution").abs(), "feature"],
        descending=[False, True, False],
        nulls_last=True,
    )


def _in_order(values: pl.DataFrame, features: Sequence[str]) -> pl.DataFrame:
    wanted = pl.DataFrame({"feature": features}, schema={"feature": pl.String})
    return wanted.join(values, on="feature", maintain_order="left")


def _by_entity(frame: pl.LazyFrame, key: str, entities: pl.Series) -> Mapping[str, pl.DataFrame]:
    """The rows of each entity; an empty frame for an entity without any."""
    rows = frame.filter(pl.col(key).is_in(entities.implode())).collect(engine="in-memory")
    parts = {str(one): part for (one,), part in rows.partition_by(key, as_dict=True).items()}
    return {entity: parts.get(entity, rows.clear()) for entity in entities}


def _measures(own: pl.DataFrame, inputs: LevelInputs) -> pl.DataFrame:
    """Values of one entity beside its peers'."""
    names = [name for name in inputs.features if name in own.columns]
    row = own.row(0, named=True) if own.height else {}
    values = pl.DataFrame(
        {
            "feature": names if row else [],
            "value": [row[name] for name in names] if row else [],
            "robust_z": [row.get(f"{name}_z") for name in names] if row else [],
        },
        schema={"feature": pl.String, "value": pl.Float64, "robust_z": pl.Float64},
    )
    peers = inputs.peers.filter(pl.col("peer_group").is_in([row.get("peer_group")]))
    quantiles = ("median", "p10", "p25", "p75", "p90", "p99")
    return (
        values.filter(pl.col("value").is_not_null())
        .join(peers.select("feature", *quantiles), on="feature", how="left")
        .sort(pl.col("robust_z").abs(), "feature", descending=[True, False], nulls_last=True)
    )
