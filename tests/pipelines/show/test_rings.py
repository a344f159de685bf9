import json

import polars as pl
import pytest

from pipelines import show
from tests.pipelines.targets.test_rings import rings

HOUSE = {"level": "institution", "entity_id": "H1", "role": "middle"}


def test_a_ring_is_one_line_with_its_middle_first(capsys: pytest.CaptureFixture[str]) -> None:
    show.rings(rings(HOUSE, {}, {"entity_id": "P2"}), "zh", as_json=False)
    out = capsys.readouterr().out
    assert "多次同日同院入院" in out
    assert "5,400.00" in out
    assert "疑点线索，非认定结论" in out


def test_json_has_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    show.rings(rings(HOUSE, {}, {"entity_id": "P2"}), "en", as_json=True)
    (ring,) = json.loads(capsys.readouterr().out)
    assert ring["kind_name"] == "admitted together again and again"
    assert [(one["level"], one["entity_id"], one["role"]) for one in ring["who"]] == [
        ("institution", "H1", "middle"), ("patient", "P1", "member"), ("patient", "P2", "member"),
    ]  # fmt: skip


@pytest.mark.parametrize("as_json", [True, False])
def test_a_month_without_rings(capsys: pytest.CaptureFixture[str], *, as_json: bool) -> None:
    show.rings(pl.DataFrame(schema=rings().schema), "zh", as_json=as_json)
    assert capsys.readouterr().out
