import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.windows import first_day, shift, trailing

City = Any  # the builder of conftest.py
months = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)).map(lambda day: f"{day:%Y-%m}")


def test_the_first_day_of_a_month() -> None:
    assert first_day("2025-06") == dt.date(2025, 6, 1)


@pytest.mark.parametrize("text", ["2025-6", "2025-13", "2025-00", "202506", "2025-06-01", ""])
def test_a_month_is_written_with_four_and_two_digits(text: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM"):
        first_day(text)


@given(months, st.integers(-200, 200))
def test_shifting_there_and_back_is_no_shift(month: str, by: int) -> None:
    assert shift(shift(month, by), -by) == month


def test_months_shift_over_the_year() -> None:
    assert (shift("2025-01", -1), shift("2024-12", 1), shift("2025-06", -12)) == (
        "2024-12", "2025-01", "2024-06",
    )  # fmt: skip


@given(months, st.integers(1, 36))
def test_a_window_ends_with_its_month_and_has_no_gap(month: str, length: int) -> None:
    window = trailing(month, length)
    assert len(window) == length
    assert window[-1] == month
    assert all(shift(a, 1) == b for a, b in pairwise(window))


def test_a_window_has_at_least_one_month() -> None:
    with pytest.raises(ValueError, match="found 0"):
        trailing("2025-06", 0)


@pytest.mark.parametrize(
    ("med_type", "setting"),
    [("21", "inpatient"), ("2101", "inpatient"), ("52", "inpatient"), ("28", "inpatient"),
     ("41", "pharmacy"), ("140104", "chronic"), ("11", "outpatient"), ("51", "outpatient")],
)  # fmt: skip
def test_the_first_two_digits_say_where_care_is_given(
    city: City, med_type: str, setting: str
) -> None:
    city.visit("A", "2025-06-01", med_type=med_type)
    assert city.encounter("A")["setting"] == setting


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [("2025-06-01 23:00", "2025-06-05 01:00", 4), ("2025-06-01", "2025-06-01 20:00", 1),
     ("2025-05-30", "2025-06-02", 3), ("2025-06-01", None, None)],
)  # fmt: skip
def test_days_of_stay_count_nights_and_at_least_one(
    city: City, begin: str, end: str | None, days: int | None
) -> None:
    city.stay("A", begin, end, settled="2025-06-10")
    assert city.encounter("A")["los_days"] == days


def test_a_stay_without_its_encounter_is_of_unknown_length(city: City) -> None:
    """An unknown stay is neither short nor long."""
    city.stay("A", "2025-06-01", "2025-06-05")
    city.rows["mdtrt"].clear()
    stay = city.encounter("A")
    assert [stay[name] for name in ("los_days", "long_stay", "short_stay")] == [None] * 3
    assert stay["begn"] == stay["end"] == dt.date(2025, 6, 5)


def test_what_was_refunded_is_no_encounter_whenever(city: City) -> None:
    city.visit("A", "2025-05-01").refund("A", "2025-06-02")
    city.visit("B", "2025-06-01").refund("B", "2025-06-02").visit("C", "2025-06-01")
    assert city.encounters("2025-05")["mdtrt_id"].to_list() == ["A"]
    assert city.encounters("2025-06")["mdtrt_id"].to_list() == ["C"]


def test_a_refund_of_something_before_the_window_is_no_encounter(city: City) -> None:
    city.visit("A", "2025-01-01").refund("A", "2025-06-02")
    assert city.encounters("2025-06", length=3).is_empty()


def test_settled_anew_after_a_refund_is_one_encounter(city: City) -> None:
    city.visit("A", "2025-04-01", yuan=100).refund("A", "2025-05-02")
    again = city.rows["setl"][0] | {"setl_id": "S2", "setl_time": "2025-06-03"}
    city.add("setl", **again)
    encounter = city.encounter("A")
    assert (encounter["medfee_fen"], encounter["refunds"]) == (100_00, 1)


