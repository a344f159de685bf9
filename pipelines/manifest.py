"""What a result rests on: hashes of inputs, of code and of settings, versions of packages."""

import functools
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipelines.settings import CONFIG, PROJECT
from pipelines.store import write_text
from pipelines.unchanged import while_unchanged

OURS = ("python", "feijian")
"""Entries of `packages` that no package index offers."""

PACKAGES = ("polars", "scikit-learn", "lightgbm", "shap", "mlflow-skinny", "numpy", "feijian")
"""Packages whose version can change a number on the list."""


@while_unchanged
def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs_hash(inputs: Mapping[str, str]) -> str:
    """One hash for named hashes or values, whatever their order."""
    text = json.dumps(dict(sorted(inputs.items())), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def folder_hash(folder: Path, pattern: str) -> str:
    """One hash for all files of a folder that match."""
    return inputs_hash(
        {str(path.relative_to(folder)): file_hash(path) for path in folder.rglob(pattern)}
    )


@functools.cache
def code_hash(package: str) -> str:
    """One hash for the source of `features` or `models`: a changed formula is a new input.

    That of when this process first asked: what is edited later it does not run, unless somebody
    reloads modules in it.
    """
    return folder_hash(PROJECT / package, "*.py")


def config_hash() -> str:
    """One hash for thresholds, rules, tiers and reference lists."""
    return inputs_hash(
        {
            "thresholds": file_hash(CONFIG / "thresholds.toml"),
            "rules": file_hash(CONFIG / "rules.csv"),
            "tiers": file_hash(CONFIG / "tiers.csv"),
            "reference": folder_hash(CONFIG / "reference", "*.csv"),
        }
    )


def packages() -> dict[str, str]:
    """Versions of Python and of the packages that make the numbers."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def is_current(stamp: Path, inputs: Mapping[str, str]) -> bool:
    """Whether `stamp` says that its neighbours were made from just these inputs."""
    return stamp.exists() and json.loads(stamp.read_text(encoding="utf-8")) == dict(inputs)


def write_stamp(stamp: Path, inputs: Mapping[str, str]) -> None:
    """Say what the files beside `stamp` were made from; written last."""
    write_json(stamp, dict(inputs))


def write_json(path: Path, value: Mapping[str, Any] | list[Any]) -> None:
    """Write readable JSON, keys in the order given."""
    write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", path)


def hashes(paths: Iterable[Path], root: Path) -> dict[str, str]:
    """Path below `root` -> hash, in the order of the paths."""
    return {path.relative_to(root).as_posix(): file_hash(path) for path in sorted(paths)}
