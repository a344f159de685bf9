"""The month's list and its draw, both to be verified, and the report forms."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines import show
from pipelines.cli.opening import open_workspace
from pipelines.cli.options import (
    FOLDER,
    ByOption,
    JsonOption,
    LangOption,
    MonthOption,
    PolicyOption,
    QuietOption,
    WorkspaceOption,
)


def targets(
    month: MonthOption = None,
    policy: PolicyOption = None,
    by: ByOption = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Cut the month's list to capacity; write workbook, pages, dossiers, evidence, manifest."""
    with show.progress(quiet=quiet) as progress:
        listed = open_workspace(workspace, lang, progress, by).targets(month, policy)
    show.listed(listed, as_json=as_json)


def verify(
    folder: Annotated[Path, typer.Argument(help="The folder of a list, such as targets/2025-06.")],
    from_lake: Annotated[
        bool, typer.Option("--from-lake", help="Begin with the claims; takes a monthly run.")
    ] = False,
    workspace: WorkspaceOption = FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Compute a list again from what it pins: equal, or what differs (exit code 2)."""
    with show.progress(quiet=quiet) as progress:
        found = open_workspace(workspace, progress=progress).verify(folder, from_lake=from_lake)
    show.recomputed(folder, found, as_json=as_json)


def draw(
    month: MonthOption = None,
    roster: Annotated[
        Path | None, typer.Option(help="CSV of the inspectors; without it none are drawn.")
    ] = None,
    policy: PolicyOption = None,
    verify: Annotated[
        Path | None, typer.Option(help="Draw nothing; repeat the draw that this file publishes.")
    ] = None,
    workspace: WorkspaceOption = FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Whom the lots fell on, and who inspects them; --verify repeats a published draw."""
    opened = open_workspace(workspace)
    if verify is not None:
        show.verified(verify, opened.verify_draw(verify), as_json=as_json)
        return
    show.drawn(opened.draw(month, roster, policy), as_json=as_json)


def forms(
    out: Annotated[Path, typer.Argument(help="Folder for the forms.")],
    month: MonthOption = None,
    areas: Annotated[
        Path | None, typer.Option(help="CSV of what the areas have set up (附件1).")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Only what names nobody, small counts hidden.")
    ] = False,
    by: ByOption = None,
    workspace: WorkspaceOption = FOLDER,
    as_json: JsonOption = False,
) -> None:
    """The report forms of a month: 附件1 to 3, self-check, rectification, funnel."""
    files = open_workspace(workspace, by=by).forms(out, month, areas=areas, public=public)
    show.facts({path.stem: path for path in files}, as_json=as_json)


def run(
    month: MonthOption = None,
    policy: PolicyOption = None,
    by: ByOption = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """The monthly job: profile, score and targets; goes on where it was stopped."""
    with show.progress(quiet=quiet) as progress:
        listed = open_workspace(workspace, lang, progress, by).run(month, policy)
    show.listed(listed, as_json=as_json)
