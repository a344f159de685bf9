"""A list computed again in a workspace beside its own, which shares the inputs and is only read."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipelines.errors import InputError
from pipelines.settings import PROJECT
from pipelines.targets.verify import changed, read_manifest, unlike

LAKE = ("lake", "models")
"""What cannot be made again."""

MADE = ("encounters", "hits", "doctor_days", "rings", "profiles")
"""What is made of the lake before anything is scored."""


def share(root: Path, scratch: Path, *, from_lake: bool) -> None:
    """Let `scratch` have the inputs of the workspace `root`, which is never written to.

    Args:
        root: the workspace.
        scratch: an empty folder.
        from_lake: share the lake alone, not what was made of it.
    """
    for name in LAKE if from_lake else (*LAKE, *MADE):
        if (root / name).exists():
            (scratch / name).symlink_to((root / name).resolve(), target_is_directory=True)
    if (root / "feijian.toml").exists():
        shutil.copy(root / "feijian.toml", scratch)


def differences_of(
    root: Path, folder: Path, again: Callable[[Path], Path], *, from_lake: bool
) -> list[str]:
    """What of a list is not as pinned, and unless that is an input, what is computed otherwise.

    Args:
        root: the workspace of the list.
        folder: the list.
        again: computes the list again in a workspace that shares the inputs; returns its folder.
        from_lake: share the lake alone.
    """
    manifest = read_manifest(folder)
    places = [each / manifest["policy_file"] for each in (PROJECT, root)]
    policy = next((path for path in places if path.is_file()), None)
    since = changed(folder, manifest, root, policy)
    if since.inputs:
        return [*since.files, *since.inputs]
    with tempfile.TemporaryDirectory() as scratch:
        share(root, Path(scratch), from_lake=from_lake)
        try:
            made = again(Path(scratch))
        except InputError as error:
            return [*since.files, f"the list cannot be computed again: {error}"]
        return [*since.files, *unlike(folder, made)]


def called_in(root: Path, policy: Path) -> str:
    """A policy by its path in the checkout or in a workspace, elsewhere by its name."""
    for each in (PROJECT, root.resolve()):
        if policy.resolve().is_relative_to(each):
            return policy.resolve().relative_to(each).as_posix()
    return policy.name
