"""Profiles of a month, and what stands out in them without any model."""

from typing import Annotated

import typer

from pipelines import show
from pipelines.cli.opening import open_workspace
from pipelines.cli.options import (
    FOLDER,
    JsonOption,
    LangOption,
    MonthOption,
    QuietOption,
    WorkspaceOption,
)


def profile(
    month: MonthOption = None,
    workspace: WorkspaceOption = FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Reduce claims to encounters and hits, build the profiles, and raise alerts."""
    with show.progress(quiet=quiet) as progress:
        opened = open_workspace(workspace, progress=progress)
        profiles = opened.profile(month)
    show.profile(profiles, opened.unavailable(month), opened.alerts(month), as_json=as_json)


def alerts(
    month: MonthOption = None,
    level: Annotated[
        str | None,
        typer.Option(help="Also department, clerk or employer; default: all levels."),
    ] = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Who crossed the threshold of a named rule; a prompt to check, never a finding."""
    opened = open_workspace(workspace, lang)
    show.alerts(opened.alerts(month, level), opened.lang, as_json=as_json)


def rings(
    month: MonthOption = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Who is together again and again, and who stands in the middle; never a finding."""
    opened = open_workspace(workspace, lang)
    show.rings(opened.rings(month), opened.lang, as_json=as_json)
