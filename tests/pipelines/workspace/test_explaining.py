"""One entity of the small city, told."""

from pathlib import Path

import pytest

from pipelines import Workspace
from pipelines.errors import InputError


def test_explain_goes_from_the_score_down_to_the_claims(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    best = done.score(month, "institution").row(0, named=True)
    told = done.explain(best["entity_id"], month)
    assert told.level == "institution"
    assert told.base + told.table()["contribution"].sum() == pytest.approx(best["score"], abs=1e-6)
    assert set(told.claims()["fixmedins_code"]) == {best["entity_id"]}
    assert told.waterfall().startswith("<svg")
    page = told.to_html(tmp_path / "one.html")
    assert best["entity_id"] in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o077 == 0


def test_an_entity_of_another_level_is_told_as_what_it_is(done: Workspace, month: str) -> None:
    house = done.score(month, "institution").item(0, "entity_id")
    with pytest.raises(InputError, match=f"no doctor '{house}' .*, but the institution of that"):
        done.explain(house, month, "doctor")
    with pytest.raises(InputError, match="no entity 'nobody' in the scores"):
        done.explain("nobody", month)
