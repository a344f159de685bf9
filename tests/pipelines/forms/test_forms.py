"""The forms as superiors get them."""

import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines import InputError, Workspace
from pipelines.forms.gather import forms
from pipelines.forms.ledger import Ledger, areas_of
from pipelines.forms.rules import form_rules
from pipelines.forms.write import form_csv, write_forms
from pipelines.store import Store

GOLDEN = Path(__file__).parents[2] / "golden" / "forms"


@pytest.fixture(scope="module")
def written(held: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "forms"
    made = forms(held, form_rules(), public=False)
    write_forms(folder, made, month=held.month, mark="内部资料　编制：A&B　2025-07-01 08:30")
    return folder


def test_every_form_is_there(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == [
        "forms.xlsx", "funnel.csv", "progress.csv", "rectification.csv", "results.csv",
        "self_check_agencies.csv", "self_check_institutions.csv", "violations.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["progress", "violations", "results", "funnel", "rectification", "self_check_institutions"],
)
def test_the_figures_are_those_of_the_golden_files(written: Path, name: str) -> None:
    golden = (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")
    assert (written / f"{name}.csv").read_text(encoding="utf-8") == golden


@pytest.mark.parametrize("name", ["violations", "results", "funnel"])
def test_small_counts_are_hidden_from_the_public(held: Ledger, name: str) -> None:
    (form,) = (one for one in forms(held, form_rules(), public=True) if one.name == name)
    golden = (GOLDEN / f"public_{name}.csv").read_text(encoding="utf-8")
    assert form_csv(form) == golden


def test_the_public_gets_only_what_names_nobody(held: Ledger) -> None:
    names = [form.name for form in forms(held, form_rules(), public=True)]
    assert names == ["violations", "results", "funnel"]


def test_no_cell_is_a_formula_and_awkward_texts_come_through(written: Path) -> None:
    book = load_workbook(written / "forms.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    texts = {cell.value for cell in cells}
    assert {"=cmd|' /C calc'!A0", "<script>alert(1)", "🏥㐂𠮷", "长" * 200} <= texts
    for path in written.glob("*.csv"):
        assert not any(
            cell.startswith(("=", "+", "-", "@"))
            for line in path.read_text(encoding="utf-8").splitlines()
            for cell in line.replace('"', "").split(",")
        ), path


def test_no_number_of_a_person_is_on_a_form(written: Path) -> None:
    for path in written.glob("*.csv"):
        assert "360102199001011234" not in path.read_text(encoding="utf-8")
    assert "PABCDEFGHIJKLMNOPQRSTUVWXYZ" in (written / "rectification.csv").read_text("utf-8")


def test_the_sheets_are_ready_to_print_marked_and_signed(written: Path) -> None:
    book = load_workbook(written / "forms.xlsx")
    assert book.sheetnames[:3] == ["附件1 进展情况", "附件2 违规情况", "附件3 成效"]
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert "A&&B" in str(sheet.oddHeader.center.text) or "A&B" in str(
            sheet.oddHeader.center.text
        )
        told = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]
        assert any("填表人：" in text for text in told)


def test_forms_are_for_who_writes_them_alone(written: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in written.iterdir()}
    assert (stat.S_IMODE(written.stat().st_mode), modes) == (0o700, {0o600})


def test_the_same_ledger_gives_the_same_bytes(written: Path, held: Ledger, tmp_path: Path) -> None:
    made = forms(held, form_rules(), public=False)
    mark = "内部资料　编制：A&B　2025-07-01 08:30"
    for path in write_forms(tmp_path / "again", made, month=held.month, mark=mark):
        assert path.read_bytes() == (written / path.name).read_bytes()


def test_other_files_are_never_replaced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(InputError, match="holds no earlier forms"):
        Workspace(store.root).forms(tmp_path, "2025-06")


def test_the_workspace_writes_them_and_notes_it(store: Store, tmp_path: Path) -> None:
    ws = Workspace(store.root, by="王某")
    for _ in range(2):
        files = ws.forms(tmp_path / "out", "2025-06", public=True)
    assert [path.name for path in files] == [
        "forms.xlsx", "funnel.csv", "results.csv", "violations.csv",
    ]  # fmt: skip
    last = (store.root / "audit.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert '"act": "forms"' in last
    assert "王某" in last


@pytest.mark.parametrize(
    ("text", "message"),
    [("area,name\n1,a\n", "cannot be read as a CSV with area"), ("", "cannot be read")],
)
def test_areas_that_cannot_be_read_are_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        areas_of([], file)
