"""What is told of a draw."""

import json
from pathlib import Path

import polars as pl
import pytest

from pipelines import InputError, show
from pipelines.targets.inspectors import Party, Target
from pipelines.workspace import Drawn

OUTCOME = Drawn(
    pl.DataFrame(
        {
            "level": ["institution"],
            "entity_id": ["H1"],
            "area": [None],
            "inclusion_probability": [0.25],
        },
        schema_overrides={"area": pl.String},
    ),
    (Party(Target("H1", None, "A100"), ("i1", "i3"), 5),),
    (Path("draw/institution.json"),),
)


def test_chances_inspectors_and_files_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    show.drawn(OUTCOME, as_json=False)
    told = capsys.readouterr().out
    assert all(one in told for one in ("0.250000000", "i1, i3", "draw/institution.json"))
    show.drawn(OUTCOME, as_json=True)
    assert json.loads(capsys.readouterr().out)["parties"][0]["inspectors"] == ["i1", "i3"]


def test_equal_or_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    show.verified(Path("d.json"), [], as_json=False)
    assert "d.json: equal" in capsys.readouterr().out
    with pytest.raises(
        InputError, match="is not what is drawn again from the file alone:\n  H1: drawn"
    ):
        show.verified(Path("d.json"), ["H1: drawn is published as True"], as_json=True)


def test_a_list_is_equal_or_what_differs_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    show.recomputed(Path("targets/2025-06"), [], as_json=False)
    assert "targets/2025-06: equal, computed again from what it pins" in capsys.readouterr().out
    with pytest.raises(InputError, match="from what it pins:\n  draw"):
        show.recomputed(Path("targets/2025-06"), ["draw.csv: is missing"], as_json=False)
