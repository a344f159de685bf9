"""Which versions a workspace has trained, and the one it scores with.

Kept in the workspace (`models/<level>.json`), so that it moves with it: several workspaces of
one checkout share a registry, and none may score with another's model by accident.
"""

import json
from pathlib import Path

from pipelines.errors import InputError
from pipelines.manifest import write_json
from pipelines.registry.promotions import behind
from pipelines.registry.versions import Version, champion


def remember(root: Path, version: Version) -> None:
    """Add a version to those trained in the workspace."""
    known = trained(root, version.level)
    if version.number not in known:
        write_json(_file(root, version.level), {"versions": [*known, version.number]})


def trained(root: Path, level: str) -> list[int]:
    """Versions of a level trained in the workspace, the first one first."""
    path = _file(root, level)
    if not path.exists():
        return []
    versions: list[int] = json.loads(path.read_text(encoding="utf-8"))["versions"]
    return versions


def in_use(root: Path, level: str) -> int:
    """The version that the log of promotions says.

    Before any promotion it is the champion when it was trained here, else the first version
    trained here.

    Raises:
        InputError: nothing was trained here, or the log of promotions was changed.
    """
    if promoted := behind(root, level):
        return promoted[-1].version
    own = trained(root, level)
    if not own:
        raise InputError(
            f"no {level} model was trained in {root}; run `feijian train --level {level}`, "
            "or name one with --model"
        )
    leading = champion(level)
    return leading if leading in own else own[0]


def _file(root: Path, level: str) -> Path:
    return root / "models" / f"{level}.json"
