"""Sources: files, archives, sheets and databases, each as rows of text."""

from pipelines.intake.sources.reading import Reading
from pipelines.intake.sources.readings import readings
from pipelines.intake.sources.source import REASON, SOURCE_FILE, SOURCE_LINE, Batch, Source

__all__ = [
    "REASON",
    "SOURCE_FILE",
    "SOURCE_LINE",
    "Batch",
    "Reading",
    "Source",
    "readings",
]
