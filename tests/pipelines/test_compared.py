from pathlib import Path

import pytest

from pipelines import compared

FIGURES = """\
data,level,judged_by,n,guilty,ranking,figure,value,low,high
medicare,institution,inspected,1284,271,feijian joint,average_precision,0.76,0.71,0.80
medicare,institution,inspected,1284,271,feijian joint,ahead,0.0,0.0,0.0
medicare,institution,inspected,1284,271,size only,average_precision,0.68,0.63,0.73
medicare,institution,inspected,1284,271,size only,ahead,0.08,0.05,0.11
medicare,institution,nobody,3,,feijian joint,seconds,10.25,,
medicare,institution,nobody,10,,feijian joint,steadiness,0.9,,
medicare,doctor,nobody,10,,feijian anomaly,steadiness,0.95,,
"""


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for name, text in {
        "DETECTION": FIGURES,
        "HIDDEN_FAMILIES": "city,hidden,planted\ncity-3,charges stays,12\n",
        "CAUSES": "level,listed,first\nall,40,0.9000\n",
    }.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text)
        monkeypatch.setattr(compared, name, path)
    return compared.comparison_parts()


def test_every_judged_level_has_a_table_of_rankings(parts: list[str]) -> None:
    assert parts[:2] == [
        "## Medicare institutions, by known outcomes",
        "1,284 judged, 271 of them guilty.",
    ]
    lines = parts[2].splitlines()[2:]
    assert lines[1] == "| size only | 0.68 (0.63–0.73) |  |  |  |  |  | +0.08 (+0.05–+0.11) |"


def test_seconds_and_steadiness_stand_in_one_line(parts: list[str]) -> None:
    lines = parts[4].splitlines()[2:]
    assert lines[0] == "| medicare | institution | feijian joint | 10 | 90% | 3 | 10.2 |"
    assert lines[1] == "| medicare | doctor | feijian anomaly | 10 | 95% |  |  |"


def test_other_tables_are_shown_as_they_were_written(parts: list[str]) -> None:
    assert "| city-3 | charges stays | 12 |" in parts[7]
    assert "| all | 40 | 0.9000 |" in parts[10]
