from pathlib import Path

import fastexcel
import pytest

from pipelines.intake.sources.cells import cells

BOOKS = Path(__file__).parent / "books"


@pytest.fixture(params=["small.xls", "small.ods"])
def book(request: pytest.FixtureRequest) -> fastexcel.ExcelReader:
    return fastexcel.read_excel((BOOKS / request.param).read_bytes())


def test_columns_and_rows_have_their_places(book: fastexcel.ExcelReader) -> None:
    sheet = cells(book, "结算")
    assert sheet.columns == ["0", "1", "2", "3", "4", "5", "6"]
    assert sheet["1"].to_list() == [None, None, "ID", "0010", "1.23456789012346E+17"]
    assert sheet["5"].to_list() == [None, None, "FLAG", "1", None]


def test_only_the_first_rows_can_be_asked_for(book: fastexcel.ExcelReader) -> None:
    assert cells(book, "结算", 4).rows() == cells(book, "结算").head(4).rows()
