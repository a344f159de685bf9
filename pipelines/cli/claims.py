"""Claims into the lake, and persons' numbers behind pseudonyms."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pipelines import show
from pipelines.cli.opening import open_workspace
from pipelines.cli.options import (
    FOLDER,
    JsonOption,
    KeyOption,
    LangOption,
    QuietOption,
    SourcesArgument,
    WorkspaceOption,
)
from pipelines.errors import InputError


def map_(
    paths: SourcesArgument,
    out: Annotated[Path, typer.Option(help="Where to write the proposed mapping.")] = Path(
        "mapping.toml"
    ),
    lang: LangOption = "zh",
    as_json: JsonOption = False,
) -> None:
    """Propose a mapping for an export, with what is unsure marked."""
    opened = open_workspace(FOLDER, lang)
    show.proposal(opened.map(paths, out), out, opened.lang, as_json=as_json)


def ingest(
    paths: SourcesArgument,
    mapping: Annotated[Path, typer.Option(help="The mapping of this export (TOML).")],
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When it was exported; later versions win."),
    ] = None,
    key: KeyOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each column unlocks; ingest nothing.")
    ] = False,
    workspace: WorkspaceOption = FOLDER,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring an export into the lake; print read = kept + quarantined."""
    if explain:
        show.unlocks(open_workspace(workspace).unlocks(paths, mapping), as_json=as_json)
        return
    with show.progress(quiet=quiet) as progress:
        opened = open_workspace(workspace, progress=progress)
        report = opened.ingest(paths, mapping, as_of=as_of and as_of.date(), key=key)
    show.ingest(report, as_json=as_json)


def key(
    path: Annotated[Path, typer.Argument(help="The new key file, outside the workspace.")],
    workspace: WorkspaceOption = FOLDER,
) -> None:
    """Make a key for pseudonyms; whoever has it can resolve them, nobody else."""
    show.step(
        f"{open_workspace(workspace).new_key(path)}: keep it safe and apart from the workspace"
    )


def resolve(
    pseudonyms: Annotated[list[str], typer.Argument(help="Pseudonyms, as lists show them.")],
    key: KeyOption = None,
    workspace: WorkspaceOption = FOLDER,
    as_json: JsonOption = False,
) -> None:
    """The psn_no behind pseudonyms, for who holds the key; logged in audit.jsonl."""
    if key is None:
        raise InputError("resolving needs the key; name it with --key or FEIJIAN_KEY")
    show.facts(open_workspace(workspace).resolve(pseudonyms, key), as_json=as_json)
