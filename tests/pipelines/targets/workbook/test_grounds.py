from openpyxl import Workbook

from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import dossiers
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.workbook.grounds import EVIDENCE_ROWS


def test_reasons_are_taken_apart_for_and_against(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["理由"].iter_rows(min_row=2)]
    first = [row for row in rows if row[1] == "H36010200001"]
    places = [row[3] for row in first if row[3] is not None]
    assert places == sorted(places)
    assert places[0] == 1
    assert any(row[3] is None and row[10] < 0 for row in first)


def test_what_a_cause_adds_is_the_number_of_the_dossier(
    book: Workbook, furnished: TargetInputs
) -> None:
    listed = chosen(furnished)["institution"].listed
    source = furnished.levels["institution"]
    first = next(dossiers("institution", source, furnished.hits, listed))
    rows = [[cell.value for cell in row] for row in book["理由"].iter_rows(min_row=2)]
    told = {row[4]: row[5] for row in rows if row[1] == first.target["entity_id"]}
    adds = sorted(first.causes["contribution"].to_list())
    assert len(told) > 1
    assert all(min(abs(add - each) for add in adds) < 1e-9 for each in told.values())
    assert any(row[5] != row[10] for row in rows), "a cause of several measures"


def test_alerts_have_a_sheet(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["预警"].iter_rows(max_row=4)]
    assert rows[0][3:] == [
        "性质", "预警规则", "国家规则（两库）", "科室", "指标", "本对象", "偏离度 z", "阈值",
    ]  # fmt: skip
    assert [row[3] for row in rows[1:]] == ["明确", "可疑", "可疑"]
    assert rows[3][3:] == [
        "可疑", "R-14 高风险科室", None, "03", "病种调整费用指数", "1.90", -3.6, "z < -3",
    ]  # fmt: skip


def test_evidence_is_capped_per_target_and_shows_every_signal(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["证据"].iter_rows(min_row=2)]
    first = [row for row in rows if row[1] == "H36010200001"]
    assert len(first) == EVIDENCE_ROWS
    assert len({row[4] for row in first}) == 2
    assert sum(row[1] == "H36010200006" for row in rows) == 120
