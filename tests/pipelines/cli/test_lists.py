"""Lists and draws, by commands."""

import json
from pathlib import Path

from pipelines import Workspace
from tests.pipelines.cli.called import run


def test_a_draw_is_verified_or_what_differs_is_told(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    out = run("draw", "--month", month, "-w", done.root, "--json")
    assert out.returncode == 0, out.stderr
    (file,) = json.loads(out.stdout)["files"]
    equal = run("draw", "--verify", file)
    assert equal.returncode == 0, equal.stderr
    assert "equal, drawn again from the file alone" in equal.stdout
    other = tmp_path / "other.json"
    text = Path(file).read_text(encoding="utf-8")
    other.write_text(text.replace('"seed": "feijian"', '"seed": "another"'), encoding="utf-8")
    differs = run("draw", "--verify", other)
    assert differs.returncode == 2
    assert "is not what is drawn again" in differs.stderr
