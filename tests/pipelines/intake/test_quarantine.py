import datetime as dt

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from features.contract import TABLES
from pipelines.intake.quarantine import as_came, gathered, split
from pipelines.intake.translate import Translated

VISIT = {
    "mdtrt_id": "V1",
    "psn_no": "P1",
    "fixmedins_code": "H1",
    "med_type": "21",
    "begntime": dt.datetime(2025, 1, 3),  # noqa: DTZ001
    "endtime": None,
}


def visits(*changes: dict[str, object], faults: list[tuple[int, str]] | None = None) -> Translated:
    dtypes = TABLES["mdtrt"].dtypes
    rows = pl.DataFrame(
        [VISIT | change for change in changes], schema={n: dtypes[n] for n in VISIT}
    )
    numbered = rows.with_row_index("source_line", offset=2).with_row_index("_row")
    told = pl.DataFrame(faults or [], schema={"_row": pl.UInt32, "reason": pl.String}, orient="row")
    return Translated(numbered, told, 0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"psn_no": None}, "psn_no|nullability"),
        ({"psn_no": "000"}, "psn_no|placeholder_id"),
        ({"begntime": dt.datetime(1889, 1, 1)}, "begntime|min"),  # noqa: DTZ001
        ({"endtime": dt.datetime(2025, 1, 2)}, "ends_after_it_begins"),  # noqa: DTZ001
    ],
)
def test_the_contract_gives_the_reason(change: dict[str, object], reason: str) -> None:
    parts = split(visits({}, change), TABLES["mdtrt"])
    assert parts.good["source_line"].to_list() == [2]
    assert parts.bad.select("source_line", "reasons").row(0) == (3, [reason])


def test_every_reason_is_given() -> None:
    parts = split(visits({"psn_no": "0", "med_type": None}), TABLES["mdtrt"])
    assert parts.bad["reasons"].to_list() == [["med_type|nullability", "psn_no|placeholder_id"]]


def test_an_unreadable_value_is_not_told_as_missing() -> None:
    broken = visits({"begntime": None}, faults=[(0, "begntime|not_a_time")])
    bad = split(broken, TABLES["mdtrt"]).bad
    assert bad.select("_month", "reasons").row(0) == ("unknown", ["begntime|not_a_time"])


def test_a_repeated_key_is_left_to_the_lake() -> None:
    assert split(visits({}, {}), TABLES["mdtrt"]).good.height == 2


def test_rows_belong_to_the_month_of_their_time() -> None:
    parts = split(visits({}, {"psn_no": None}), TABLES["mdtrt"])
    assert parts.good["_month"].to_list() == parts.bad["_month"].to_list() == ["2025-01"]


def test_rows_of_the_quarantine_are_as_they_came() -> None:
    raw = pl.DataFrame({"source_line": [2, 3], "TIME": [" x ", "y"]})
    bad = pl.DataFrame({"source_line": [2], "_month": ["unknown"], "reasons": [["r"]]})
    expected = pl.DataFrame(
        {"source_file": ["f.csv"], "source_line": [2], "reasons": [["r"]], "_month": ["unknown"]}
    ).with_columns(TIME=pl.lit(" x "))
    assert_frame_equal(as_came(raw, bad, "f.csv"), expected)


def test_the_quarantine_holds_a_row_once_in_a_fixed_order() -> None:
    row = {"source_file": ["f"], "source_line": [2], "reasons": [["r", "s"]]}
    one, other = pl.DataFrame(row | {"A": ["1"]}), pl.DataFrame(row | {"B": ["2"]})
    together = gathered([one, other, one])
    assert together.columns == ["source_file", "source_line", "reasons", "A", "B"]
    assert together.select("A", "B").rows() == [(None, "2"), ("1", None)]
    assert_frame_equal(gathered([other, one]), together)
