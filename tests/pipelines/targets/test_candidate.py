import datetime as dt

import polars as pl

from pipelines.targets.candidate import CANDIDATE, judged
from pipelines.targets.policy import Policy

FOUND = dt.date(2025, 1, 20)


def people(*rows: dict[str, object]) -> pl.DataFrame:
    blank = dict.fromkeys(CANDIDATE)
    named = [blank | {"entity_id": f"E{n}"} | row for n, row in enumerate(rows)]
    return pl.DataFrame(named, schema=CANDIDATE)


def test_whoever_is_out_of_scope_is_so_before_any_rest() -> None:
    rows = people({"kind": "B101", "last_outcome_date": FOUND}, {"last_outcome_date": FOUND}, {})
    policy = Policy(excluded_kinds=("B101",), excluded=("E2",))
    told = judged(rows, policy, "2025-06").select("reason", "detail").rows()
    assert told == [("kind", "B101"), ("cool_down", "2025-01-20"), ("excluded", "E2")]


def test_a_flag_is_a_percentile_and_nobody_without_one_is_flagged() -> None:
    rows = people({"percentile": 90.0}, {"percentile": 89.9}, {})
    assert judged(rows, Policy(), "2025-06")["flagged"].to_list() == [True, False, False]


def test_a_look_back_waits_and_ends_and_is_of_findings_only() -> None:
    found = {"last_outcome_date": FOUND, "last_confirmed_date": FOUND}
    cleared = {"last_outcome_date": dt.date(2025, 3, 1), "last_confirmed_date": FOUND}
    rows = people(found, cleared, {"last_outcome_date": FOUND}, found | {"kind": "B101"})
    policy = Policy(look_back_from=3, look_back_to=6, excluded_kinds=("B101",))
    due = {month: judged(rows, policy, month)["looked_back"].to_list()[0] for month in MONTHS}
    assert due == {"2025-03": False, "2025-04": True, "2025-07": True, "2025-08": False}
    assert judged(rows, policy, "2025-05")["looked_back"].to_list()[1:] == [False] * 3


MONTHS = ("2025-03", "2025-04", "2025-07", "2025-08")


def test_a_tip_after_the_outcome_asks_for_a_visit() -> None:
    tip = {"tips": 1, "last_tip_date": dt.date(2025, 1, 21)}
    answered = {"tips": 1, "last_tip_date": FOUND, "last_outcome_date": FOUND}
    rows = people(tip | {"last_outcome_date": FOUND}, answered, tip, {})
    assert judged(rows, Policy(), "2025-06")["tipped"].to_list() == [True, False, True, False]
