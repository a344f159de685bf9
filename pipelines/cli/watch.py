"""What became of past lists, and what came in."""

from typing import Annotated

import typer

from pipelines import show
from pipelines.cli.opening import open_workspace
from pipelines.cli.options import (
    FOLDER,
    JsonOption,
    LangOption,
    MonthOption,
    OneLevelOption,
    PolicyOption,
    QuietOption,
    WorkspaceOption,
)

LOOK = 3
"""Exit code: the call did its work, and found something that somebody should look at."""


def backtest(
    first: Annotated[str, typer.Option("--from", help="YYYY-MM; the first month.")],
    last: Annotated[str, typer.Option("--to", help="YYYY-MM; the last month.")],
    level: OneLevelOption = "institution",
    model: Annotated[
        str | None, typer.Option(help="Alias or version whose recipe; default: in use here.")
    ] = None,
    policy: PolicyOption = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """The lists of past months as they would have been, judged by what became known later."""
    with show.progress(quiet=quiet) as progress:
        opened = open_workspace(workspace, lang, progress)
        found = opened.backtest(first, last, level=level, model=model, policy=policy)
    show.looked_back(found, opened.backtest_folder(level, first, last), as_json=as_json)


def monitor(
    month: MonthOption = None,
    against: Annotated[
        str | None, typer.Option(help="YYYY-MM; default: what the model in use learned from last.")
    ] = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """What came in a month, and what moved; exit code 3 when something is worth a look."""
    with show.progress(quiet=quiet) as progress:
        opened = open_workspace(workspace, lang, progress)
        found = opened.monitor(month, against)
    show.watched(found, opened.lang, opened.monitor_folder(found.month), as_json=as_json)
    if found.alerts:
        raise typer.Exit(LOOK)
