"""Calibration and families on the screen."""

from typing import Any

import pytest

from models.bundle import Bundle
from models.cases import CaseModel
from models.families import Families, FamilyModel
from models.joint import ALONE
from models.scorecard import Scorecard
from models.tally import Tally
from models.trees import Trees
from pipelines.show.console import OUT
from pipelines.show.trust import trust, trust_told

BAND = {"band": 1, "n": 9, "confirmed": 2, "told": 0.25, "found": 0.222, "low": 0.06, "high": 0.55}
KEPT = {"n": 9, "brier": 0.1, "blind": 0.173, "reliability": [BAND]}


@pytest.fixture
def bundle() -> Bundle:
    facts: dict[str, Any] = {"inspected": 45, "confirmed": 15, "calibration": KEPT}
    cases = CaseModel(Scorecard((), (), Tally((), (), (), ()), 0.0), Trees((), (), ()))
    stays = FamilyModel("stays", cases, ALONE, 0.3, facts)
    families = Families((stays,), {"goods": "3 confirmed entities known, 8 are needed"})
    anything: Any = None
    return Bundle(
        "doctor", (), anything, None, ALONE, facts={"calibration": KEPT}, families=families
    )


def test_what_was_told_stands_beside_what_was_found(bundle: Bundle) -> None:
    with OUT.capture() as screen:
        for part in trust_told(bundle):
            OUT.print(part)
    text = screen.get()
    assert "Brier 0.100, one chance for all 0.173" in text
    assert "0.250" in text
    assert "0.550" in text
    assert "stays" in text
    assert "no model of goods: 3 confirmed entities known, 8 are needed" in text


def test_programs_get_the_same(bundle: Bundle) -> None:
    found = trust(bundle)
    assert found["calibration"] == KEPT
    assert found["families"]["stays"]["confirmed"] == 15
    assert found["families"]["goods"]["refused"].startswith("3 confirmed")
    assert found["no_probability"] is None
