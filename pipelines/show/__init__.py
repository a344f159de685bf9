"""What the command line prints."""

from pipelines.show.alerts import alerts
from pipelines.show.city import figures, proof, scheme
from pipelines.show.console import error, facts, progress, step
from pipelines.show.draws import drawn, recomputed, verified
from pipelines.show.intake import ingest, unlocks
from pipelines.show.monthly import explained, listed, profile, scores, trained, tuned
from pipelines.show.proposal import proposal
from pipelines.show.rings import rings

__all__ = [
    "alerts",
    "drawn",
    "error",
    "explained",
    "facts",
    "figures",
    "ingest",
    "listed",
    "profile",
    "progress",
    "proof",
    "proposal",
    "recomputed",
    "rings",
    "scheme",
    "scores",
    "step",
    "trained",
    "tuned",
    "unlocks",
    "verified",
]
