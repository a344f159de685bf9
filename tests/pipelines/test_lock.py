import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines import journal
from pipelines.errors import InputError
from pipelines.journal import FRESH, SCRATCH, changing
from pipelines.lock import LOCK, RUNNING, WorkspaceLock

HOLD = """
import sys, time
from pathlib import Path
from pipelines.lock import WorkspaceLock
with WorkspaceLock(Path(sys.argv[1])).held("train"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """Another process that holds the workspace."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "held\n"
        yield run
        run.kill()


def test_a_second_process_is_told_who_holds_the_workspace(
    tmp_path: Path, holder: "subprocess.Popen[str]"
) -> None:
    with (
        pytest.raises(InputError, match=rf"in use: `feijian train` \(process {holder.pid} of "),
        WorkspaceLock(tmp_path).held("ingest"),
    ):
        pass


def test_the_lock_of_a_killed_process_is_free_and_its_work_is_put_in_order(
    tmp_path: Path, holder: "subprocess.Popen[str]"
) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    (tmp_path / f"{SCRATCH}x" / FRESH).mkdir(parents=True)
    with WorkspaceLock(tmp_path).held("ingest") as died:
        assert died is not None
        assert (died["act"], died["pid"]) == ("train", holder.pid)
        assert died["recovered"] == ["dropped an unfinished change"]
    assert not (tmp_path / RUNNING).exists()
    with WorkspaceLock(tmp_path).held("ingest") as died:
        assert died is None


def test_who_holds_it_may_take_it_again(tmp_path: Path) -> None:
    lock = WorkspaceLock(tmp_path)
    with lock.held("run"), lock.held("score"):
        assert (tmp_path / RUNNING).exists()
    assert not (tmp_path / RUNNING).exists()


@pytest.mark.parametrize("note", ["", '{"act":', "[1]"])
def test_a_note_that_was_half_written_counts_as_a_dead_run(tmp_path: Path, note: str) -> None:
    (tmp_path / RUNNING).write_text(note)
    with WorkspaceLock(tmp_path).held("ingest") as died:
        assert died == {"recovered": []}


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        pl.exceptions.ComputeError("No space left on device (os error 28)"),
        pl.exceptions.ComputeError("File out of specification: Invalid thrift: transport error"),
    ],
)
def test_a_full_disk_is_one_clear_message(tmp_path: Path, error: Exception) -> None:
    with (
        pytest.raises(InputError, match=r"is full; .* make room"),
        WorkspaceLock(tmp_path).held("x"),
    ):
        raise error


def test_a_damaged_file_of_the_workspace_is_named(tmp_path: Path) -> None:
    part = tmp_path / "lake" / "setl" / "part.parquet"
    part.parent.mkdir(parents=True)
    part.write_text("junk")
    with (
        pytest.raises(InputError, match=rf"{part} is damaged; restore it from a backup"),
        WorkspaceLock(tmp_path).held("x"),
    ):
        pl.read_parquet(part)


def test_other_errors_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), WorkspaceLock(tmp_path).held("x"):
        raise PermissionError(errno.EACCES, "no")


@pytest.mark.parametrize("workspace", ["file", "file/below", "closed"])
def test_a_place_that_cannot_be_written_is_one_clear_message(
    tmp_path: Path, workspace: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "closed" / LOCK).mkdir(parents=True)
    with (
        pytest.raises(InputError, match=r"cannot be written .* name another --workspace"),
        WorkspaceLock(tmp_path / workspace).held("ingest"),
    ):
        pass


def test_a_part_of_the_workspace_that_is_closed_is_one_clear_message(tmp_path: Path) -> None:
    closed = str(tmp_path / "lake")
    with (
        pytest.raises(InputError, match=rf"{closed} cannot be written"),
        WorkspaceLock(tmp_path).held("x"),
    ):
        raise PermissionError(errno.EACCES, "no", closed)


def interrupt(*_: Path) -> None:
    raise KeyboardInterrupt


def write_new(root: Path) -> None:
    with WorkspaceLock(root).held("ingest"), changing(root) as scratch:
        (scratch / FRESH / "a").write_text("new")


def test_a_decided_change_that_was_interrupted_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(journal, "_carry_out", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_new(tmp_path)
    with WorkspaceLock(tmp_path).held("profile") as died:
        assert died is not None
        assert died["recovered"] == ["finished a change that was decided"]
        assert (tmp_path / "a").read_text() == "new"
