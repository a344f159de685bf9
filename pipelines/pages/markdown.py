"""Pages of `docs/` that are written from what the code knows, as Markdown."""

from collections.abc import Iterable, Sequence

_NOTE = "<!-- Written by `make docs` from the catalogue; do not edit. -->"


def page(title: str, *parts: str) -> str:
    """A whole page, which says that it is generated."""
    return "\n\n".join((f"# {title}", _NOTE, *parts)) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; an absent value is an empty cell."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def names(found: Iterable[str]) -> str:
    """Names of code, set as code."""
    return " ".join(f"`{name}`" for name in found)
