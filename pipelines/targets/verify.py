"""Whether a list is what its pinned inputs and models make of it, or what differs.

Nothing is taken on trust from the process: every file is read and hashed anew.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipelines.errors import InputError
from pipelines.targets.produce import MANIFEST

Manifest = Mapping[str, Any]

POLICY = "policy"
"""The folder of the list that holds the policy it was cut by."""

_INPUTS = ("inputs", "months", "rings", "profiles", "alerts")
"""Sections of a manifest: paths below the workspace and their hashes."""

_NEEDED = ("month", "lang", "models", "policy_file", "produced", "files", *_INPUTS)

_TOLD = 20
"""So many differing files are named; of the rest their number is told."""


@dataclass(frozen=True)
class Changed:
    """What is not what the manifest pins: of the list itself, and of what it rests on."""

    files: tuple[str, ...]
    inputs: tuple[str, ...]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a list.

    Raises:
        InputError: there is none, or it pins too little to compute the list again.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: cannot be read as the manifest of a list; name the folder of a list, such as "
            f"targets/2025-06 ({error})"
        ) from error
    missing = [name for name in _NEEDED if name not in manifest]
    if missing:
        raise InputError(f"{path}: pins no {', '.join(missing)}; the list cannot be computed again")
    return manifest  # type: ignore[no-any-return]


def pinned_policy(folder: Path) -> Path:
    """The policy that lies beside a list.

    Raises:
        InputError: there is not just one.
    """
    found = sorted((folder / POLICY).glob("*.toml"))
    if len(found) != 1:
        raise InputError(f"{folder / POLICY}: holds {len(found)} policies instead of one")
    return found[0]


def changed(folder: Path, manifest: Manifest, root: Path, policy: Path | None) -> Changed:
    """What has changed since the list was written.

    Args:
        folder: the list.
        manifest: what it pins.
        root: the workspace that holds its inputs.
        policy: the file that its policy was read from, where it is known.
    """
    files = [*_unlike_hashes(folder, manifest["files"]), *_unpinned(folder, manifest["files"])]
    inputs = [one for name in _INPUTS for one in _unlike_hashes(root, manifest[name])]
    if policy is not None and policy.is_file() and not _holds(folder, policy):
        inputs.append(f"{manifest['policy_file']}: is not the policy that the list was cut by")
    return Changed(tuple(files), tuple(inputs))


def _holds(folder: Path, policy: Path) -> bool:
    return policy.read_bytes() in [path.read_bytes() for path in (folder / POLICY).glob("*.toml")]


def _unlike_hashes(root: Path, hashes: Mapping[str, str]) -> Iterator[str]:
    for name, sha256 in hashes.items():
        if not (root / name).is_file():
            yield f"{name}: is missing"
        elif hashlib.sha256((root / name).read_bytes()).hexdigest() != sha256:
            yield f"{name}: is not the file that {MANIFEST} pins"


def _unpinned(folder: Path, hashes: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != MANIFEST and name not in hashes:
            yield f"{name}: is no file of the list"


def unlike(folder: Path, again: Path) -> list[str]:
    """What differs between a list and the same list computed again."""
    found = list(_unlike_manifests(folder / MANIFEST, again / MANIFEST))
    files = [one for one in _unlike_files(folder, again) if not one.startswith(f"{MANIFEST}:")]
    more = len(files) - _TOLD
    return found + files[:_TOLD] + ([f"and {more} more files"] if more > 0 else [])


def _unlike_manifests(held: Path, again: Path) -> Iterator[str]:
    was, now = (json.loads(path.read_text(encoding="utf-8")) for path in (held, again))
    keys = sorted((was.keys() | now.keys()) - {"files"})
    values = [one for key in keys for one in _unlike_values(key, was.get(key), now.get(key))]
    yield from (f"{MANIFEST}: {one}" for one in values)
    if not values and was == now and held.read_bytes() != again.read_bytes():
        yield f"{MANIFEST}: is not written as it was"


def _unlike_values(name: str, was: object, now: object) -> Iterator[str]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(was.keys() | now.keys()):
            yield from _unlike_values(f"{name} {key}", was.get(key), now.get(key))
    elif was != now:
        yield f"{name} is pinned as {_short(was)}, computed again it is {_short(now)}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= len('"sha256"') * 10 else f"{text[:60]}…"


def _unlike_files(folder: Path, again: Path) -> Iterator[str]:
    names = {
        path.relative_to(of).as_posix()
        for of in (folder, again)
        for path in of.rglob("*")
        if path.is_file()
    }
    for name in sorted(names, key=lambda name: (name.count("/"), name)):
        held, made = folder / name, again / name
        if not (held.is_file() and made.is_file()):
            yield f"{name}: {'is missing' if made.is_file() else 'is not made again'}"
        elif held.read_bytes() != made.read_bytes():
            yield f"{name}: {_where(held, made)}"


def _where(held: Path, made: Path) -> str:
    if held.suffix not in {".csv", ".json", ".html", ".toml"}:
        return "is not what is computed again"
    lines: Sequence[list[bytes]] = [path.read_bytes().split(b"\n") for path in (held, made)]
    pairs = enumerate(zip_longest(*lines), start=1)
    first = next(number for number, (one, other) in pairs if one != other)
    return f"line {first} is not what is computed again"
