from collections.abc import Callable

from pipelines.intake.quality.check import CHECKED, NEEDS, Check, missing
from pipelines.intake.quality.lake import Lake

Lay = Callable[..., None]


def test_what_a_lake_lacks(had: Lay, came: Lay, lake: Lake) -> None:
    had("setl", "2024-01", setl_id=["a"])
    came("fee", "2024-01", feedetl_sn=["1"])
    assert missing(lake) == {
        "header_differs": ("fee.setl_id",),
        "without_lines": ("fee.setl_id",),
        "unsettled_line": ("fee.setl_id",),
        "unknown_settlement": ("fee.setl_id",),
        "unknown_encounter": ("mdtrt",),
        "unknown_person": ("psn",),
        "unknown_institution": ("inst",),
        "absurd_age": ("mdtrt", "psn.brdy"),
    }


def test_an_empty_lake_lacks_everything(lake: Lake) -> None:
    assert missing(lake) == NEEDS


def test_shares() -> None:
    assert Check("duplicate_line", "2024-01", rows=1, of=4).share == 0.25
    assert Check("duplicate_line", "2024-01", rows=0, of=0).share == 0.0


def test_the_table_looked_at() -> None:
    assert CHECKED["unknown_settlement"] == "fee"
    assert CHECKED["absurd_age"] == "mdtrt"
