"""The quality report of an ingest: what came, what changed, what is worth a look."""

from pipelines.intake.quality.as_json import quality_json
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.page import page
from pipelines.intake.quality.quality import Quality, assess

__all__ = ["Limits", "Quality", "assess", "page", "quality_json"]
