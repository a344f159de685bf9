"""The console: facts for people, JSON for programs, errors in one message, a progress bar."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar

from pipelines.progress import Progress, silent
from pipelines.show.table import table_of

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """A progress bar on standard error, with what is being done and an estimate."""
    if quiet or not ERR.is_terminal:
        yield silent
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=ERR, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def error(message: str) -> None:
    """A user's mistake."""
    ERR.print(f"feijian: {message}", style="bold red", markup=False)


def step(text: str) -> None:
    """A line that says what is being done now."""
    OUT.print(text, style="bold", markup=False)


def facts(values: Mapping[str, Any], *, as_json: bool) -> None:
    """Named values."""
    if as_json:
        print_json(dict(values))
        return
    table = table_of("", "")
    for name, value in values.items():
        table.add_row(name, told(value))
    OUT.print(table)


def told(value: Any) -> str:  # noqa: ANN401  # whatever a table holds
    """A value as people read it."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {told(each)}" for name, each in value.items()) or "-"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(told, value)) or "-"
    return str(value)


def print_json(value: Any) -> None:  # noqa: ANN401  # anything JSON can hold
    """A value as programs read it."""
    OUT.print_json(json.dumps(value, ensure_ascii=False, default=str))
