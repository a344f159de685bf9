import polars as pl

from features.contract import TABLES
from pipelines.intake.reversals import netting


def test_a_refund_written_as_a_positive_amount_is_negative_in_every_amount() -> None:
    rows = pl.DataFrame(
        {
            "setl_id": ["S1", "S2", "S3", "S4"],
            "medfee_sumamt": [100, 100, -100, 50],
            "fund_pay_sumamt": [60, 60, -60, None],
            "balc": [7, 7, 7, 7],
            "refd_setl_flag": ["0", "1", "1", None],
        }
    )
    netted = netting(rows, TABLES["setl"])
    assert netted["medfee_sumamt"].to_list() == [100, -100, -100, 50]
    assert netted["fund_pay_sumamt"].to_list() == [60, -60, -60, None]
    assert netted["balc"].to_list() == [7, 7, 7, 7], "a balance is not paid"


def test_a_line_that_names_another_takes_it_back() -> None:
    rows = pl.DataFrame(
        {
            "feedetl_sn": ["F1", "F2", "F3", "F4"],
            "init_feedetl_sn": [None, "F1", "F1", "F4"],
            "cnt": [2.0, 2.0, -2.0, 1.0],
            "pric": [5.0, 5.0, 5.0, 5.0],
            "det_item_fee_sumamt": [1000, 1000, -1000, 500],
        }
    )
    netted = netting(rows, TABLES["fee"])
    assert netted["det_item_fee_sumamt"].to_list() == [1000, -1000, -1000, 500]
    assert netted["cnt"].to_list() == [2.0, -2.0, -2.0, 1.0]
    assert netted["pric"].to_list() == [5.0, 5.0, 5.0, 5.0], "a price has no direction"
    assert netted["init_feedetl_sn"].to_list() == [None, "F1", "F1", None], "not itself"


def test_without_the_columns_nothing_is_turned() -> None:
    rows = pl.DataFrame({"setl_id": ["S1"], "medfee_sumamt": [100]})
    assert netting(rows, TABLES["setl"]).equals(rows)
    assert netting(rows, TABLES["mdtrt"]).equals(rows)
