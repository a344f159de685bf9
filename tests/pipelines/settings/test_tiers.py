"""Which tier a violation makes of a lead is the bureau's to say, by article and by date."""

from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.settings import CONFIG, load_tiers, tiers

SHIPPED = (CONFIG / "tiers.csv").read_text(encoding="utf-8")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tiers, "CONFIG", tmp_path)
    return tmp_path / "tiers.csv"


@pytest.mark.parametrize(
    ("id_", "tier"),
    [("I-03", "红"), ("I-04", "橙"), ("I-38", "黄"), ("A-07", "红"), ("R-31", "红")],
)
def test_the_article_decides_the_tier(id_: str, tier: str) -> None:
    assert load_tiers("2009-12")[id_] == tier


def test_a_violation_can_have_a_tier_of_its_own_from_a_day_on(config: Path) -> None:
    config.write_text(SHIPPED + ",I-04,红,2025-07-01,,本地口径\n", encoding="utf-8")
    assert load_tiers("2025-06")["I-04"] == "橙"
    assert load_tiers("2025-07")["I-04"] == "红"


def test_everything_wrong_is_told_together(config: Path) -> None:
    lines = [line for line in SHIPPED.splitlines() if not line.startswith("88")]
    config.write_text("\n".join([*lines, ",I-99,紫,,,"]), encoding="utf-8")
    with pytest.raises(InputError, match="I-99: no such violation") as told:
        load_tiers("2025-06")
    assert "E-01: article 88 has no tier" in str(told.value)
    assert "紫: a tier is one of 红, 橙, 黄" in str(told.value)
