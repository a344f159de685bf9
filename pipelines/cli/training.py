"""Models from past cases."""

from typing import Annotated

import typer

from features.contract import LEVELS
from pipelines import show
from pipelines.cli.opening import open_workspace
from pipelines.cli.options import (
    FOLDER,
    JsonOption,
    LevelOption,
    MonthOption,
    OneLevelOption,
    QuietOption,
    WorkspaceOption,
)


def tune(
    level: OneLevelOption = "institution",
    month: MonthOption = None,
    trials: Annotated[
        int | None, typer.Option(min=1, help="Trials in all; default: settings.")
    ] = None,
    workspace: WorkspaceOption = FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Search for better parameters of a level's case model; a stopped study goes on."""
    with show.progress(quiet=quiet) as progress:
        tuned = open_workspace(workspace, progress=progress).tune(level, month, trials)
    show.tuned(tuned, as_json=as_json)


def train(
    level: LevelOption = None,
    month: MonthOption = None,
    workspace: WorkspaceOption = FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Train and register a model; print it beside the size-only ranking."""
    with show.progress(quiet=quiet) as progress:
        opened = open_workspace(workspace, progress=progress)
        levels = [level] if level else opened.trainable(month)
        trained = [opened.train(each, month) for each in levels]
    show.trained(trained, as_json=as_json)
    if level is None:
        show.untrained([each for each in LEVELS if each not in levels])
