import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import InputError
from pipelines.intake import Mapping
from pipelines.intake.sources import Reading, batches, readings

Write = Callable[..., Path]

NOTHING = frozenset[str]()


def found(paths: list[Path], mapping: Mapping) -> list[Reading]:
    return readings(paths, mapping, NOTHING)[0]


def rows(path: Path, *columns: str) -> list[tuple[object, ...]]:
    return pl.concat(list(batches(path, columns))).rows()


def test_folders_are_searched_at_any_depth(exports: Path, write: Write, mapping: Mapping) -> None:
    (exports / "2025").mkdir()
    deep, high = write(name="2025/setl_02.csv"), write(name="setl_01.csv")
    write(name="other.csv")
    assert [reading.path for reading in found([exports], mapping)] == [deep, high]


def test_a_file_named_twice_is_read_once(exports: Path, write: Write, mapping: Mapping) -> None:
    path = write()
    assert len(found([exports, path, exports / ".." / "exports"], mapping)) == 1


def test_csv_lines_count_the_header(write: Write) -> None:
    path = write('" a ","x,y"', "NA,", "0010,2", header="A,B")
    assert rows(path, "B", "A") == [(2, "x,y", " a "), (3, None, "NA"), (4, "2", "0010")]


def test_a_csv_may_have_a_byte_order_mark(exports: Path) -> None:
    path = exports / "bom.csv"
    path.write_bytes(b"\xef\xbb\xbfA\r\n1\r\n")
    assert rows(path, "A") == [(2, "1")]


def test_parquet_values_become_the_shortest_text(exports: Path) -> None:
    path = exports / "t.parquet"
    moment = dt.datetime(2025, 1, 3, 9, 30)  # noqa: DTZ001
    pl.DataFrame(
        {
            "float": [12.3, 26000.0, 3.6e14, float("nan"), 0.1 + 0.2],
            "flag": [True, False, None, True, True],
            "day": [moment.date()] * 5,
            "time": pl.Series([moment] * 5).dt.replace_time_zone("Asia/Shanghai"),
            "money": pl.Series(["12.30"] * 5).cast(pl.Decimal(16, 2)),
            "code": pl.Series(["a"] * 5, dtype=pl.Categorical),
        }
    ).write_parquet(path)
    text = rows(path, "float", "flag", "day", "time", "money", "code")
    assert text[0] == (1, "12.3", "1", "2025-01-03", "2025-01-03 09:30:00", "12.30", "a")
    assert [row[1] for row in text[1:]] == [
        "26000",
        "360000000000000",
        None,
        "0.30000000000000004",
    ]
    assert [row[2] for row in text[1:3]] == ["0", None]


def test_batches_do_not_change_the_rows(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(*map(str, range(1000)), header="A")
    monkeypatch.setattr("pipelines.intake.sources.BATCH_ROWS", 7)
    assert rows(path, "A") == [(i + 2, str(i)) for i in range(1000)]


def told(paths: list[Path], mapping: Mapping, root: Path) -> str:
    with pytest.raises(InputError) as caught:
        found(paths, mapping)
    return str(caught.value).replace(str(root), "…")


def test_bad_paths_are_told_together(exports: Path, write: Write, mapping: Mapping) -> None:
    write(name="fee.csv")
    assert told([exports / "none", exports / "fee.csv"], mapping, exports) == (
        "…/none does not exist; check the path\n"
        "…/fee.csv fits no pattern of the mapping 'small' (setl*.csv); "
        "rename the file or add its pattern"
    )


def test_a_required_table_without_a_file_is_told(exports: Path, mapping: Mapping) -> None:
    assert told([exports], mapping, exports) == (
        "no file for the required tables setl at …, and the lake holds none yet; the mapping "
        "'small' looks for setl*.csv (setl): add the files or correct the patterns"
    )


def test_missing_columns_are_told_together(exports: Path, write: Write, mapping: Mapping) -> None:
    write(header="ID,VISITS,PERSON,SITE,TIME,KIND,FUND")
    assert told([exports], mapping, exports) == (
        "…/setl.csv: column 'VISIT' (mapped for setl) is missing; did you mean 'VISITS'?\n"
        "…/setl.csv: column 'TOTAL' (mapped for setl) is missing; "
        "valid are: ID, VISITS, PERSON, SITE, TIME, KIND, FUND\n"
        "correct the mapping or export the columns"
    )


def test_an_empty_file_is_told(exports: Path, mapping: Mapping) -> None:
    (exports / "setl.csv").touch()
    assert told([exports], mapping, exports) == "…/setl.csv: the file is empty; export it again"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.csv", b"A,B\n1,2,3\n", "a row has more fields than the header; quote fields"),
        ("t.csv", b'A,B\n"1,2\n', "a quoted field is not closed properly"),
        ("t.csv", "A,B\n男,2\n".encode("gb18030"), "the text is not UTF-8; save it as UTF-8"),
        ("t.parquet", b"A,B\n1,2\n" * 9, "this cannot be read as parquet; export it again"),
        ("t.xlsx", b"", "files of the kind '.xlsx' cannot be read; export CSV or Parquet"),
    ],
)
def test_what_cannot_be_read_is_told(
    exports: Path, name: str, content: bytes, message: str
) -> None:
    path = exports / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        rows(path, "A", "B")
    assert str(caught.value).startswith(f"{path}: {message}")


def test_nested_parquet_columns_are_told(exports: Path) -> None:
    path = exports / "t.parquet"
    pl.DataFrame({"A": [[1]]}).write_parquet(path)
    with pytest.raises(InputError, match=r"column 'A' holds List\(Int64\), not single values"):
        rows(path, "A")
