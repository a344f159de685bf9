import csv
import io
import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.sources.records import LONGEST, Shape, batches, head

SHAPE = Shape(",", 3, {"a": 0, "b": 1, "c": 2})

TRAPS = 'x1张 ,"\t;\r'
"""Characters of which damage is made."""

Lines = Iterable[str | None]


def parted(
    *blocks: Lines, shape: Shape = SHAPE, first: int = 1
) -> tuple[list[tuple[object, ...]], dict[int, str]]:
    rows: list[tuple[object, ...]] = []
    broken: dict[int, str] = {}
    for batch in batches([list(block) for block in blocks], shape, first):
        rows += batch.rows.rows()
        broken |= dict(batch.broken.rows())
    return rows, broken


def written(rows: list[list[str]]) -> list[str]:
    """The physical lines of `rows`, as the csv module writes them."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().split("\n")[:-1]


def test_a_field_with_quotes_may_be_a_document() -> None:
    document = "很, " * 100_000
    rows, broken = parted([f'1,"{document}",x'])
    assert (rows, broken) == ([(1, "1", document, "x")], {})


def test_cells_are_as_they_came() -> None:
    rows, broken = parted([" x ,,1", '"p,q","say ""hi""",'])
    assert rows == [(1, " x ", "", "1"), (2, "p,q", 'say "hi"', "")]
    assert broken == {}


def test_only_the_columns_asked_for() -> None:
    rows, _ = parted(["1,2,3", '4,"5",6'], shape=Shape(",", 3, {"c": 2, "a": 0}), first=7)
    assert rows == [(7, "3", "1"), (8, "6", "4")]


def test_windows_line_ends_are_no_text() -> None:
    assert parted(["1,2,3\r", '1,2,"3"\r'])[0] == [(1, "1", "2", "3"), (2, "1", "2", "3")]


@pytest.mark.parametrize("line", ["", " ", "\r", "\u3000", "\x1a"])
def test_blank_lines_are_no_rows(line: str) -> None:
    assert parted([line, "1,2,3", line]) == ([(2, "1", "2", "3")], {})


def test_empty_fields_are_a_row() -> None:
    assert parted(["\t\t"], shape=Shape("\t", 3, {"a": 0}))[0] == [(1, "")]


def test_a_quoted_field_may_span_lines() -> None:
    rows, broken = parted(["1,2,3", '4,"5', "", '5",6', "7,8,9"])
    assert rows == [(1, "1", "2", "3"), (2, "4", "5\n\n5", "6"), (5, "7", "8", "9")]
    assert broken == {}


def test_a_carriage_return_within_a_line_is_text() -> None:
    assert parted(["1\r1,2,3\r", '1\r1,"2\r",3\r'])[0] == [
        (1, "1\r1", "2", "3"),
        (2, "1\r1", "2\r", "3"),
    ]


def test_quotes_inside_a_plain_field_are_text() -> None:
    assert parted(['5" tube,a"b,"c"'])[0] == [(1, '5" tube', 'a"b', "c")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2", "fields"),
        ("1,2,3,4", "fields"),
        ('"1","2"', "fields"),
        ('1,"2,3', "quoting"),
        ('1,"2"x,3', "quoting"),
        ('1,2,"', "quoting"),
        (None, "encoding"),
    ],
)
def test_one_damaged_line_is_one_broken_line(line: str | None, reason: str) -> None:
    rows, broken = parted(["1,2,3", line, "4,5,6", '7,"8",9'])
    assert [row[0] for row in rows] == [1, 3, 4]
    assert broken == {2: reason}


def test_a_record_has_its_limit() -> None:
    fits = ['1,"', *["x"] * (LONGEST - 2), '",3']
    assert len(parted(fits)[0]) == 1
    rows, broken = parted(['1,"', *["x"] * (LONGEST - 1), '",3'])
    assert (rows, set(broken.values())) == ([], {"quoting", "fields"})
    assert broken[1] == "quoting"


def test_bytes_that_mean_nothing_end_a_record() -> None:
    assert parted(['1,"2', None, '",3'])[1] == {1: "quoting", 2: "encoding", 3: "quoting"}


@pytest.mark.parametrize("below", ['2,",x",3', '2,b,"c"', '"","",""', ',"x",'])
def test_an_open_quote_takes_no_row_below_it(below: str) -> None:
    (alone,), _ = parted([below])
    rows, broken = parted(['1,a,"foo', below])
    assert rows == [(2, *alone[1:])]
    assert broken == {1: "quoting"}


def test_the_head_passes_damage_over() -> None:
    lines = ["", "title", '"open,', None, '编号,"姓', '名"', "1,2", "3,4"]
    assert [(at, record.fields, record.lines) for at, record in head(lines, ",", 3)] == [
        (1, ["title"], 1),
        (4, ["编号", "姓\n名"], 2),
        (6, ["1", "2"], 1),
    ]


cells = st.text(st.sampled_from(TRAPS + "\n"), max_size=6)
tables = st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8)
flat_cells = st.text(st.sampled_from(TRAPS), max_size=6)
flat_tables = st.lists(st.lists(flat_cells, min_size=3, max_size=3), min_size=1, max_size=8)


@given(tables)
def test_what_is_written_comes_back(table: list[list[str]]) -> None:
    starts = [1 + sum(len(written([row])) for row in table[:place]) for place in range(len(table))]
    rows, broken = parted(written(table))
    assert rows == [(start, *row) for start, row in zip(starts, table, strict=True)]
    assert broken == {}


@given(tables, st.lists(st.integers(0, 20)))
def test_blocks_do_not_change_the_rows(table: list[list[str]], cuts: list[int]) -> None:
    lines = [*written(table), '1,"open', "2,b,c"]
    edges = [0, *sorted(cuts), len(lines)]
    blocks = [lines[start:end] for start, end in itertools.pairwise(edges)]
    assert parted(*blocks) == parted(lines)


@given(
    flat_tables,
    st.one_of(st.none(), flat_cells.map(lambda text: text + '"'), st.text(st.sampled_from(TRAPS))),
    st.integers(0, 8),
)
def test_damage_does_not_spread(table: list[list[str]], damage: str | None, at: int) -> None:
    """Whatever one line holds, the rows above and below it are as they were."""
    lines = written(table)
    at = min(at, len(lines))
    rows, broken = parted([*lines[:at], damage, *lines[at:]])
    others = [(number - (number > at + 1), *cells) for number, *cells in rows if number != at + 1]
    assert others == parted(lines)[0]
    assert set(broken) <= {at + 1}
