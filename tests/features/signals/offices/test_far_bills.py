from typing import Any

import pytest

City = Any  # the builder of conftest.py

FAR = {"setl_type": "1", "med_type": "25", "opter_id": "C1", "dscg_maindiag_code": "K80.2"}


def far_stay(city: City, name: str = "A", psn: str = "P1", **more: Any) -> City:
    """A stay in another pooling area that a clerk settled a month later."""
    if "HF" not in [inst["fixmedins_code"] for inst in city.rows["inst"]]:
        city.add("inst", fixmedins_code="HF", fixmedins_name="HF", fix_blng_admdvs="990100")
    row = {"begin": "2025-05-01", "end": "2025-05-08", "settled": "2025-06-03 10:00"}
    city.person(psn, live_admdvs="360191")
    return city.stay(name, psn=psn, site="HF", yuan=8000, **FAR | row | more)


def registered(city: City, begin: str, end: str | None = None, kind: str = "travel") -> City:
    return city.add("ext", ext_id="X1", ext_type=kind, psn_no="P1", begndate=begin, enddate=end)


def test_a_far_stay_of_which_nobody_was_told(city: City) -> None:
    assert far_stay(city).hit("unregistered_journey") == {"A": 4800_00}


@pytest.mark.parametrize(
    ("begin", "end"), [("2025-04-20", None), ("2025-05-20", None), ("2024-01-01", "2025-05-01")]
)
def test_a_registered_journey(city: City, begin: str, end: str | None) -> None:
    """One registered afterwards counts as well."""
    assert far_stay(registered(city, begin, end)).hit("unregistered_journey") == {}


@pytest.mark.parametrize(
    "known", [("2024-01-01", "2025-04-30"), ("2025-06-04", None), ("2025-04-01", None, "chronic")]
)
def test_a_registration_that_does_not_cover_it(city: City, known: tuple[str, ...]) -> None:
    assert far_stay(registered(city, *known)).hit("unregistered_journey") == {"A": 4800_00}


@pytest.mark.parametrize(
    "one", [{"refl_old_mdtrt_id": "Z"}, {"setl_type": "2"}, {"med_type": "11"}]
)
def test_a_referral_an_online_stay_a_visit(city: City, one: dict[str, str]) -> None:
    assert far_stay(city, **one).hit("unregistered_journey") == {}


def test_the_hospital_at_home_is_not_far(city: City) -> None:
    city.add("inst", fixmedins_code="HF", fixmedins_name="HF", fix_blng_admdvs="360192")
    assert far_stay(city).hit("unregistered_journey") == {}


def sold(city: City, *psn: str, items: tuple[str, ...] = ("X", "Y"), **more: Any) -> City:
    """The same papers for several persons."""
    for n, one in enumerate(psn):
        name = f"{one}{n}{items[-1]}"
        far_stay(city, name, one, **more)
        for item in items:
            city.line(name, "2025-05-01", item)
    return city


def test_papers_of_one_template(city: City) -> None:
    assert set(sold(city, "P1", "P2", "P3").hit("one_template").values()) == {4800_00}


def test_two_persons_or_one_again_and_again(city: City) -> None:
    assert sold(city, "P1", "P2", "P2").hit("one_template") == {}


def test_each_has_a_bill_of_his_own(city: City) -> None:
    sold(city, "P1", "P2")
    sold(city, "P3", items=("X", "Z"))
    assert city.hit("one_template") == {}
    assert sold(city, "P4", end="2025-05-09").hit("one_template") == {}
