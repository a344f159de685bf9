import datetime as dt
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.intake.quality.check import Check
from pipelines.intake.quality.duplicates import near_duplicates
from pipelines.intake.quality.lake import Lake

Lay = Callable[..., None]


def test_rows_equal_but_for_their_key(came: Lay, lake: Lake) -> None:
    came(
        "fee",
        "2024-01",
        feedetl_sn=["1", "2", "3", "4", "5"],
        med_list_codg=["X", "X", "X", "Y", "X"],
        det_item_fee_sumamt=[500, 500, 500, 500, 600],
    )
    expected = Check("duplicate_line", "2024-01", rows=2, of=5, fen=1000)
    assert near_duplicates(lake, "duplicate_line", "2024-01") == expected


def test_none(came: Lay, lake: Lake) -> None:
    came("setl", "2024-01", setl_id=["1", "2"], medfee_sumamt=[1, 2])
    expected = Check("duplicate_settlement", "2024-01", rows=0, of=2, fen=0)
    assert near_duplicates(lake, "duplicate_settlement", "2024-01") == expected


def test_when_the_source_touched_a_row_is_no_difference(came: Lay, lake: Lake) -> None:
    times = [dt.datetime.fromisoformat(f"2024-0{month}-01") for month in (1, 2)]
    came("fee", "2024-01", feedetl_sn=["1", "2"], det_item_fee_sumamt=[5, 5], updt_time=times)
    assert near_duplicates(lake, "duplicate_line", "2024-01").rows == 1


_ROWS = st.lists(st.tuples(st.sampled_from(["X", "Y", None]), st.integers(1, 3)), min_size=1)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS)
def test_as_counted_by_hand(came: Lay, lake: Lake, rows: list[tuple[str | None, int]]) -> None:
    codes, fen = map(list, zip(*rows, strict=True))
    keys = [str(n) for n in range(len(rows))]
    came("fee", "2024-01", feedetl_sn=keys, med_list_codg=codes, det_item_fee_sumamt=fen)
    found = near_duplicates(lake, "duplicate_line", "2024-01")
    assert found.rows == len(rows) - len(set(rows))
    assert found.fen == sum(fen) - sum(amount for _, amount in set(rows))
