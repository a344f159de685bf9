"""The settings of a workspace: `config/feijian.toml`, `config/thresholds.toml`, and its own."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from features.contract import LEVELS
from features.thresholds import Thresholds
from pipelines.errors import InputError
from pipelines.settings.places import CONFIG


@dataclass(frozen=True)
class Settings:
    """The settings of a workspace, whole and checked; `values` go into every manifest.

    Attributes:
        quality: the limits of the quality report of an ingest, by name.
        window_months: length of the window of a profile.
        snapshot_every: months between the snapshots that training uses.
        seed: seed of everything models draw.
        trees: trees of the isolation forest.
        bags: boosting runs of a case model, averaged.
        unlabelled_weight: weight of never-inspected entities in training.
        trials: trials of a tuning study.
        explained: level -> how many of the best leads are explained at scoring.
        policy: name of the list's policy in `config/policies/`.
        draw_seed: seed of the random draw.
        thresholds: every number that signals compare with.
    """

    quality: Mapping[str, Any]
    window_months: int
    snapshot_every: int
    seed: int
    trees: int
    bags: int
    unlabelled_weight: float
    trials: int
    explained: Mapping[str, int]
    policy: str
    draw_seed: str
    thresholds: Thresholds


LEAST: Mapping[str, float] = {
    "profile.window_months": 1,
    "train.snapshot_every": 1,
    "train.trees": 1,
    "train.bags": 1,
    "tune.trials": 1,
    "peers.peer_group_min": 2,
}
"""The least a setting may be, where less makes no sense; any other number is at least 0."""


def load_settings(workspace: Path) -> Settings:
    """Read `config/feijian.toml` and `config/thresholds.toml`, then the workspace's own.

    Raises:
        InputError: for missing and unknown keys, wrong types and impossible values, all told
            together.
    """
    numbers = _flat(_read(CONFIG / "thresholds.toml"))
    known = {**_flat(_read(CONFIG / "feijian.toml")), **numbers}
    own_file = workspace / "feijian.toml"
    own = _flat(_read(own_file)) if own_file.exists() else {}
    names = {key.partition(".")[2]: {**known, **own}[key] for key in numbers}
    missing = [field.name for field in fields(Thresholds) if field.name not in names]
    problems = [
        *(f"{CONFIG / 'thresholds.toml'}: {name} is missing" for name in missing),
        *_problems(own, known, own_file),
        *_impossible({**known, **own}),
    ]
    if problems:
        raise InputError("\n".join(problems))
    values = {**known, **own}
    return Settings(
        quality=MappingProxyType(_section(values, "quality")),
        window_months=values["profile.window_months"],
        snapshot_every=values["train.snapshot_every"],
        seed=values["train.seed"],
        trees=values["train.trees"],
        bags=values["train.bags"],
        unlabelled_weight=values["train.unlabelled_weight"],
        trials=values["tune.trials"],
        explained=MappingProxyType({level: values[f"explain.{level}"] for level in LEVELS}),
        policy=values["targets.policy"],
        draw_seed=values["targets.seed"],
        thresholds=Thresholds(**{field.name: names[field.name] for field in fields(Thresholds)}),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    """`{"train": {"seed": 0}}` to `{"train.seed": 0}`."""
    return {
        f"{section}.{key}": value
        for section, entries in document.items()
        for key, value in (entries.items() if isinstance(entries, dict) else [("", entries)])
    }


def _section(values: Mapping[str, Any], section: str) -> dict[str, Any]:
    """The keys of one section, without its name."""
    found = (key.partition(".") for key in values)
    return {name: values[f"{section}.{name}"] for of, _, name in found if of == section}


def _problems(own: Mapping[str, Any], known: Mapping[str, Any], path: Path) -> Iterator[str]:
    for key, value in own.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f"{path}: unknown setting {key}{hint}"
        elif not _fits(value, known[key]):
            wanted = type(known[key]).__name__
            yield f"{path}: {key} must be of type {wanted}, found {value!r}"


def _impossible(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        least = LEAST.get(key, 0)
        if isinstance(value, int | float) and value < least:
            yield f"{key} must be at least {least}, found {value}"


def _fits(value: object, default: object) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
