"""Sources: files, archives, sheets and databases, each as rows of text."""

from pipelines.intake.sources.former import Reading, batches, readings
from pipelines.intake.sources.source import REASON, SOURCE_FILE, SOURCE_LINE, Batch, Source

__all__ = [
    "REASON",
    "SOURCE_FILE",
    "SOURCE_LINE",
    "Batch",
    "Reading",
    "Source",
    "batches",
    "readings",
]
