"""One writer at a time in a workspace, and what the next one does when a writer died.

The operating system holds the lock for the process, so a process that dies, however it dies,
holds none. What it was doing is noted beside the lock: a note without a lock is of a run that
did not finish, whose files are then put in order (`journal.recover`).
"""

import datetime as dt
import errno
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock, Timeout

from pipelines import audit, journal
from pipelines.errors import InputError

LOCK = ".lock"
RUNNING = ".running.json"

FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM = "No space left on device"
_NO_END = "Invalid thrift: transport error"
"""What Polars says when the end of a file found no room, and of a file that is cut short."""

CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class WorkspaceLock:
    """The lock of one workspace; who holds it may take it again.

    Args:
        root: the workspace.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = FileLock(root / LOCK, timeout=0)

    @contextmanager
    def held(self, act: str) -> Iterator[dict[str, Any] | None]:
        """Hold the workspace for `act`; yields the note of a run that did not finish, or None.

        Raises:
            InputError: another process holds it, the disk is full, or nothing can be written.
        """
        if self._lock.is_locked:
            yield None
            return
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise InputError(_in_use(self._root)) from error
        except OSError as error:
            raise InputError(_not_written(self._root, error)) from error
        try:
            with _room(self._root, act):
                yield self._begin(act)
        finally:
            (self._root / RUNNING).unlink(missing_ok=True)
            self._lock.release()

    def _begin(self, act: str) -> dict[str, Any] | None:
        """Put in order what a dead run left, and note what is running now."""
        died = _note(self._root)
        if died is None and journal.is_left(self._root):  # it was interrupted, not killed
            died = {}
        if died is not None:
            died["recovered"] = journal.recover(self._root)
        note = {
            "act": act,
            "by": audit.who(),
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        }
        (self._root / RUNNING).write_text(json.dumps(note), encoding="utf-8")
        return died


def _note(root: Path) -> dict[str, Any] | None:
    """What the note says; a run that died while writing it left an unreadable one."""
    try:
        note = json.loads((root / RUNNING).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return note if isinstance(note, dict) else {}


def _in_use(root: Path) -> str:
    note = _note(root)
    if not note:
        return f"{root} is in use by another feijian; wait until it ends and run this again"
    who = f"process {note['pid']} of {note['by']} on {note['host']}"
    return (
        f"{root} is in use: `feijian {note['act']}` ({who}) runs since {note['since']}; "
        "wait until it ends and run this again"
    )


def _not_written(root: Path, error: OSError) -> str:
    return (
        f"{error.filename or root} cannot be written ({error.strerror or error}); name another "
        "--workspace, or ask for the right to write there"
    )


def _damaged(root: Path) -> str:
    """A line for every Parquet file of the workspace that cannot be opened."""
    lines = []
    for part in sorted(root.rglob("*.parquet")):
        try:
            pl.read_parquet_schema(part)
        except pl.exceptions.PolarsError:
            lines.append(f"{part} is damaged; restore it from a backup of the workspace")
    return "\n".join(lines)


def _is_below(root: Path, name: object) -> bool:
    return isinstance(name, str) and Path(name).is_relative_to(root)


@contextmanager
def _room(root: Path, act: str) -> Iterator[None]:
    """Say plainly, whichever library met it, that the disk is full, closed or damaged."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        code = error.errno if isinstance(error, OSError) else None
        if isinstance(error, OSError) and code in CLOSED and _is_below(root, error.filename):
            raise InputError(_not_written(root, error)) from error
        if code not in FULL and _NO_ROOM not in str(error):
            if isinstance(error, pl.exceptions.PolarsError) and (damaged := _damaged(root)):
                raise InputError(damaged) from error
            if _NO_END not in str(error):
                raise
        raise InputError(
            f"the disk of {root} is full; what this {act} had not finished was taken back: "
            "make room and run the same command again"
        ) from error
