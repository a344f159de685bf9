"""Which model is used: compared, promoted, rolled back, told."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines import show
from pipelines.cli.opening import open_workspace
from pipelines.cli.options import (
    FOLDER,
    JsonOption,
    LangOption,
    LevelOption,
    OneLevelOption,
    QuietOption,
    WorkspaceOption,
)

ChallengerOption = Annotated[str, typer.Option("--challenger", help="Version or alias that waits.")]
WhoOption = Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who decides.")]


def compare(
    level: OneLevelOption,
    challenger: ChallengerOption,
    champion: Annotated[
        str | None, typer.Option(help="Version or alias; default: in use here.")
    ] = None,
    months: Annotated[
        list[str] | None, typer.Option(help="YYYY-MM, repeatable; default: the last ones.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write the page here as well.")] = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Hold a challenger against the model in use, on the same months; what the gate says."""
    with show.progress(quiet=quiet) as progress:
        found = open_workspace(workspace, lang, progress).compare(
            level, challenger, champion, months
        )
    if html is not None:
        found.to_html(html)
    show.compared(found, workspace, as_json=as_json)


def promote(
    level: OneLevelOption,
    challenger: ChallengerOption,
    override: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why, against the gate; needs --by.")
    ] = None,
    by: WhoOption = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Put a challenger in use if the gate lets it pass, or by a named person's decision."""
    with show.progress(quiet=quiet) as progress:
        opened = open_workspace(workspace, lang, progress)
        promoted = opened.promote(level, challenger, override=override, by=by)
    show.facts(vars(promoted), as_json=as_json)


def rollback(
    level: OneLevelOption,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    by: WhoOption = None,
    workspace: WorkspaceOption = FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Go back to the model that was in use before."""
    show.facts(
        vars(open_workspace(workspace).rollback(level, reason=reason, by=by)), as_json=as_json
    )


def history(
    level: LevelOption = None,
    workspace: WorkspaceOption = FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Which model was in use since when, by whom and why; the log is checked link by link."""
    show.history(open_workspace(workspace).history(level), as_json=as_json)


def shadow(
    level: OneLevelOption,
    challenger: Annotated[
        str | None, typer.Option(help="Version that scores along from now on.")
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="None scores along any more.")] = False,
    workspace: WorkspaceOption = FOLDER,
    as_json: JsonOption = False,
) -> None:
    """Let a challenger score each month beside the champion; no list is made from it."""
    opened = open_workspace(workspace)
    if challenger is not None or stop:
        opened.shadow(level, None if stop else challenger)
    show.shadows(opened.shadows(level), as_json=as_json)


def card(
    level: OneLevelOption,
    model: Annotated[str | None, typer.Option(help="Alias or version; default: in use.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the card as a page here.")] = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """The card of a version: what it rests on, how good it is, since when, and its limits."""
    told = open_workspace(workspace, lang).card(level, model)
    if html is not None:
        told.to_html(html)
    show.card(told, html, as_json=as_json)
