from openpyxl import Workbook


def told(book: Workbook) -> list[str]:
    cells = (cell.value for row in book["总览"].iter_rows() for cell in row)
    return [str(value) for value in cells if value is not None]


def test_it_says_what_a_lead_is(book: Workbook) -> None:
    assert any("非认定结论" in text for text in told(book))


def test_the_funnel_goes_from_the_records_to_the_list(book: Workbook) -> None:
    texts = told(book)
    steps = ("筛查记录", "疑点命中", "涉及对象", "列入名单")
    assert [texts[texts.index(step) + 1] for step in steps] == ["12345678", "1680", "27", "21"]


def test_every_sheet_is_explained(book: Workbook) -> None:
    assert set(book.sheetnames[5:]) <= set(told(book))
    assert any("科室只作画像和预警，不评分" in text for text in told(book))


def test_it_names_versions_policy_and_what_was_missing(book: Workbook) -> None:
    texts = told(book)
    assert {"institution-7", "临江市月度", "mdtrt.begntime", "医师　夜间入院占比"} <= set(texts)
