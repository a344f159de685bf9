"""What is wrong with a TOML file, collected to be told at once, each with its line."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipelines.errors import InputError

Place = tuple[str, ...]
"""The keys that lead to a value; the tables of `[[table]]` are numbered from 0."""


SEVERAL_LINES = re.compile(r'''"""(?:[^\\]|\\.)*?"""|\'{3}.*?\'{3}''', re.DOTALL)
"""A text in three quotes, such as a query: what looks like a key in it is none."""


class Problems:
    """Errors found so far, each at a place in the TOML document."""

    def __init__(self, text: str) -> None:
        self._lines = _line_of_each_key(text)
        self._found: list[tuple[int, str]] = []

    def add(self, place: Place, message: str) -> None:
        """Note a problem at `place`, or at the nearest place above it that has a line."""
        while place and place not in self._lines:
            place = place[:-1]
        self._found.append((self._lines.get(place, 1), message))

    def unknown(self, place: Place, kind: str, name: str, valid: Iterable[str]) -> None:
        """Note a name that is not valid, with the nearest one that is."""
        self.add(place, f"unknown {kind} {name!r}{nearest(name, valid)}")

    def raise_any(self, path: Path) -> None:
        """Raise one `InputError` with every problem in the order of the lines, if any."""
        raise_found(path, "mapping", self._found)


def read_toml(path: Path, what: str) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file, and what it says.

    Raises:
        InputError: the file, which is called `what`, cannot be read or is no TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except OSError as error:
        raise InputError(f"{path}: the {what} cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: this is not a TOML file in UTF-8: {error}") from error


def raise_found(path: Path, what: str, found: Iterable[tuple[int, str]]) -> None:
    """Raise one `InputError` with every (line, message) in the order of the lines, if any."""
    lines = [f"\n  line {line}: {message}" for line, message in sorted(found)]
    if lines:
        errors = "errors" if len(lines) > 1 else "error"
        raise InputError(f"{path}: {len(lines)} {errors} in the {what}{''.join(lines)}")


def nearest(name: str, valid: Iterable[str]) -> str:
    """The hint that follows a misspelt name: the nearest valid one, else all of them, if any."""
    names = list(valid)
    by_lower = {candidate.lower(): candidate for candidate in names}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1)
    if close:
        return f"; did you mean {by_lower[close[0]]!r}?"
    return f"; valid are: {', '.join(names)}" if names else ""


def _line_of_each_key(text: str) -> dict[Place, int]:
    """The line of every section and key; tables of an array are numbered from 0."""
    text = SEVERAL_LINES.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines: dict[Place, int] = {}
    section: Place = ()
    count = -1
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[\[\s*table\s*\]\]", line):
            count += 1
            section = ("table", str(count))
        elif header := re.match(r"\s*\[\s*table\.([\w.]+)\s*\]", line):
            section = ("table", str(count), *header[1].split("."))
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            lines.setdefault((*section, key[1]), number)
            continue
        lines.setdefault(section, number)
    return lines
