"""Tables on screens of any width."""

import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from pipelines.show.table import Samples, table_of


def drawn(table: Table, width: int, *, screen: bool = True) -> list[str]:
    """The lines of a table on a screen so wide, or in a file."""
    file = StringIO()
    Console(file=file, width=width, force_terminal=screen, color_system=None, soft_wrap=True).print(
        table
    )
    return [line.rstrip() for line in file.getvalue().splitlines()]


@pytest.fixture
def counts() -> Table:
    table = table_of("table", "= kept", "months", "kept as")
    table.add_row("setl", "12,345,678", "2024-01 … 2024-06", "new 12,000,000, repeated 345,678")
    table.add_row("case", "7", "-", "new 7")
    return table


def test_numbers_stand_on_the_right(counts: Table) -> None:
    assert drawn(counts, 80) == [
        "table      = kept  months             kept as",
        "setl   12,345,678  2024-01 … 2024-06  new 12,000,000, repeated 345,678",
        "case            7  -                  new 7",
    ]


def test_words_wrap_where_it_is_narrow(counts: Table) -> None:
    assert drawn(counts, 60)[1:3] == [
        "setl   12,345,678  2024-01 … 2024-06  new 12,000,000,",
        "                                      repeated 345,678",
    ]


@given(st.integers(1, 120))
def test_nothing_is_cut_however_narrow_it_is(width: int) -> None:
    table = table_of("entity", "score", "reason", spare=["score"])
    table.add_row("H36019100001", "0.912", "many stays with the same items")
    text = "\n".join(drawn(table, width))
    assert "H36019100001" in text
    assert "…" not in text
    assert re.findall(r"\w+", text)[-1] == "items"


def test_what_can_be_spared_goes_where_it_is_narrow() -> None:
    table = table_of("column", "label", "source", spare=["label"])
    table.add_row("setl_id", "结算ID", "SETL_ID")
    assert drawn(table, 24) == ["column   label   source", "setl_id  结算ID  SETL_ID"]
    assert drawn(table, 23) == ["column   source", "setl_id  SETL_ID"]


def test_where_nobody_looks_lines_are_as_long_as_they_need(
    counts: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert drawn(counts, 20, screen=False) == drawn(counts, 200)
    monkeypatch.setenv("COLUMNS", "60")
    assert drawn(counts, 60, screen=False) == drawn(counts, 60)


def test_brackets_are_no_markup() -> None:
    table = table_of("files")
    table.add_row("setl[bold].csv")
    assert drawn(table, 80)[1] == "setl[bold].csv"


def test_a_table_without_headers_wraps_its_last_column() -> None:
    table = table_of("", "")
    table.add_row("months", "one two three four five six")
    assert drawn(table, 30) == ["months  one two three four", "        five six"]


def test_a_table_without_rows_is_its_header() -> None:
    assert drawn(table_of("rank", "score"), 80) == ["rank  score"]


@pytest.mark.parametrize(
    ("width", "line"),
    [(31, "P36019100047 | P360 | 7"), (30, "P36019100047 | P360"), (1, "P36019100047")],
)
def test_samples_are_whole_values_as_far_as_they_fit(width: int, line: str) -> None:
    table = table_of("column", "sample")
    table.add_row("x" * 6, Samples(("P36019100047", "P360", "7")))
    assert drawn(table, width)[1] == f"xxxxxx  {line}"


def test_one_long_value_is_shortened() -> None:
    table = table_of("sample")
    table.add_row(Samples(("诊" * 30,)))
    assert drawn(table, 21)[1] == "诊" * 10 + "…"
    assert drawn(table_of("sample"), 21) == ["sample"]


def test_no_samples_are_a_blank() -> None:
    table = table_of("column", "sample")
    table.add_row("x", Samples(()))
    assert drawn(table, 80)[1] == "x"
