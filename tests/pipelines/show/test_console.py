"""What the command line prints."""

import json
import re

import pytest
from rich.console import Console

from pipelines import Workspace, show
from pipelines.show import monthly
from pipelines.show.console import told


def test_an_error_is_one_line_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    show.error("column [PSN_NO] is missing")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "column [PSN_NO] is missing" in captured.err


def test_json_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    show.facts({"name": "城市", "n": 1}, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"name": "城市", "n": 1}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "-"),
        (1234567, "1,234,567"),
        (0.12345, "0.123"),
        (True, "True"),
        ({"confirmed": 1200, "split": None}, "confirmed 1,200, split -"),
        (["2025-05", "2025-06"], "2025-05, 2025-06"),
        ([], "-"),
    ],
)
def test_a_value_is_told_as_people_read_it(value: object, words: str) -> None:
    assert told(value) == words


def test_an_explanation_adds_up_in_front_of_the_reader(
    done: Workspace,
    month: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(monthly, "OUT", Console(width=300, highlight=False))
    best = done.score(month, "institution").row(0, named=True)
    show.explained(done.explain(best["entity_id"], month), [], as_json=False)
    out = capsys.readouterr().out
    assert "疑点线索，非认定结论" in out
    assert re.match(r"\S+, tier [红橙黄蓝]: .+\. Yuan at issue ", out.splitlines()[1])
    column = [line.split()[0] for line in out.splitlines()[3:]]
    numbers = [float(word) for word in column]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.01)


def test_no_progress_bar_where_nobody_watches() -> None:
    with show.progress(quiet=False) as progress:
        progress("something", 1, 2)
