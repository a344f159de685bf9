"""A folder of work: `Workspace`, and what its verbs return."""

from pipelines.explain import Explained
from pipelines.workspace.draws import Drawn
from pipelines.workspace.lists import Listed
from pipelines.workspace.training import Trained
from pipelines.workspace.workspace import Workspace

__all__ = ["Drawn", "Explained", "Listed", "Trained", "Workspace"]
