"""The files of a registered model, and the one hash over all of them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pipelines.manifest import inputs_hash

FOLDER = Path("data") / "bundle"
"""Where a logged model holds its bundle."""

SHA256 = "bundle_sha256"
"""The name under which the hash is logged."""


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a bundle by its name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def hash_of(files: Mapping[str, bytes]) -> str:
    """One hash over names and contents; a file more or less changes it."""
    return inputs_hash({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
