"""A workspace as the options of a command ask for it."""

from pathlib import Path
from typing import cast

from models.reasons import Lang
from pipelines.errors import InputError
from pipelines.progress import Progress, silent
from pipelines.workspace import Workspace


def open_workspace(
    root: Path, lang: str = "zh", progress: Progress = silent, by: str | None = None
) -> Workspace:
    """Open a workspace.

    Raises:
        InputError: there is no such language.
    """
    if lang not in ("zh", "en"):
        raise InputError(f"--lang is zh or en; found {lang!r}")
    return Workspace(root, lang=cast(Lang, lang), progress=progress, by=by)
