"""The log of promotions: appended to, never changed, whole whatever happens."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines import InputError
from pipelines.registry.promotions import LOG, append, behind, history, note


def promote(root: Path, version: int, level: str = "doctor") -> None:
    note(root, append(root, "promote", level, version, sha256=f"{version:064}", by="Li"))


def test_every_level_has_its_own_history_in_one_chain(tmp_path: Path) -> None:
    promote(tmp_path, 1)
    promote(tmp_path, 5, "patient")
    promote(tmp_path, 2)
    assert [each.version for each in history(tmp_path)] == [1, 5, 2]
    last = history(tmp_path, "doctor")[-1]
    assert (last.number, last.before, last.version) == (3, 1, 2)
    assert [each.version for each in behind(tmp_path, "patient")] == [5]


def test_a_rollback_takes_the_last_promotion_away(tmp_path: Path) -> None:
    for version in (1, 2, 3):
        promote(tmp_path, version)
    for version in (2, 1):
        append(tmp_path, "rollback", "doctor", version, sha256="", by="Li")
        assert behind(tmp_path, "doctor")[-1].version == version
    promote(tmp_path, 3)
    assert [each.version for each in behind(tmp_path, "doctor")] == [1, 3]


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_changed_line_is_noticed(tmp_path: Path, line: int) -> None:
    for version in (1, 2, 3):
        promote(tmp_path, version)
    lines = (tmp_path / LOG).read_text().splitlines()
    lines[line] = lines[line].replace('"by": "Li"', '"by": "Wu"')
    (tmp_path / LOG).write_text("\n".join(lines) + "\n")
    with pytest.raises(InputError, match=f"line {line + 1} is not the one that was written"):
        history(tmp_path)


def test_a_changed_line_with_a_hash_that_fits_breaks_the_next_one(tmp_path: Path) -> None:
    for root in (tmp_path / "real", tmp_path / "forged"):
        promote(root, 1 if root.name == "real" else 7)
        promote(root, 2)
    lines = [(tmp_path / name / LOG).read_text().splitlines() for name in ("forged", "real")]
    (tmp_path / "real" / LOG).write_text(f"{lines[0][0]}\n{lines[1][1]}\n")
    with pytest.raises(InputError, match="line 2"):
        history(tmp_path / "real")


def test_a_log_cut_short_at_its_end_is_noticed(tmp_path: Path) -> None:
    for version in (1, 2, 3):
        promote(tmp_path, version)
    lines = (tmp_path / LOG).read_text().splitlines()
    (tmp_path / LOG).write_text("\n".join(lines[:2]) + "\n")
    with pytest.raises(InputError, match="line 3"):
        history(tmp_path)


def test_a_line_left_unfinished_never_happened(tmp_path: Path) -> None:
    promote(tmp_path, 1)
    with (tmp_path / LOG).open("a") as file:
        file.write('{"number": 2, "at": "20')
    assert [each.version for each in history(tmp_path)] == [1]
    promote(tmp_path, 2)
    assert [each.version for each in history(tmp_path)] == [1, 2]


def test_a_line_of_the_audit_left_unfinished_is_passed_over(tmp_path: Path) -> None:
    promote(tmp_path, 1)
    with (tmp_path / "audit.jsonl").open("a") as file:
        file.write('{"act": "promotion", "num')
    promote(tmp_path, 2)
    assert [each.version for each in history(tmp_path)] == [1, 2]


APPENDING = """
import sys
from pathlib import Path
from pipelines.registry.promotions import append
print("ready", flush=True)
for version in range(1, 10_000):
    append(Path(sys.argv[1]), "promote", "doctor", version, sha256="", by="Li")
"""


@pytest.mark.slow
def test_a_process_killed_while_it_appends_leaves_a_whole_chain(tmp_path: Path) -> None:
    moments = random.Random(4)
    for _ in range(3):
        already = len(history(tmp_path))
        process = subprocess.Popen(
            [sys.executable, "-c", APPENDING, str(tmp_path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0.02, 0.3))
        process.kill()
        process.communicate()
        found = history(tmp_path)
        assert len(found) > already
        assert [each.number for each in found] == list(range(1, len(found) + 1))


def test_each_line_is_plain_json_that_names_who_and_why(tmp_path: Path) -> None:
    append(
        tmp_path, "override", "doctor", 4, sha256="", by="Li", reason="pilot", verdict="hold",
        held=("average_precision",),
    )  # fmt: skip
    line = json.loads((tmp_path / LOG).read_text())
    assert (line["by"], line["reason"], line["held"]) == ("Li", "pilot", ["average_precision"])
    assert history(tmp_path)[0].held == ("average_precision",)
