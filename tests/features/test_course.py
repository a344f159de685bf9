from typing import Any

from features.course import course

City = Any  # the builder of conftest.py


def test_a_course_tells_encounters_money_and_hits_by_month(city: City) -> None:
    city.visit("A", "2025-04-30", yuan=10).visit("B", "2025-06-01", yuan=20)
    city.visit("C", "2025-06-02", yuan=30).visit("D", "2025-06-02", site="H2")
    city.line("B", "2025-06-01", "X", pric=12.0, pric_uplmt_amt=10.0)
    frame = course(
        city.encounters().lazy(),
        city.hits("over_price").lazy(),
        key="fixmedins_code",
        entities=["H1"],
        month="2025-06",
    ).collect()
    assert frame.columns == ["entity_id", "month", "encounters", "medfee_fen", "fund_fen", "hits"]
    assert frame.rows() == [
        ("H1", "2025-04", 1, 10_00, 6_00, 0),
        ("H1", "2025-06", 2, 50_00, 30_00, 1),
    ]


def test_a_course_of_nobody_is_empty(city: City) -> None:
    city.visit("A", "2025-06-01")
    frame = course(
        city.encounters().lazy(), city.all_hits("2025-06").lazy(),
        key="dr_code", entities=["D1"], month="2025-06",
    )  # fmt: skip
    assert frame.collect().is_empty()