def test_header_money_is_not_multiplied_by_lines(city: City) -> None:
    city.visit("A", "2025-06-01", yuan=100)
    for n in range(5):
        city.line("A", f"2025-0{5 + n % 2}-10", "X", 20, bilg_dr_codg=f"D{n}")
    encounter = city.encounter("A")
    assert (encounter["medfee_fen"], encounter["lines_fen"], encounter["lines"]) == (
        100_00, 100_00, 5,
    )  # fmt: skip


def test_an_encounter_without_lines_has_unknown_lines(city: City) -> None:
    encounter = city.visit("A", "2025-06-01").encounter("A")
    assert [encounter[name] for name in ("lines", "items", "drug_fen", "basket")] == [None] * 4


def test_items_of_an_encounter_are_different_ones(city: City) -> None:
    """One item ordered by two doctors in two months is one item."""
    city.stay("A", "2025-05-30", "2025-06-05")
    city.line("A", "2025-05-30", "X", bilg_dr_codg="D1").line("A", "2025-06-01", "Y")
    city.line("A", "2025-06-01", "X", bilg_dr_codg="D2")
    encounter = city.encounter("A")
    assert (encounter["items"], encounter["basket"], encounter["lines"]) == (2, "X Y", 3)


def test_without_an_attending_doctor_it_is_who_ordered_most_in_all_months(city: City) -> None:
    city.stay("A", "2025-05-30", "2025-06-05").stay("B", "2025-06-01", "2025-06-02", atddr_no="D9")
    city.line("A", "2025-05-30", "X", 60, bilg_dr_codg="D1")
    city.line("A", "2025-06-01", "X", 60, bilg_dr_codg="D1")
    city.line("A", "2025-06-01", "X", 100, bilg_dr_codg="D2").line("A", "2025-06-01", "X", 500)
    city.line("B", "2025-06-01", "X", bilg_dr_codg="D1")
    assert city.encounters()["dr_code"].to_list() == ["D1", "D9"]


def test_of_equal_orders_the_first_doctor_by_code_counts(city: City) -> None:
    city.visit("A", "2025-06-01")
    for doctor in ("D2", "D1", "D3"):
        city.line("A", "2025-06-01", "X", bilg_dr_codg=doctor)
    assert city.encounter("A")["dr_code"] == "D1"


@pytest.mark.parametrize(
    ("brdy", "age"),
    [("1960-05-31", 65), ("1960-06-02", 64), ("2025-06-30", 0), ("1880-01-01", 120), (None, None)],
)
def test_age_is_from_birth_to_the_encounter(city: City, brdy: str | None, age: int | None) -> None:
    city.person("P1", brdy=brdy).visit("A", "2025-06-01")
    assert city.encounter("A")["age"] == age


