"""Claims in: any export of a bureau becomes the contract's tables in the lake."""

from pipelines.intake.ingest import Options, ingest
from pipelines.intake.mapping import Mapping
from pipelines.intake.mapping_file import load_mapping
from pipelines.intake.report import IngestReport, TableReport

__all__ = ["IngestReport", "Mapping", "Options", "TableReport", "ingest", "load_mapping"]
