"""Who does the work of the blocks: this process, or several beside it that share the world."""

import mmap
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeVar

from pipelines.city.world import World
from pipelines.errors import InputError

Task = TypeVar("Task")
Done = TypeVar("Done")

ALONE_BELOW = 100_000
"""Persons below which further processes cost more than they bring."""

ALIGNED = 64
"""Arrays begin at multiples of this many bytes."""

AT_MOST = 2
"""Workers that are taken unasked: each needs about a gigabyte in a city of a million persons."""

_WORLD: list[World] = []
"""The world of this process, if it is a worker."""


class Crew(Protocol):
    """Does one thing to many tasks, in order."""

    def __call__(self, do: Callable[[World, Task], Done], tasks: Sequence[Task]) -> list[Done]:
        """What `do` makes of every task in the world of the crew."""


def number_of_workers(persons: int) -> int:
    """How many workers a city of `persons` is worth on this machine."""
    return 1 if persons < ALONE_BELOW else min(AT_MOST, os.cpu_count() or 1)


@contextmanager
def crew_of(world: World, workers: int) -> Iterator[Crew]:
    """A crew of so many workers; a single one is this process itself.

    Raises:
        InputError: when a worker ends before its work is done.
    """
    if workers == 1:
        yield partial(_by_itself, world)
        return
    with tempfile.TemporaryDirectory() as folder, _one_thread_each():
        file = Path(folder) / "world"
        put_down(world, file)
        with ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_move_in, initargs=(file,)
        ) as pool:
            try:
                yield partial(_shared_out, pool)
            except BrokenProcessPool as broken:
                raise InputError(
                    f"one of {workers} workers ended before its work was done, perhaps for want "
                    "of memory; simulate with fewer workers"
                ) from broken


def _by_itself(
    world: World, do: Callable[[World, Task], Done], tasks: Sequence[Task]
) -> list[Done]:
    return [do(world, task) for task in tasks]


def _shared_out(
    pool: ProcessPoolExecutor, do: Callable[[World, Task], Done], tasks: Sequence[Task]
) -> list[Done]:
    return list(pool.map(partial(_in_my_world, do), tasks))


def _in_my_world(do: Callable[[World, Task], Done], task: Task) -> Done:
    return do(_WORLD[0], task)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let the workers, not the threads within them, fill the cores."""
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


def put_down(world: World, file: Path) -> None:
    """Write a world so that processes can share its arrays: the arrays, then what holds them."""
    arrays: list[pickle.PickleBuffer] = []
    frame = pickle.dumps(world, protocol=5, buffer_callback=arrays.append)
    with file.open("wb") as out:
        places = []
        for array in arrays:
            out.write(bytes(-out.tell() % ALIGNED))
            raw = array.raw()
            places.append((out.tell(), raw.nbytes))
            out.write(raw)
    file.with_suffix(".frame").write_bytes(pickle.dumps((frame, places)))


def picked_up(file: Path) -> World:
    """A world as `put_down` left it; its arrays are read from the file when they are used."""
    frame, places = pickle.loads(file.with_suffix(".frame").read_bytes())  # noqa: S301 - our own
    with file.open("rb") as shared:
        pages = memoryview(mmap.mmap(shared.fileno(), 0, access=mmap.ACCESS_READ))
    arrays = [pages[start : start + size] for start, size in places]
    world: World = pickle.loads(frame, buffers=arrays)  # noqa: S301 - our own
    return world


def _move_in(file: Path) -> None:
    _WORLD[:] = [picked_up(file)]
