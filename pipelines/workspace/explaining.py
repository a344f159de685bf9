"""Why one entity has its score: what `explain` does."""

import polars as pl

from features.contract import ENTITY_KEY
from pipelines.errors import InputError
from pipelines.explain import Explained
from pipelines.score import read_scores, scored_levels
from pipelines.train import check_level
from pipelines.workspace.inputs import target_inputs
from pipelines.workspace.session import Session


def explain(session: Session, entity: str, month: str | None, level: str | None) -> Explained:
    """Find the entity in the scores, and gather what lies behind its own."""
    month = session.month(month)
    level = _level_of(session, entity, month, level)
    scored = read_scores(session.store, level, month)
    row = scored.table.row(by_predicate=pl.col("entity_id") == entity, named=True)
    if row["score"] is None:
        why = row["not_scored_reason"]
        raise InputError(f"{level} {entity} was not scored in {month}: {why}")
    inputs = target_inputs(session, month, session.policy(), {level: scored}, [entity])
    reasons = inputs.levels[level].reasons.filter(pl.col("entity_id") == entity)
    return Explained(
        level=level,
        month=month,
        scores=row,
        base=scored.base,
        reasons=reasons.collect(),
        hits=inputs.hits.filter(pl.col(ENTITY_KEY[level]) == entity).collect(),
        inputs=inputs,
    )


def _level_of(session: Session, entity: str, month: str, level: str | None) -> str:
    """The one level that knows the entity."""
    if level is not None:
        check_level(level)
    levels = scored_levels(session.store, month)
    if not levels:
        raise InputError(f"{month} has no scores; run `feijian score --month {month}` first")
    found = [each for each in levels if _knows(session, each, month, entity)]
    if level in found:
        return level
    if level is not None and level not in levels:
        raise InputError(f"{month} has no {level} scores; run `feijian score --month {month}`")
    if not found:
        raise InputError(f"no entity {entity!r} in the scores of {month} in {session.root}")
    if level is not None:
        raise InputError(
            f"no {level} {entity!r} in the scores of {month} in {session.root}, but the "
            f"{' and the '.join(found)} of that code; name --level {' or --level '.join(found)}"
        )
    if len(found) > 1:
        raise InputError(f"{entity!r} is {' and '.join(found)}; name one with --level")
    return found[0]


def _knows(session: Session, level: str, month: str, entity: str) -> bool:
    scores = read_scores(session.store, level, month).table
    return bool((scores.get_column("entity_id") == entity).any())
