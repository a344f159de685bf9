import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from pipelines.errors import InputError
from pipelines.intake.sources.excel import Sheet, excel_sources

BOOKS = Path(__file__).parent / "books"

Rows = Sequence[Sequence[object]]
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write a workbook, a list of rows for every sheet, and give its path."""

    def write(name: str = "setl.xlsx", hidden: str = "", **sheets: Rows) -> Path:
        with xlsxwriter.Workbook(tmp_path / name, {"default_date_format": "yyyy/m/d h:mm"}) as made:
            for title, rows in sheets.items():
                sheet = made.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
                if title == hidden:
                    sheet.hide()
        return tmp_path / name

    return write


def the(path: Path, *wanted: str, sheet: str | None = None) -> Sheet:
    [source] = excel_sources(path, wanted, sheet)
    assert isinstance(source, Sheet)
    return source


def rows(path: Path, *columns: str, sheet: str | None = None) -> list[tuple[object, ...]]:
    source = the(path, *columns, sheet=sheet)
    return pl.concat([batch.rows for batch in source.batches(columns)]).rows()


def test_a_sheet_is_text_with_the_row_numbers_of_excel(book: Book) -> None:
    path = book(结算=[["ID", "备注"], ["0010", " a "], ["11", None]])
    assert the(path, "ID").name == "setl.xlsx#结算"
    assert the(path, "ID").columns() == ["ID", "备注"]
    assert rows(path, "备注", "ID") == [(2, " a ", "0010"), (3, None, "11")]


def test_titles_blanks_and_notes_around_the_table(book: Book) -> None:
    path = book(
        S=[
            [],
            [None, "结算明细 2025-01"],
            [],
            [None, "ID ", "\u3000AMOUNT"],
            [None, "1", 2],
            [],
            [None, " ", ""],
            [None, "3", 4],
            [None, "制表人：x"],
        ]
    )
    assert the(path, "ID", "AMOUNT").columns() == ["ID", "AMOUNT"]
    assert rows(path, "ID", "AMOUNT") == [(5, "1", "2"), (8, "3", "4"), (9, "制表人：x", None)]


def test_a_merged_title_is_no_header(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:C1", "ID")
        sheet.write_row("A2", ["ID", "A", "B"])
        sheet.write_row("A3", ["1", "2", "3"])
    assert rows(tmp_path / "t.xlsx", "ID", "A") == [(3, "1", "2")]


MOMENT = dt.datetime(2025, 1, 31, 10, 5)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (26000.0, "26000"),
        (12.5, "12.5"),
        (-3, "-3"),
        (0.1 + 0.2, "0.3"),
        (123456789.87, "123456789.87"),
        (0.000001, "0.000001"),
        (999999999999999, "999999999999999"),
        (1234567890123456, "1.23456789012346E+15"),
        (110101199001011234, "1.10101199001011E+17"),
        (1e15, "1E+15"),
        ("110101199001011234", "110101199001011234"),
        (MOMENT, "2025-01-31 10:05:00"),
        (MOMENT.replace(second=59, microsecond=123000), "2025-01-31 10:05:59.123"),
        (MOMENT.date(), "2025-01-31"),
        (MOMENT.time(), "10:05:00"),
        (dt.time(0), "00:00:00"),
        ("2025-01-31 00:00:00", "2025-01-31 00:00:00"),
        (True, "1"),
        (False, "0"),
        ("true", "true"),
        ("NULL", "NULL"),
        ("=NA()", "#N/A"),
        ("=1/0", "#DIV/0!"),
    ],
)
def test_cells_are_written_as_an_export_would(tmp_path: Path, value: object, text: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as made:
        sheet = made.add_worksheet()
        forms = {dt.date: "yyyy/m/d", dt.datetime: "m/d/yy h:mm", dt.time: "h:mm"}
        form = made.add_format({"num_format": forms.get(type(value), "General")})
        sheet.write("A1", "A")
        sheet.write("B1", "B")
        if str(value).startswith("="):
            sheet.write_formula("A2", str(value), None, text)
        else:
            sheet.write("A2", value, form)
        sheet.write("B2", "filled")
    assert rows(tmp_path / "t.xlsx", "A") == [(2, text)]


def test_formats_change_nothing_and_formulas_have_their_value(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row("A1", ["A"])
        for line, form in enumerate(["0.00%", "000000", "#,##0.00", "¥0"]):
            sheet.write(line + 1, 0, 0.1234, made.add_format({"num_format": form}))
        sheet.write_formula("A6", "=1+1", None, 2)
    assert [text for _, text in rows(tmp_path / "t.xlsx", "A")] == ["0.1234"] * 4 + ["2"]


def test_kinds_are_told_apart_within_a_column(book: Book) -> None:
    path = book(S=[["A"], [123456789012345678], ["123456789012345678"], [True], ["true"]])
    texts = [text for _, text in rows(path, "A")]
    assert texts == ["1.23456789012346E+17", "123456789012345678", "1", "true"]


def test_every_moment_is_exact_to_the_second(book: Book) -> None:
    moments = [MOMENT + dt.timedelta(seconds=86_399 * i) for i in range(3000)]
    path = book(S=[["A"], *([moment] for moment in moments)])
    expected = [str(moment).removesuffix(" 00:00:00") for moment in moments]
    assert [text for _, text in rows(path, "A")] == expected


def names(path: Path, *wanted: str) -> list[str]:
    return [source.name for source in excel_sources(path, wanted, None)]


def test_every_sheet_with_the_header_is_read(book: Book) -> None:
    table = [["id", "AMOUNT"], ["1", 2]]
    path = book(说明=[["notes"]], 表1=table, 空=[], 表2=[["title"], *table], hidden="表2")
    assert names(path, "ID") == ["setl.xlsx#表1", "setl.xlsx#表2"]
    assert the(path, "ID", sheet="表2").name == "setl.xlsx#表2"
    assert names(path) == ["setl.xlsx#说明", "setl.xlsx#表1", "setl.xlsx#表2"]


def test_where_a_column_is_missing_the_nearest_sheet_is_given(book: Book) -> None:
    path = book(说明=[["x", "y"], ["1", "2"]], 表=[["明细"], ["ID", "AMOUNT"], ["1", 2]])
    assert names(path, "ID", "NONE") == ["setl.xlsx#表"]
    assert the(path, "ID", "NONE").columns() == ["ID", "AMOUNT"]


def test_batches_do_not_change_the_rows(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.intake.sources.excel.BATCH_ROWS", 7)
    path = book(S=[["A"], *([i] for i in range(100))])
    batches = list(the(path, "A").batches(["A"]))
    assert [len(batch.rows) for batch in batches] == [7] * 14 + [2]
    assert rows(path, "A") == [(i + 2, str(i)) for i in range(100)]


def test_a_chart_is_no_table(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as made:
        chart = made.add_chart({"type": "line"})
        chart.add_series({"values": "=S!$B$2:$B$2"})
        made.add_chartsheet("图").set_chart(chart)
        made.add_worksheet("S").write_column("B1", ["A", "1"])
    assert names(tmp_path / "t.xlsx") == ["t.xlsx#S"]
    assert rows(tmp_path / "t.xlsx", "A") == [(2, "1")]


def test_a_sheet_of_only_a_header_has_no_rows(book: Book) -> None:
    path = book(S=[["A", "B"]])
    assert list(the(path, "A").batches(["A"])) == []


@pytest.mark.parametrize("name", ["small.xls", "small.ods"])
def test_other_kinds_of_workbooks(name: str) -> None:
    columns = ("ID", "AMOUNT", "DAY", "FLAG")
    assert rows(BOOKS / name, *columns) == [
        (4, "0010", "12.5", "2025-01-31", "1"),
        (5, "1.23456789012346E+17", "26000", None, None),
    ]
    [(_, clock, time), _] = rows(BOOKS / name, "CLOCK", "TIME")
    assert (clock, str(time).replace("T", " ")) == ("10:05:07", "2025-01-31 10:05:00")


def test_a_suffix_may_lie(book: Book) -> None:
    path = book(S=[["A"], ["1"]])
    assert rows(path.rename(path.with_suffix(".xls")), "A") == [(2, "1")]


def told(path: Path, *wanted: str, sheet: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        rows(path, *wanted, sheet=sheet)
    return str(caught.value)


NO_BOOK = (
    "this cannot be read as a workbook: it is damaged, locked with a password or something else "
    "under that name; save it as .xlsx without a password, or as CSV"
)


@pytest.mark.parametrize(
    "content", [b"", b"<table><tr><td>1</td></tr></table>", bytes.fromhex("d0cf11e0a1b11ae1")]
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.xls"
    path.write_bytes(content)
    assert told(path, "A") == f"{path}: {NO_BOOK}"


@pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
def test_a_truncated_workbook_is_told(book: Book, part: float) -> None:
    path = book(S=[["A"], *(["张三"] for _ in range(500))])
    content = path.read_bytes()
    path.write_bytes(content[: int(part * len(content))])
    assert told(path, "A") == f"{path}: {NO_BOOK}"


def test_an_empty_workbook_is_told(book: Book) -> None:
    path = book(S=[], T=[])
    assert told(path, "A") == f"{path}: the workbook is empty; export it again"


def test_a_sheet_that_is_absent_is_told(book: Book) -> None:
    path = book(S=[["A"]], T=[["A"]])
    assert told(path, "A", sheet="U") == (
        f"{path}: there is no sheet 'U'; there are S, T: correct `sheet` in the mapping"
    )
