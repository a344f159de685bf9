"""What to look at for each violation is the bureau's to say, by date."""

from pathlib import Path

import polars as pl
import pytest

from features.violations import RULES, VIOLATIONS
from pipelines.errors import InputError
from pipelines.settings import CHECK, CONFIG, WAYS, checklist, load_checklist

SHIPPED = (CONFIG / "checklist.csv").read_text(encoding="utf-8")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(checklist, "CONFIG", tmp_path)
    return tmp_path / "checklist.csv"


def test_every_violation_and_rule_has_its_lines_in_both_languages() -> None:
    lines = load_checklist("2025-06")
    assert dict(lines.schema) == dict(CHECK)
    assert set(lines["violation"]) == VIOLATIONS.keys() | RULES.keys()
    assert lines.null_count().sum_horizontal().item() == 0
    assert all(text.strip() == text for name in ("zh", "en") for text in lines[name])


def test_steps_are_counted_from_one() -> None:
    for _, of in load_checklist("2025-06").group_by("violation"):
        assert of["step"].to_list() == list(range(1, of.height + 1))


def test_every_line_names_its_section_of_the_catalogue() -> None:
    sources = pl.read_csv(CONFIG / "checklist.csv", infer_schema=False)["source"]
    assert all(source.startswith("违规目录 ") for source in sources)


def test_what_is_done_to_a_target_can_be_checked_on_site_or_at_home() -> None:
    lines = load_checklist("2025-06")
    assert set(lines["way"]) == set(WAYS)
    stays = lines.filter(pl.col("violation").is_in(["I-01", "I-02", "I-03", "I-04", "P-02"]))
    assert stays.group_by("violation").agg(home=(pl.col("way") == "visit").any())["home"].all()


def test_lines_are_valid_from_a_day_on(config: Path) -> None:
    config.write_text(
        SHIPPED + "I-02,9,ask,问门卫,ask the porter,门卫,the porter,2025-07-01,,本局\n",
        encoding="utf-8",
    )
    assert "问门卫" not in load_checklist("2025-06")["zh"]
    assert load_checklist("2025-07").filter(violation="I-02")["zh"].to_list()[-1] == "问门卫"


def test_everything_wrong_is_told_together(config: Path) -> None:
    config.write_text(SHIPPED + "I-99,1,guess,猜,guess,,,,,\n", encoding="utf-8")
    with pytest.raises(InputError, match="I-99: no such violation") as told:
        load_checklist("2025-06")
    assert "guess: a way is one of ask_for, count, compare, ask, visit" in str(told.value)
