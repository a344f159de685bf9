"""The simulated city: make one, run the whole job on one, and prove the signals on one."""

from pathlib import Path
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
from pipelines.errors import InputError


def demo(
    out: Annotated[Path, typer.Argument(help="Folder to work in.")] = Path("demo"),
    persons: Annotated[int, typer.Option(help="Insured persons of the city.")] = 12_000,
    months: Annotated[int, typer.Option(help="Months of claims.")] = 24,
    seed: Annotated[int, typer.Option(help="Seed of the city.")] = 0,
    quiet: QuietOption = False,
) -> None:
    """Simulate a small city, run everything on it, and name the list to open."""
    from pipelines.demo import run_demo

    run_demo(out, persons=persons, months=months, seed=seed, quiet=quiet)


def simulate(
    out: Annotated[Path, typer.Argument(help="Folder for the raw exports.")],
    persons: Annotated[int, typer.Option(help="Insured persons.")] = 20_000,
    months: Annotated[int, typer.Option(help="Months of claims.")] = 24,
    seed: Annotated[int, typer.Option(help="Seed; the same seed gives the same bytes.")] = 0,
    first_month: Annotated[str, typer.Option(help="YYYY-MM.")] = "2024-01",
    plant: Annotated[
        list[str] | None,
        typer.Option(help="Plant only this: I-02, N-63, hang-beds:0.3, look-alikes, nothing."),
    ] = None,
    defects: Annotated[
        bool, typer.Option("--defects", help="Damage the exports as real ones are.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(help="Processes that share the work; the bytes stay the same.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="SCHEME_ID", help="Simulate nothing; tell of a scheme of the city."),
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Print its figures beside the published ones.")
    ] = False,
    lang: LangOption = "zh",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write a simulated city: raw exports, past cases, and truth/ (what was planted where)."""
    from pipelines import city

    opened = open_workspace(FOLDER, lang)
    if explain is not None:
        show.scheme(city.explain(out, explain), as_json=as_json)
        return
    if report and defects:
        raise InputError(
            "--report measures the city as it was lived, and damaged exports tell it wrongly; "
            "leave --report or --defects out"
        )
    with show.progress(quiet=quiet) as progress:
        opened.progress = progress
        made = opened.simulate(
            out,
            persons=persons,
            months=months,
            seed=seed,
            first_month=first_month,
            plant=plant,
            defects=defects,
            workers=workers,
        )
    if report:
        show.figures(made, city.measured(out), opened.lang, as_json=as_json)
    else:
        show.facts(vars(made), as_json=as_json)


def proof(
    truth: Annotated[Path, typer.Argument(help="The truth/ of a simulated city.")],
    month: MonthOption = None,
    workspace: WorkspaceOption = FOLDER,
    as_json: JsonOption = False,
) -> None:
    """What the signals hit of what was planted in a simulated city."""
    show.proof(open_workspace(workspace).proof(truth, month), as_json=as_json)
