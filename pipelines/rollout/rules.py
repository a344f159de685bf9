"""What a bureau asks of a challenger: `config/gate.toml`, and the workspace's own `gate.toml`."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pipelines.errors import InputError
from pipelines.settings import CONFIG

FILE = "gate.toml"

REQUIRED = ("better", "not worse")


@dataclass(frozen=True)
class Evidence:
    """Least data; see `config/gate.toml` for every field of every section."""

    months: int
    judged: int
    entities: int
    confirmed: int
    compared_months: int


@dataclass(frozen=True)
class Standing:
    """What better and not worse mean."""

    required: str
    better_by: float
    not_worse_by: float
    precision_not_worse_by: float
    confidence: float
    draws: int
    contradicted_below: float


@dataclass(frozen=True)
class Sanity:
    """What no honest model is."""

    least_lift: float
    most_precise: float
    most_of_one_feature: float


@dataclass(frozen=True)
class Groups:
    """Which groups are judged, and how much worse is much."""

    judged: int
    confirmed: int
    not_worse_by: float


@dataclass(frozen=True)
class Upkeep:
    """Age, steadiness and signature."""

    kept_less_by: float
    behind_champion_months: int
    stale_months: int
    columns_lost: int
    columns_added: int


@dataclass(frozen=True)
class Explanations:
    """What an inspector must be told of every lead."""

    least_reasons: int


@dataclass(frozen=True)
class Repeat:
    """Whether the challenger's training is run again."""

    train_again: bool


@dataclass(frozen=True)
class Rules:
    """All rules of the gate."""

    evidence: Evidence
    standing: Standing
    sanity: Sanity
    groups: Groups
    upkeep: Upkeep
    explanations: Explanations
    repeat: Repeat

    def plain(self) -> dict[str, dict[str, Any]]:
        """As in the file."""
        return asdict(self)


_SECTIONS: Mapping[str, type[Any]] = {
    "evidence": Evidence,
    "standing": Standing,
    "sanity": Sanity,
    "groups": Groups,
    "upkeep": Upkeep,
    "explanations": Explanations,
    "repeat": Repeat,
}


def read_rules(workspace: Path) -> Rules:
    """The rules that hold in a workspace.

    Raises:
        InputError: for unknown or missing keys, wrong types and impossible values, told together.
    """
    default = CONFIG / FILE
    known = _read(default)
    own_file = workspace / FILE
    own = _read(own_file) if own_file.exists() else {}
    problems = [*_unknown(own, known, own_file), *_wrong({**known, **own})]
    if problems:
        raise InputError("\n".join(problems))
    values = {**known, **own}
    return Rules(
        **{
            section: made(**{each.name: values[f"{section}.{each.name}"] for each in fields(made)})
            for section, made in _SECTIONS.items()
        }
    )


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


def _wrong(values: Mapping[str, Any]) -> Iterator[str]:
    for section, made in _SECTIONS.items():
        for each in fields(made):
            key = f"{section}.{each.name}"
            told = _wants(values.get(key), each.type)
            if told:
                yield f"{FILE}: {key} must be {told}, found {values.get(key)!r}"
    if values.get("standing.required") not in REQUIRED:
        yield f"{FILE}: standing.required must be one of {', '.join(REQUIRED)}"


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
