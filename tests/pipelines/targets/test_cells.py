import datetime as dt
from fractions import Fraction

import polars as pl

from pipelines.targets.candidate import CANDIDATE, judged
from pipelines.targets.cells import Cells, cells_of
from pipelines.targets.policy import Policy, Quota, Teams, Visit

ROWS = [
    {"area": "甲", "medinslv": "1"},
    {"area": "甲", "medinslv": "2"},
    {"area": "甲", "medinslv": "2", "last_outcome_date": dt.date(2025, 5, 1)},
    {"area": "乙", "medinslv": "2"},
    {"area": None, "medinslv": None},
    {"area": "乙", "kind": "B101"},
]


def cells(**rules: object) -> Cells:
    blank = dict.fromkeys(CANDIDATE)
    named = [blank | {"entity_id": f"E{n}"} | row for n, row in enumerate(ROWS)]
    policy = Policy(excluded_kinds=("B101",), **rules)
    known = judged(pl.DataFrame(named, schema=CANDIDATE), policy, "2025-06")
    return cells_of(known, policy, "institution", "2025-06")


def test_without_quotas_all_who_can_be_listed_are_alike() -> None:
    told = cells()
    assert sorted(told.size) == [0, 4]
    assert [told.size[cell] for cell in told.of] == [4, 4, 0, 4, 4, 0]


def test_a_quota_counts_who_rests_and_nobody_out_of_scope() -> None:
    (half,) = cells(quotas=(Quota("半", share=Fraction(1, 2)),)).demands
    assert half.wanted == 3


def test_visits_of_the_period_are_taken_off() -> None:
    (half,) = cells(quotas=(Quota("半", share=Fraction(1, 2), visited_months=2),)).demands
    assert half.wanted == 2


def test_in_every_area_for_itself_and_in_none_for_those_without() -> None:
    quota = Quota("区", where={"medinslv": ("2",)}, per_area=True, share=Fraction(1, 2), least=1)
    told = cells(quotas=(quota,))
    assert [(one.name, one.wanted) for one in told.demands] == [("区 [乙]", 1), ("区 [甲]", 1)]
    assert not any(told.of[4] in one.cells for one in told.demands)


def test_who_is_excepted_is_not_counted_but_who_is_unknown_is() -> None:
    (rest,) = cells(quotas=(Quota("其他", unless={"medinslv": ("2",)}, share=Fraction(1)),)).demands
    assert rest.wanted == 2
    assert rest.whole


def test_crews_reach_some_cells_and_the_first_line_says_the_hours() -> None:
    visits = (Visit(80, where={"medinslv": ("1",)}), Visit(40, where={"area": ("甲",)}))
    told = cells(teams=(Teams("组", where={"area": ("甲",)}),), visits=visits, visit_hours=7)
    assert [told.hours[cell] for cell in told.of[:5]] == [80, 40, 40, 7, 7]
    (crew,) = told.crews
    assert crew.hours == 280
    assert [cell in crew.cells for cell in told.of[:5]] == [True, True, True, False, False]
