"""Settings in sections of numbers, texts and switches: the house's, then a workspace's own."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipelines.errors import InputError
from pipelines.settings import CONFIG

Sections = Mapping[str, type[Any]]
"""Section -> the dataclass whose fields are its keys."""


_ANY: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def read_sections(
    file: str,
    workspace: Path,
    sections: Sections,
    choices: Mapping[str, tuple[str, ...]] = _ANY,
) -> dict[str, Any]:
    """What `config/FILE` says, and before it the workspace's own file of that name.

    Args:
        file: name of the file.
        workspace: the folder that may have its own.
        sections: what the file has.
        choices: `section.key` -> the texts that it may be.

    Returns:
        Section -> its dataclass, filled.

    Raises:
        InputError: for unknown or missing keys, wrong types and impossible values, told together.
    """
    known, own_file = _read(CONFIG / file), workspace / file
    own = _read(own_file) if own_file.exists() else {}
    values = {**known, **own}
    problems = [*_unknown(own, known, own_file), *_wrong(values, file, sections)]
    problems += [
        f"{file}: {key} must be one of {', '.join(allowed)}"
        for key, allowed in choices.items()
        if values.get(key) not in allowed
    ]
    if problems:
        raise InputError("\n".join(problems))
    return {
        section: made(**{each.name: values[f"{section}.{each.name}"] for each in fields(made)})
        for section, made in sections.items()
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid TOML in UTF-8: {error}") from error
    return {
        f"{section}.{key}": value
        for section, entries in document.items()
        for key, value in (entries.items() if isinstance(entries, dict) else [("", entries)])
    }


def _unknown(own: Mapping[str, Any], known: Mapping[str, Any], path: Path) -> Iterator[str]:
    for key in own:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f"{path}: unknown rule {key}{hint}"


def _wrong(values: Mapping[str, Any], file: str, sections: Sections) -> Iterator[str]:
    for section, made in sections.items():
        for each in fields(made):
            key = f"{section}.{each.name}"
            told = _wants(values.get(key), each.type)
            if told:
                yield f"{file}: {key} must be {told}, found {values.get(key)!r}"


def _wants(value: object, kind: object) -> str | None:
    """What is wanted instead of a value, or None when it will do."""
    if kind is bool:
        return None if isinstance(value, bool) else "true or false"
    if kind is str:
        return None if isinstance(value, str) else "a text"
    number = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if kind is int:
        return None if number and isinstance(value, int) else "a whole number, 0 or more"
    return None if number else "a number, 0 or more"
