from typing import Any

import polars as pl
import pytest

from features.encounters import CHARGE_CLASSES, HOLLOW_CLASSES, Parts, standing_lines

City = Any  # the builder of conftest.py


def visits(city: City, month: str = "2025-06") -> list[dict[str, Any]]:
    return city.parts(month).visits.collect().to_dicts()


def charges(city: City, month: str = "2025-06") -> pl.DataFrame:
    return city.parts(month).orders.collect()


def test_the_parts_are_named() -> None:
    assert Parts.names() == ("visits", "orders", "days", "supply")


def test_every_hollow_class_belongs_to_bed_nursing_or_consultation() -> None:
    named = [code for name in ("bed", "nursing", "consult") for code in CHARGE_CLASSES[name]]
    assert set(HOLLOW_CLASSES) <= set(named)


def test_no_code_is_in_two_classes() -> None:
    codes = [code for codes in CHARGE_CLASSES.values() for code in codes]
    assert len(codes) == len(set(codes))


def test_a_visit_is_one_row_with_its_money_stay_and_diagnoses(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05", yuan=100, chfpdr_code="D2", acct_pay=5_00)
    city.add("diag", mdtrt_id="A", diag_code="J18", diag_time="2025-06-01", maindiag_flag="1")
    city.add("diag", mdtrt_id="A", diag_code="I10", diag_time="2025-06-01", maindiag_flag="0")
    (visit,) = visits(city)
    assert (visit["medfee_fen"], visit["fund_fen"], visit["acct_fen"]) == (100_00, 60_00, 5_00)
    assert (visit["settlements"], visit["refunds"]) == (1, 0)
    assert (visit["diagnoses"], visit["main_diag_of_list"]) == (2, "J18")
    assert visit["atddr_no"] == "D2"


def test_the_attending_doctor_comes_before_the_chief(city: City) -> None:
    city.visit("A", "2025-06-01", atddr_no="D1", chfpdr_code="D2")
    assert visits(city)[0]["atddr_no"] == "D1"


def test_a_settlement_without_its_encounter_is_kept(city: City) -> None:
    city.visit("A", "2025-06-01")
    city.rows["mdtrt"].clear()
    (visit,) = visits(city)
    assert (visit["medfee_fen"], visit["begntime"]) == (1000_00, None)


@pytest.mark.parametrize(
    ("of_encounter", "found"), [(None, ("47.01", "D8")), ("51.23", ("51.23", "D8"))]
)
def test_an_operation_of_the_list_counts_where_the_encounter_names_none(
    city: City, of_encounter: str | None, found: tuple[str, str]
) -> None:
    city.stay("A", "2025-06-01", "2025-06-05", oprn_oprt_code=of_encounter)
    for code, date in (("54.51", "2025-06-03"), ("47.01", "2025-06-02")):
        city.add("oprn", mdtrt_id="A", oprn_oprt_code=code, oprn_oprt_date=date, oper_dr_code="D8")
    (visit,) = visits(city)
    assert (visit["oprn_oprt_code"], visit["oper_dr_code"]) == found


def test_unknown_money_stays_unknown(city: City) -> None:
    city.visit("A", "2025-06-01").visit("B", "2025-06-01", acct_pay=0)
    assert [visit["acct_fen"] for visit in visits(city)] == [None, 0]


def test_void_rows_vanish(city: City) -> None:
    city.visit("A", "2025-06-01", vali_flag="0").visit("B", "2025-06-01", vali_flag=None)
    assert [visit["mdtrt_id"] for visit in visits(city)] == ["B"]


def test_a_refund_is_netted_and_counted(city: City) -> None:
    (visit,) = visits(city.visit("A", "2025-06-01").refund("A", "2025-06-02"))
    assert (visit["medfee_fen"], visit["settlements"], visit["refunds"]) == (0, 1, 1)
    assert visit["setl_id"] == "S-A"


def test_lines_are_summed_by_doctor_and_class(city: City) -> None:
    city.visit("A", "2025-06-01")
    city.line("A", "2025-06-01", "X", 1, kind="09", bilg_dr_codg="D1")
    city.line("A", "2025-06-01", "Y", 2, kind="11", bilg_dr_codg="D1")
    city.line("A", "2025-06-01", "Z", 4, kind="03", bilg_dr_codg="D2")
    city.line("A", "2025-06-01", "Z", 8, kind="14")
    orders = charges(city).select("bilg_dr_codg", "lines", "lines_fen", "drug_fen", "exam_fen")
    assert orders.rows() == [
        (None, 1, 8_00, 0, 0),
        ("D1", 2, 3_00, 3_00, 0),
        ("D2", 1, 4_00, 0, 4_00),
    ]


def test_a_reversed_line_adds_no_money_and_no_line(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X", kind="09").reverse("A/0")
    (order,) = charges(city).rows(named=True)
    assert (order["lines"], order["lines_fen"], order["drug_fen"]) == (0, 0, 0)
    assert city.parts("2025-06").days.collect().is_empty()


def test_beds_are_counted_to_the_hundredth(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05")
    for units in (0.1, 0.2, 1.5):
        city.line("A", "2025-06-01", "BED", kind="01", cnt=units)
    city.line("A", "2025-06-01", "X", kind="05", cnt=7.0)
    assert charges(city)["bed_units_hundredths"].to_list() == [180]


def test_days_say_what_a_stay_looks_like(city: City) -> None:
    city.stay("A", "2025-06-01", "2025-06-05")
    city.line("A", "2025-06-01 08:00", "Y", 10, kind="09").line(
        "A", "2025-06-01", "BED", 5, kind="01"
    )
    city.line("A", "2025-06-02 23:59", "BED", 5, kind="01")
    (days,) = city.parts("2025-06").days.collect().to_dicts()
    assert (days["charged_days"], days["hollow_days"]) == (2, 1)
    assert (days["days_fen"], days["days_fen_squared"]) == (20_00, 15_00**2 + 5_00**2)
    assert days["basket"] == "BED Y"


def test_drugs_and_lines_with_days_of_supply_are_supply(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X")
    city.line("A", "2025-06-01", "Y", prd_days=7, bilg_dr_codg="D1")
    city.line("A", "2025-06-01", "Z", kind="09", cnt=2.0)
    y, z = city.parts("2025-06").supply.collect().to_dicts()
    assert (y["feedetl_sn"], y["dr_code"], y["prd_days"]) == ("A/1", "D1", 7)
    assert (z["feedetl_sn"], z["cnt"], z["prd_days"]) == ("A/2", 2, None)


@pytest.mark.parametrize(
    ("back", "left"),
    [
        ({}, []),
        (
            {"cnt": -1.0, "det_item_fee_sumamt": -25_00, "inscp_scp_amt": -20_00},
            [(3.0, 75_00, 60_00)],
        ),
        ({"init_feedetl_sn": None}, [(4.0, 100_00, 80_00)]),
    ],
    ids=["whole", "in part", "unnamed"],
)
def test_reversals_leave_what_they_do_not_take_back(
    city: City, back: dict[str, Any], left: list[tuple[float, int, int]]
) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X", cnt=4.0, inscp_scp_amt=80_00)
    fee = standing_lines(city.reverse("A/0", **{"inscp_scp_amt": -80_00} | back).table("fee"))
    assert fee.select("cnt", "det_item_fee_sumamt", "inscp_scp_amt").collect().rows() == left
    told = fee.drop("day", "dr_code", "at_issue").collect_schema()
    assert told == city.table("fee").collect_schema()


def test_an_unknown_scope_amount_stays_unknown(city: City) -> None:
    fee = standing_lines(city.visit("A", "2025-06-01").line("A", "2025-06-01", "X").table("fee"))
    assert fee.collect()["inscp_scp_amt"].to_list() == [None]


@pytest.mark.parametrize("part", Parts.names())
def test_no_claims_give_empty_parts_of_the_same_shape(city: City, part: str) -> None:
    nothing = getattr(city.parts("2025-06"), part).collect()
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X", prd_days=7)
    something = getattr(city.parts("2025-06"), part).collect()
    assert nothing.is_empty()
    assert something.height == 1
    assert nothing.schema == something.schema
