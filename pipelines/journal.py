"""Many files changed as one: all of them or none, also for a machine that stops half-way.

What is to change lies complete in a scratch folder of the workspace before a journal says so;
from then on the change is decided, and whoever comes next carries it out (`recover`). Without a
journal the scratch folder never happened. Files reach the disk before the journal does.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.errors import InputError

SCRATCH = ".changing-"
FRESH = "fresh"
JOURNAL = "journal.json"
WRITING = ".writing-"
"""Scratch folders of single files and folders (`store.replacing`)."""

PREVIOUS = "previous"


@contextmanager
def changing(root: Path) -> Iterator[Path]:
    """Yield a scratch folder; what then lies in its `fresh/` takes its place below `root`.

    A folder of `fresh/` that is empty removes its counterpart. When the block fails, nothing
    has changed.
    """
    root.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=root))
    try:
        (scratch / FRESH).mkdir()
        yield scratch
        _decide(scratch)
        _carry_out(scratch, root)
    finally:
        if not (scratch / JOURNAL).exists():
            shutil.rmtree(scratch, ignore_errors=True)


def recover(root: Path) -> list[str]:
    """Finish what was decided below `root` and remove what was not; returns what was done."""
    done = []
    for folder, names, _ in os.walk(root):
        for name in sorted(names):
            scratch = Path(folder) / name
            if name.startswith(SCRATCH):
                done.append(_recover_change(scratch, Path(folder)))
            elif name.startswith(WRITING):
                done.append(_recover_writing(scratch, Path(folder)))
        names[:] = [name for name in names if not name.startswith((SCRATCH, WRITING))]
    return done


def is_left(root: Path) -> bool:
    """Whether a change below `root` was interrupted: decided and not carried out, or litter."""
    return any(root.glob(f"{SCRATCH}*"))


def synced(path: Path) -> None:
    """Wait until a file, or every file of a folder, is on the disk."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    for each in files:
        with each.open("rb") as file:
            os.fsync(file.fileno())
    for folder in {each.parent for each in files}:
        _synced_folder(folder)


def _synced_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _decide(scratch: Path) -> None:
    fresh = scratch / FRESH
    synced(fresh)
    files = sorted(each.relative_to(fresh) for each in fresh.rglob("*") if each.is_file())
    empty = sorted(
        each.relative_to(fresh)
        for each in fresh.rglob("*")
        if each.is_dir() and not any(each.iterdir())
    )
    journal = {"replace": [p.as_posix() for p in files], "remove": [p.as_posix() for p in empty]}
    written = scratch / "journal.tmp"
    written.write_text(json.dumps(journal), encoding="utf-8")
    synced(written)
    written.replace(scratch / JOURNAL)
    _synced_folder(scratch)


def _carry_out(scratch: Path, root: Path) -> None:
    """Move and remove what the journal says; what was moved already is passed over."""
    journal = _journal(scratch / JOURNAL)
    for name in journal["replace"]:
        fresh = scratch / FRESH / name
        if fresh.exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            fresh.replace(root / name)
    for name in journal["remove"]:
        shutil.rmtree(root / name, ignore_errors=True)
    for folder in {(root / name).parent for name in journal["replace"]}:
        _synced_folder(folder)
    (scratch / JOURNAL).unlink()


def _journal(path: Path) -> dict[str, list[str]]:
    try:
        journal: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(f"{path} is damaged; restore the workspace from a backup") from None
    return journal


def _recover_change(scratch: Path, root: Path) -> str:
    decided = (scratch / JOURNAL).exists()
    if decided:
        _carry_out(scratch, root)
    shutil.rmtree(scratch)
    return "finished a change that was decided" if decided else "dropped an unfinished change"


def _recover_writing(scratch: Path, folder: Path) -> str:
    """A folder whose old content was moved away has its new content complete beside it."""
    moved_away = (scratch / PREVIOUS).exists()
    for fresh in scratch.iterdir() if moved_away else ():
        if fresh.name != PREVIOUS and not (folder / fresh.name).exists():
            fresh.rename(folder / fresh.name)
    shutil.rmtree(scratch)
    return "finished a folder" if moved_away else "dropped an unfinished file"
