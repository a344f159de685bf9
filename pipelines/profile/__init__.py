"""Lake to profiles, a month at a time: made when needed, kept with what they were made from."""

from pipelines.profile.kept import (
    ALERTS,
    ENCOUNTERS,
    HITS,
    PEERS,
    read_alerts,
    read_unavailable,
)
from pipelines.profile.profiler import Profiler

__all__ = [
    "ALERTS",
    "ENCOUNTERS",
    "HITS",
    "PEERS",
    "Profiler",
    "read_alerts",
    "read_unavailable",
]
