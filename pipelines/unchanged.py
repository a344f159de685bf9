"""What is read off a file again and again, read once while the file stays as it is."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def while_unchanged(read: Callable[[Path], T]) -> Callable[[Path], T]:
    """`read`, done once per process and file unless the file's size, time or place changes.

    Whoever gets the result must not change it.
    """

    @functools.cache
    def kept(path: Path, _size: int, _mtime: int, _inode: int) -> T:
        return read(path)

    @functools.wraps(read)
    def known(path: Path) -> T:
        state = path.stat()
        return kept(path, state.st_size, state.st_mtime_ns, state.st_ino)

    return known