def test_the_main_diagnosis_of_the_list_stands_in(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05")
    city.stay("B", "2025-06-01", "2025-06-05", psn="P2", dscg_maindiag_code="I10.x", dise_codg="G1")
    city.add("diag", mdtrt_id="A", diag_code="J06.9", diag_time="2025-06-01", maindiag_flag="1")
    first, second = city.encounters().to_dicts()
    assert (first["diag3"], first["case_group"], first["mild"]) == ("J06", "J06", True)
    assert (second["diag3"], second["case_group"], second["mild"]) == ("I10", "G1", False)


def test_gaps_are_days_since_the_last_discharge_there_and_anywhere(city: City) -> None:
    city.stay("A", "2025-05-01", "2025-05-05").stay("B", "2025-05-10", "2025-05-15", site="H2")
    city.stay("C", "2025-05-20", "2025-05-25").stay("D", "2025-05-22", "2025-05-24", psn="P2")
    gaps = city.encounters().select("mdtrt_id", "gap_same_site", "gap_any_site").rows()
    assert gaps == [("A", None, None), ("B", None, 5), ("C", 15, 5), ("D", None, None)]


def test_a_return_within_thirty_days_is_a_readmission(city: City) -> None:
    city.stay("A", "2025-05-01", "2025-05-05").stay("B", "2025-06-04", "2025-06-05", site="H2")
    city.stay("C", "2025-07-06", "2025-07-07")
    frame = city.encounters("2025-07")
    assert frame["readmitted"].to_list() == [False, True, False]
    assert frame["readmitted_same_site"].to_list() == [False, False, False]


def test_a_planned_return_or_an_overlap_is_no_readmission(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05", dscg_maindiag_code="Z51.1")
    city.stay("B", "2025-06-10", "2025-06-12", dscg_maindiag_code="Z51.1")
    city.stay("C", "2025-06-01", "2025-06-20", psn="P2")
    city.stay("D", "2025-06-10", "2025-06-12", psn="P2", site="H2")
    assert city.encounters()["readmitted"].to_list() == [False] * 4


def expected(city: City, yuans: list[float], **more: object) -> list[float | None]:
    for n, yuan in enumerate(yuans):
        city.visit(f"A{n}", "2025-06-01", yuan=yuan, dscg_maindiag_code="I10", **more)
    return city.encounters()["expected_fen"].to_list()


def test_like_cases_leave_the_encounter_itself_out(city: City) -> None:
    assert expected(city, [100, 100, 100, 100, 100, 700])[-1] == 100_00


def test_fewer_than_five_like_cases_expect_nothing(city: City) -> None:
    assert expected(city, [100] * 5) == [None] * 5


def test_a_rare_case_is_compared_with_its_setting(city: City) -> None:
    city.visit("Z", "2025-06-01", yuan=900, dscg_maindiag_code="Q99")
    assert expected(city, [100] * 5)[-1] == 100_00


def test_stays_of_unknown_length_are_nobodys_standard(city: City) -> None:
    for n in range(7):
        end = None if n == 0 else "2025-06-05"
        city.stay(f"A{n}", "2025-06-01", end, settled="2025-06-05", psn=f"P{n}")
    assert city.encounters()["expected_los"].to_list() == [None] + [4.0] * 6


@pytest.mark.parametrize(
    ("more", "short"),
    [({}, True), ({"end": "2025-06-04"}, False), ({"oprn_oprt_code": "47.01"}, False),
     ({"med_type": "28"}, False)],
    ids=["short", "three days", "operated", "day surgery"],
)  # fmt: skip
def test_a_short_stay_is_neither_operation_nor_day_surgery(
    city: City,
    more: dict[str, Any],
    short: bool,  # noqa: FBT001
) -> None:
    city.stay("A", "2025-06-01", **{"end": "2025-06-03"} | more)
    assert city.encounter("A")["short_stay"] is short


def test_a_checkup_is_a_stay_of_tests(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05").stay("B", "2025-06-01", "2025-06-05", psn="P2")
    city.line("A", "2025-06-01", "CT", 70, kind="03").line("A", "2025-06-01", "DRUG", 30, kind="09")
    city.line("B", "2025-06-01", "CT", 69, kind="03").line("B", "2025-06-01", "DRUG", 31, kind="09")
    assert city.encounters()["checkup"].to_list() == [True, False]


def test_a_stay_whose_lines_were_all_taken_back_is_no_checkup(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05").line("A", "2025-06-01", "CT", 70, kind="03")
    assert city.reverse("A/0").encounter("A")["checkup"] is False


@pytest.mark.parametrize(
    ("time", "night"), [("21:59", False), ("22:00", True), ("05:59", True), ("06:00", False)]
)
def test_night_is_from_ten_to_six(city: City, time: str, night: bool) -> None:  # noqa: FBT001
    assert city.visit("A", f"2025-06-01 {time}").encounter("A")["night"] is night


def test_months_ago_counts_from_the_last_month(city: City) -> None:
    city.visit("A", "2025-06-30").visit("B", "2025-05-01").visit("C", "2024-07-01")
    assert city.encounters()["months_ago"].to_list() == [0, 1, 11]


def test_no_claims_give_no_encounters(city: City) -> None:
    assert city.encounters().is_empty()


def test_back_on_the_day_of_discharge_is_a_readmission(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05").stay("B", "2025-06-05", "2025-06-09")
    assert city.encounters()["readmitted_same_site"].to_list() == [False, True]


def test_a_stay_of_thirty_days_is_long(city: City) -> None:
    city.stay("A", "2025-05-01", "2025-05-31").stay("B", "2025-05-01", "2025-05-30", psn="P2")
    assert city.encounters()["long_stay"].to_list() == [True, False]
