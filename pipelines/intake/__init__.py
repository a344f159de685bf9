"""Claims in: any export of a bureau becomes the contract's tables in the lake."""

from pipelines.intake.ingest import IngestReport, TableReport, ingest
from pipelines.intake.mapping import Mapping
from pipelines.intake.mapping_file import load_mapping

__all__ = ["IngestReport", "Mapping", "TableReport", "ingest", "load_mapping"]
