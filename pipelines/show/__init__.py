"""What the command line prints."""

from pipelines.show.alerts import alerts
from pipelines.show.city import figures, proof, scheme
from pipelines.show.console import error, facts, progress, step
from pipelines.show.draws import drawn, recomputed, verified
from pipelines.show.intake import ingest, unlocks
from pipelines.show.monthly import (
    explained,
    listed,
    profile,
    scores,
    trained,
    tuned,
    untrained,
)
from pipelines.show.proposal import proposal
from pipelines.show.rings import rings
from pipelines.show.rollout import card, compared, history, shadows
from pipelines.show.watch import looked_back, watched

__all__ = [
    "alerts",
    "card",
    "compared",
    "drawn",
    "error",
    "explained",
    "facts",
    "figures",
    "history",
    "ingest",
    "listed",
    "looked_back",
    "profile",
    "progress",
    "proof",
    "proposal",
    "recomputed",
    "rings",
    "scheme",
    "scores",
    "shadows",
    "step",
    "trained",
    "tuned",
    "unlocks",
    "untrained",
    "verified",
    "watched",
]
