"""Mappings as TOML files. `docs/mapping.md` is the reference of the format."""

from pipelines.intake.mapping_file.document import load_mapping

__all__ = ["load_mapping"]
