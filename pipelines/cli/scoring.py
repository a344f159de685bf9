"""The scores of a month, and why."""

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
    LevelOption,
    MonthOption,
    QuietOption,
    WorkspaceOption,
)


def score(
    month: MonthOption = None,
    level: LevelOption = None,
    model: Annotated[
        str | None, typer.Option(help="Alias or version; default: in use here.")
    ] = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Score a month and explain the best leads."""
    with show.progress(quiet=quiet) as progress:
        opened = open_workspace(workspace, lang, progress)
        table = opened.score(month, level, model)
    show.scores(table, level, as_json=as_json)


def explain(
    entity: Annotated[str, typer.Argument(help="fixmedins_code, dr_code or psn_no.")],
    month: MonthOption = None,
    level: LevelOption = None,
    html: Annotated[Path | None, typer.Option(help="Write the dossier page here.")] = None,
    pdf: Annotated[
        Path | None, typer.Option(help="Print the dossier here; needs Chromium.")
    ] = None,
    by: ByOption = None,
    workspace: WorkspaceOption = FOLDER,
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Why one entity has its score, down to its claims."""
    explained = open_workspace(workspace, lang, by=by).explain(entity, month, level)
    if html is not None:
        explained.to_html(html)
    if pdf is not None:
        explained.to_pdf(pdf)
    show.explained(explained, [each for each in (html, pdf) if each], as_json=as_json)
