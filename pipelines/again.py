"""A workspace beside another that shares its inputs and makes everything else anew."""

import shutil
from pathlib import Path

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
