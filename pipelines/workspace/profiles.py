"""Profiles of a month, and what stands out in them: what `profile`, `alerts` and `rings` do."""

import polars as pl

from features.catalogue import PROFILE_LEVELS
from pipelines.profile import read_alerts, read_unavailable
from pipelines.rings import read_rings
from pipelines.score import read_profile
from pipelines.train import check_level
from pipelines.workspace.session import Session


def profile(session: Session, month: str | None) -> dict[str, pl.DataFrame]:
    """Make what is missing of a month, and read all levels."""
    month = session.month(month)
    with session.writing("profile"):
        session.profiler().run(month, session.progress)
    return {level: profiles(session, level, month) for level in PROFILE_LEVELS}


def profiles(session: Session, level: str, month: str) -> pl.DataFrame:
    """Read the profiles of one level."""
    check_level(level, PROFILE_LEVELS)
    return read_profile(session.store, level, month)[0]


def alerts(session: Session, month: str | None, level: str | None) -> pl.DataFrame:
    """Read the alerts of a level, or of all."""
    month = session.month(month)
    if level is not None:
        check_level(level, PROFILE_LEVELS)
    levels = PROFILE_LEVELS if level is None else (level,)
    found = pl.concat(read_alerts(session.store, each, month) for each in levels)
    return found.sort("certainty", maintain_order=True)


def rings(session: Session, month: str | None) -> pl.DataFrame:
    """Read the rings of a month."""
    found = read_rings(session.store, session.month(month)).members
    return found.sort("fund_fen", "ring_id", descending=[True, False], maintain_order=True)


def unavailable(session: Session, month: str | None) -> dict[str, dict[str, list[str]]]:
    """Read what the data could not give, level by level."""
    month = session.month(month)
    return {level: read_unavailable(session.store, level, month) for level in PROFILE_LEVELS}
