import datetime as dt

import polars as pl

from pipelines.targets.at_issue import at_issue


def test_a_claim_that_two_signals_hit_is_at_issue_once() -> None:
    hits = pl.DataFrame(
        {
            "fixmedins_code": ["H1", "H1", "H1", None],
            "mdtrt_id": ["m1", "m1", "m2", "m3"],
            "feedetl_sn": ["f1", "f1", None, None],
            "amount_fen": [500, 700, 300, 900],
            "day": [dt.date(2025, 1, 1)] * 4,
        }
    )
    assert at_issue(hits, "fixmedins_code").rows() == [("H1", 3, 2, 1000)]


def test_a_whole_encounter_and_its_lines_are_at_issue_once() -> None:
    hits = pl.DataFrame(
        {
            "fixmedins_code": ["H1"] * 3,
            "mdtrt_id": ["m1"] * 3,
            "feedetl_sn": [None, "f1", "f2"],
            "amount_fen": [5000, 1000, 200],
        }
    )
    assert at_issue(hits, "fixmedins_code").rows() == [("H1", 3, 1, 5000)]
