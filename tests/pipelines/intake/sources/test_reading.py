from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.errors import InputError
from pipelines.intake.mapping import Field, TableMapping
from pipelines.intake.sources.reading import Reading, reading_of
from pipelines.intake.sources.source import SOURCE_LINE, Batch, no_broken


@dataclass(frozen=True)
class Held:
    """A source of one row, whose cells are the names of its columns in reverse."""

    header: list[str]
    name: str = "setl.csv"

    def columns(self) -> list[str]:
        return self.header

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        line = pl.Series(SOURCE_LINE, [2], pl.UInt32)
        cells = {name: [name[::-1]] for name in columns}
        yield Batch(pl.DataFrame({SOURCE_LINE: line} | cells), no_broken())


def mapped(*columns: str) -> TableMapping:
    fields = dict(zip(["setl_id", "psn_no", "mdtrt_id"], map(Field, columns), strict=False))
    return TableMapping(TABLES["setl"], "setl*.csv", fields)


def read(header: list[str], *columns: str) -> Reading:
    return reading_of((mapped(*columns), Held(header)))


def told(header: list[str], *columns: str) -> str:
    with pytest.raises(InputError) as caught:
        read(header, *columns)
    return str(caught.value)


def test_columns_are_spelt_as_mapped() -> None:
    reading = read(["NO", "setl_id", "姓名"], "SETL_ID", "no")
    assert reading.names == {"SETL_ID": "setl_id", "no": "NO"}
    (batch,) = reading.batches(["姓名", "NO"])
    assert batch.rows.to_dicts() == [
        {SOURCE_LINE: 2, "SETL_ID": "di_ltes", "no": "ON", "姓名": "名姓", "NO": "ON"}
    ]


def test_a_column_may_go_by_two_names() -> None:
    (batch,) = read(["NO"], "no", "No").batches()
    assert batch.rows.row(0) == (2, "ON", "ON")


def test_a_mapping_without_columns_asks_nothing_of_the_header() -> None:
    assert read([]).names == {}


def test_missing_columns_are_told_together() -> None:
    assert told(["ID", "VISITS", "TOTAL"], "ID", "VISIT", "SUM") == (
        "setl.csv: mapped for setl, but not among the 3 columns of the header: "
        "'VISIT' (did you mean 'VISITS'?), 'SUM'; correct the mapping or export the columns"
    )


def test_a_file_without_header_shows_nobody() -> None:
    message = told(["张三", "330102199001011234"], "姓名", "证件号码")
    assert message == (
        "setl.csv: mapped for setl, but not among the 2 columns of the header: '姓名', '证件号码'; "
        "check that the file has a header, correct the mapping or export the columns"
    )


def test_a_file_of_one_line_shows_nobody() -> None:
    """Its line ends were lost, so the last name goes on into the first row."""
    assert "张三" not in told(["ID", "SUMS\r张三"], "ID", "SUMS")


def test_ambiguous_columns_are_told() -> None:
    assert told(["ID", "ID", "Sum", "SUM"], "ID", "sum") == (
        "setl.csv: mapped for setl, but each the name of several columns of the header: "
        "'ID', 'sum'; give every column a name of its own"
    )


def test_other_columns_may_share_a_name() -> None:
    assert read(["ID", "x", "x"], "ID").names == {"ID": "ID"}
