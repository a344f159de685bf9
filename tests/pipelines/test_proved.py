from pathlib import Path

import pytest

from pipelines import proved

ROWS = """\
violation,plot,innocent,blatant_planted,blatant_hit,blatant_z,faint_planted,faint_hit,faint_z
I-02,hang-beds,false,10,9,,4,2,
I-02,rehabilitate,true,30,0,,30,3,
P-07,cook-the-books,false,8,8,,,,
"""


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    path = tmp_path / "proof.csv"
    path.write_text(ROWS)
    monkeypatch.setattr(proved, "PROOF", path)
    return proved.proved_section().splitlines()[2:]


def test_cheats_and_look_alikes_of_a_violation_stand_in_one_line(lines: list[str]) -> None:
    assert lines[0] == "| I-02 | 挂床住院 | C | 0.90 of 10 | 0.50 of 4 | 0.05 of 60 |"


def test_what_was_not_planted_is_told(lines: list[str]) -> None:
    assert lines[1] == "| P-07 | 进销存不符 | X | 1.00 of 8 | none | none |"
