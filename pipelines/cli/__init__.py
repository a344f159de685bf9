"""The command line: every command a thin cover over a `Workspace` method of its name."""

from pipelines.cli.commands import app, main

__all__ = ["app", "main"]
