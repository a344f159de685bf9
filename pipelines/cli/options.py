"""Options and arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="Folder of the workspace.")
]
LangOption = Annotated[str, typer.Option("--lang", help="Language of outputs: zh or en.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress bar.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
MonthOption = Annotated[
    str | None, typer.Option("--month", help="YYYY-MM; default: the last month of the lake.")
]
LevelOption = Annotated[
    str | None, typer.Option("--level", help="institution, doctor or patient; default: all.")
]
OneLevelOption = Annotated[str, typer.Option("--level", help="institution, doctor or patient.")]
SourcesArgument = Annotated[
    list[str],
    typer.Argument(help="Folders, files or archives of the export, or addresses of databases."),
]
PolicyOption = Annotated[Path | None, typer.Option("--policy", help="Policy file (TOML).")]
KeyOption = Annotated[
    Path | None,
    typer.Option("--key", envvar="FEIJIAN_KEY", help="The key file of the pseudonyms."),
]
ByOption = Annotated[
    str | None,
    typer.Option(help="Who makes it, as its mark says; default: FEIJIAN_BY, else the user."),
]
FOLDER = Path("workspace")
"""The workspace where none is named."""
