"""The scores of a month: what `score` does."""

import polars as pl

from features.contract import LEVELS
from pipelines import audit
from pipelines.errors import InputError
from pipelines.registry.in_use import in_use, trained
from pipelines.registry.versions import load
from pipelines.rollout.shadows import score_shadows
from pipelines.score import Scored, read_profile
from pipelines.score import score as score_profiles
from pipelines.train import check_level
from pipelines.workspace.session import Session


def score(
    session: Session, month: str | None, level: str | None, model: str | None
) -> pl.DataFrame:
    """Score one level, or stack all that have a model here."""
    month = session.month(month)
    if level is not None:
        return score_level(session, month, level, model).table
    levels = [each for each in LEVELS if trained(session.root, each)]
    if not levels:
        raise InputError(f"no model was trained in {session.root}; run `feijian train` first")
    tables = [
        score_level(session, month, each, model).table.select(pl.lit(each).alias("level"), pl.all())
        for each in levels
    ]
    return pl.concat(tables)


def score_level(session: Session, month: str, level: str, model: str | None) -> Scored:
    """Score one level, and let its shadows score along."""
    check_level(level)
    with session.writing("score"):
        read_profile(session.store, level, month)
        session.profiler().check_current(month)
        version = load(level, model or str(in_use(session.root, level)))
        session.progress(f"{month} {level} 评分 scoring", 0, 1)
        explained = session.settings.explained[level]
        scored = score_profiles(
            session.store, version, month, explained=explained, lang=session.lang
        )
        score_shadows(session.store, level, month)
        session.progress(f"{month} {level} 评分 scoring", 1, 1)
        audit.record(session.root, "score", level=level, month=month, version=version.label)
    return scored
