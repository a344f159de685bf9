from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.intake import Mapping, ingest
from pipelines.store import Store

MAPPING = """\
name = "small"
[[table]]
table = "setl"
files = "setl*.csv"
[table.columns]
setl_id = "ID"
mdtrt_id = "VISIT"
psn_no = "PERSON"
fixmedins_code = "SITE"
setl_time = "TIME"
med_type = "KIND"
medfee_sumamt = "TOTAL"
fund_pay_sumamt = "FUND"
"""
ROW = {"ID": "S1", "VISIT": "M1", "PERSON": "P1", "SITE": "H1", "TIME": "20250105", "KIND": "11",
       "TOTAL": "10", "FUND": "5"}  # fmt: skip
NAME, MOBILE = "诸葛孔明", "13812345678"


@pytest.mark.parametrize(
    ("cell", "reasons"),
    [
        ({"PERSON": NAME}, {"psn_no|name"}),
        ({"PERSON": "无"}, {"psn_no|placeholder_id"}),
        ({"KIND": MOBILE}, {"med_type|personal_number"}),
        ({"VISIT": MOBILE}, set()),
    ],
)
def test_what_tells_of_a_person_is_no_code(
    store: Store,
    exports: Path,
    write: Callable[..., Path],
    mapping_of: Callable[[str], Mapping],
    cell: dict[str, str],
    reasons: set[str],
) -> None:
    write(",".join((ROW | cell).values()))
    report = ingest(store, [exports], mapping_of(MAPPING)).tables["setl"]
    assert set(report.reasons) == reasons
    told = [p for p in store.root.rglob("*.parquet") if NAME.encode() in p.read_bytes()]
    assert told == []
