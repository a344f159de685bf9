"""The draw of a list of the small city."""

from pathlib import Path

from pipelines import Workspace
from pipelines.targets.listing import read_listing
from tests.conftest import copy_of


def test_a_draw_is_repeated_from_its_files(done: Workspace, month: str, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    listed = read_listing(done.root / f"targets/{month}/targets.csv").filter(level="institution")
    barred = listed["entity_id"][0]
    roster.write_text(
        f"inspector_id,name,recusals\ni1,张三,{barred}\ni2,李四,\ni3,王五,\n", encoding="utf-8"
    )
    ws = copy_of(done, tmp_path / "drawn")
    drawn = ws.draw(month, roster)
    assert set(drawn.targets["mode"]) == {"random"}
    assert {one.target.entity_id for one in drawn.parties} == set(listed["entity_id"])
    (party,) = (one for one in drawn.parties if one.target.entity_id == barred)
    assert party.inspectors == ("i2", "i3")
    assert [path.name for path in drawn.files] == ["institution.json", "inspectors.json"]
    for path in drawn.files:
        assert ws.verify_draw(path) == []
        assert "张三" not in path.read_text(encoding="utf-8")
