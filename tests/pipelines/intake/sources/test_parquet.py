import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import InputError
from pipelines.intake.sources.parquet import ParquetFile

MOMENT = dt.datetime(2025, 1, 3, 9, 30)  # noqa: DTZ001


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "setl.parquet"


def texts(path: Path, *columns: str) -> list[tuple[object, ...]]:
    return pl.concat([batch.rows for batch in ParquetFile(path).batches(columns)]).rows()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["0010", " a ", "", None], ["0010", " a ", "", None]),
        ([12.3, 26000.0, 3.6e14, -0.0, 0.1 + 0.2], ["12.3", "26000", "360000000000000", "0"]),
        ([float("nan"), None], [None, None]),
        ([7, -1], ["7", "-1"]),
        ([True, False, None], ["1", "0", None]),
        ([MOMENT.date()], ["2025-01-03"]),
        ([MOMENT, MOMENT.replace(microsecond=5000)], ["2025-01-03 09:30:00"]),
        ([dt.time(9, 30)], ["09:30:00"]),
        ([Decimal("12.30"), Decimal("1.00")], ["12.30", "1.00"]),
        (pl.Series(["a"], dtype=pl.Categorical), ["a"]),
        ([None], [None]),
    ],
)
def test_values_become_the_shortest_text(
    path: Path, values: list[object] | pl.Series, expected: list[str | None]
) -> None:
    pl.DataFrame({"A": values}).write_parquet(path)
    text = [cell for _, cell in texts(path, "A")]
    assert text[: len(expected)] == expected


def test_floats_and_fractions_of_a_second_lose_nothing(path: Path) -> None:
    moment = MOMENT.replace(microsecond=5000)
    pl.DataFrame({"A": [0.1 + 0.2], "B": [moment]}).write_parquet(path)
    assert texts(path, "A", "B") == [(1, "0.30000000000000004", "2025-01-03 09:30:00.005")]


def test_moments_are_told_in_the_time_of_china(path: Path) -> None:
    shanghai = pl.Series([MOMENT]).dt.replace_time_zone("Asia/Shanghai")
    pl.DataFrame({"A": shanghai, "B": shanghai.dt.convert_time_zone("UTC")}).write_parquet(path)
    assert texts(path, "A", "B") == [(1, "2025-01-03 09:30:00", "2025-01-03 09:30:00")]


def test_columns_come_in_the_order_asked_for(path: Path) -> None:
    pl.DataFrame({"A": ["1"], " B ": ["2"], "source_line": ["3"]}).write_parquet(path)
    assert ParquetFile(path).columns() == ["A", "B", "source_line"]
    assert texts(path, "B", "A") == [(1, "2", "1")]


def test_batches_do_not_change_the_rows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pl.DataFrame({"A": range(1000)}).write_parquet(path, row_group_size=100)
    monkeypatch.setattr("pipelines.intake.sources.parquet.BATCH_ROWS", 7)
    batches = list(ParquetFile(path).batches(["A"]))
    assert len(batches) > 1
    assert all(batch.broken.is_empty() for batch in batches)
    assert texts(path, "A") == [(i + 1, str(i)) for i in range(1000)]


def test_a_file_without_rows_has_columns(path: Path) -> None:
    pl.DataFrame(schema={"A": pl.Int64}).write_parquet(path)
    assert ParquetFile(path).columns() == ["A"]
    assert sum(len(batch.rows) for batch in ParquetFile(path).batches(["A"])) == 0


def told(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        ParquetFile(path).columns()
    return str(caught.value)


def test_an_empty_file_is_told(path: Path) -> None:
    path.touch()
    assert told(path) == f"{path}: the file is empty; export it again"


def test_other_content_is_told(path: Path) -> None:
    path.write_text("张三,110101199001011234\n")
    assert told(path) == f"{path}: this cannot be read as Parquet; export it again"


def test_damage_inside_is_told(path: Path) -> None:
    pl.DataFrame({"A": list(map(str, range(10_000)))}).write_parquet(path)
    content = bytearray(path.read_bytes())
    content[4:2000] = bytes(1996)
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"this cannot be read as Parquet; export it again$"):
        texts(path, "A")


@pytest.mark.parametrize(
    ("values", "kind"), [([[1]], r"List\(Int64\)"), ([b"1"], "Binary"), ([{"a": 1}], "Struct")]
)
def test_values_in_values_are_told(path: Path, values: list[object], kind: str) -> None:
    pl.DataFrame({"A": values}).write_parquet(path)
    with pytest.raises(InputError, match=f"column 'A' holds {kind}.*not single values; export it"):
        texts(path, "A")
