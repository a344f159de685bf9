"""A disk that really runs full, while claims come in."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import Workspace
from pipelines.errors import InputError
from pipelines.journal import SCRATCH, WRITING
from tests.conftest import copy_of


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("a small file system can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_full_disk_is_told_and_the_same_command_finishes_the_work_once_there_is_room(
    small_disk: Path, exports: Path, mapping: Path, ingested: Workspace
) -> None:
    ws = Workspace(small_disk / "workspace")
    with pytest.raises(InputError, match=r"the disk of .* is full.*make room"):
        ws.ingest([exports], mapping)
    assert not (ws.root / "lake").exists(), "all or nothing"
    left = [p.name for p in ws.root.rglob("*") if p.name.startswith((SCRATCH, WRITING))]
    assert left == []
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    ws.ingest([exports], mapping)
    assert files(ws.root / "lake") == files(ingested.root / "lake")


def test_a_full_disk_during_the_monthly_run_leaves_the_last_good_state(
    small_disk: Path, ingested: Workspace, month: str
) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    ws = copy_of(ingested, small_disk / "workspace")
    before = files(ws.root / "lake")
    filler = small_disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 200_000))
    with pytest.raises(InputError, match="is full"):
        ws.profile(month)
    assert files(ws.root / "lake") == before
    filler.unlink()
    assert ws.profile(month)["institution"].height > 0
