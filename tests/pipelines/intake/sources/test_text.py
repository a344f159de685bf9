import csv
import gzip
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import InputError
from pipelines.intake.sources.archive import Content
from pipelines.intake.sources.text import TextFile

WANTED = ["编号", "姓名", "金额"]

Put = Callable[..., TextFile]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write bytes into a file, and open it as a source."""

    def put(content: bytes, *, name: str = "t.csv", wanted: Sequence[str] = ()) -> TextFile:
        (tmp_path / name).write_bytes(content)
        return TextFile(Content(tmp_path / name), wanted)

    return put


def rows(source: TextFile, *columns: str) -> list[tuple[object, ...]]:
    batches = source.batches(columns or source.columns())
    return [row for batch in batches for row in batch.rows.rows()]


def broken(source: TextFile) -> dict[int, str]:
    batches = source.batches(source.columns())
    return {line: reason for batch in batches for line, reason in batch.broken.rows()}


def test_columns_in_the_order_asked_for(put: Put) -> None:
    source = put(b'A,B\n" a ","x,y"\nNA,\n0010,2')
    assert rows(source, "B", "A") == [(2, "x,y", " a "), (3, "", "NA"), (4, "2", "0010")]


@pytest.mark.parametrize("separator", [",", "\t", "|", ";", "^"])
def test_the_header_tells_the_separator(put: Put, separator: str) -> None:
    source = put(separator.join(WANTED).encode() + b"\n" + separator.join("123").encode())
    assert source.columns() == WANTED
    assert rows(source) == [(2, "1", "2", "3")]


def test_the_separator_is_told_by_the_wanted_names(put: Put) -> None:
    """More commas than bars, in a title as in the cells."""
    content = "甲,乙,丙,丁,戊\n编号|姓名\n1|a,b,c,d\n".encode()
    assert rows(put(content, wanted=["姓名"])) == [(3, "1", "a,b,c,d")]


def test_titles_above_the_header_are_passed_over(put: Put) -> None:
    content = "某市结算表,,\n\n2025年1月,,\n编号,姓名,金额\n1,张三,2\n".encode("gbk")
    for wanted in (WANTED, ()):
        source = put(content, wanted=wanted)
        assert source.columns() == WANTED
        assert rows(source) == [(5, "1", "张三", "2")]


def test_names_lose_spaces_and_marks(put: Put) -> None:
    source = put("\ufeff 编号 ,\u3000姓名\r\n1,2\r\n".encode("utf-8"))
    assert source.columns() == ["编号", "姓名"]


def test_a_header_in_quotes_may_have_line_breaks(put: Put) -> None:
    source = put('"编号","姓\n名"\n1,2\n'.encode())
    assert source.columns() == ["编号", "姓\n名"]
    assert rows(source) == [(3, "1", "2")]


def test_a_name_twice_means_its_first_column(put: Put) -> None:
    source = put(b"A,A,B\n1,2,3\n")
    assert source.columns() == ["A", "A", "B"]
    assert rows(source, "A") == [(2, "1")]


def test_a_header_alone_has_no_rows(put: Put) -> None:
    for content in (b"A,B", b"A,B\r\n\r\n"):
        assert rows(put(content), "A", "B") == []


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(put: Put, content: bytes) -> None:
    with pytest.raises(InputError, match=r"/t\.csv: the file is empty; export it again$"):
        put(content).columns()


def test_nul_characters_are_removed(put: Put) -> None:
    assert rows(put(b"A,B\n\x001,2\0\0\n")) == [(2, "1", "2")]


def test_lines_that_do_not_decode_are_broken(put: Put) -> None:
    source = put("编号,姓名\n1,张三\n".encode() + b"2,\xe5\xbc\n" + "3,李四\n".encode())
    assert rows(source) == [(2, "1", "张三"), (4, "3", "李四")]
    assert broken(source) == {3: "encoding"}


def test_damage_of_every_kind_at_once(put: Put) -> None:
    lines = ["编号,姓名", "1", '2,"张', "3,李四", "4,5,6", '5,"五"五', '6,"六"', ""]
    source = put("\r\n".join(lines).encode("gb18030") + b"7,\xff\r\n8,8\r\n")
    assert rows(source) == [(4, "3", "李四"), (7, "6", "六"), (9, "8", "8")]
    assert broken(source) == {2: "fields", 3: "quoting", 5: "fields", 6: "quoting", 8: "encoding"}


def test_a_file_without_line_ends_is_no_text(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.intake.sources.text.LONGEST_LINE", 100)
    with pytest.raises(InputError, match="a line does not end"):
        put(b"A,B\n" + b"x" * 200).columns()


def test_batches_do_not_change_the_rows(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.intake.sources.text.BATCH_ROWS", 7)
    lines = [b"title", b"A,B", *(b'%d,"x\ny"' % number for number in range(100))]
    source = put(b"\n".join(lines), wanted=["A", "B"])
    assert rows(source, "A") == [(2 * number + 3, str(number)) for number in range(100)]
    assert max(len(batch.rows) for batch in source.batches(["A"])) < 60


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]

signs = [*"a1 ,;|^\t\"'\n张三某医院元é😀\u3000", "\r\n"]
cells = st.lists(st.sampled_from(signs), max_size=8).map("".join)
tables = st.lists(st.tuples(cells, cells, cells), max_size=12)


@given(
    table=tables,
    encoding=st.sampled_from(ENCODINGS),
    separator=st.sampled_from(",\t|;^"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    packed=st.booleans(),
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    table: list[tuple[str, str, str]],
    encoding: str,
    separator: str,
    end: str,
    quoting: int,
    packed: bool,  # noqa: FBT001
) -> None:
    text, numbers = io.StringIO(newline=""), []
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)
    for row in [WANTED, *table]:
        numbers.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    path = tmp_path_factory.mktemp("round") / ("t.csv.gz" if packed else "t.csv")
    content = text.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(content) if packed else content)
    source = TextFile(Content(path), WANTED)
    assert source.columns() == WANTED
    assert rows(source) == [(at, *row) for at, row in zip(numbers[1:], table, strict=True)]
    assert broken(source) == {}
