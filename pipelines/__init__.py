"""feijian: claims in, a ranked and explained list of inspection targets out."""

from pipelines.errors import InputError
from pipelines.workspace import Workspace

__all__ = ["InputError", "Workspace"]
