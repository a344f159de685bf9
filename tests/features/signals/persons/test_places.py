from typing import Any

import pytest

City = Any  # the builder of conftest.py
NORTH = {"H1": 28.0, "H2": 28.3, "H3": 28.02}
"""About 33 and 2 kilometres from the first."""


def journey(city: City, *visits: tuple[str, str, str], **more: object) -> City:
    """Visits of one person: name, clock on the first of June, site."""
    for site, lat in NORTH.items():
        city.add("inst", fixmedins_code=site, fixmedins_name=site, lnt=115.0, lat=lat)
    for name, clock, site in visits:
        city.visit(name, f"2025-06-01 {clock}", site=site, **more)
    return city


def test_two_visits_sooner_after_each_other_than_the_way_takes(city: City) -> None:
    journey(city, ("A", "09:00", "H1"), ("B", "09:40", "H2"), ("C", "16:00", "H2"))
    assert city.hit("too_far_apart") == {"A": 600_00, "B": 600_00}


@pytest.mark.parametrize(
    ("clock", "site"), [("09:45", "H2"), ("09:05", "H3"), ("09:05", "H1"), ("00:00", "H2")],
    ids=["time enough", "next door", "same site", "no clock"],
)  # fmt: skip
def test_visits_that_one_person_can_make(city: City, clock: str, site: str) -> None:
    assert journey(city, ("A", "09:00", "H1"), ("B", clock, site)).hit("too_far_apart") == {}


@pytest.mark.parametrize("more", [{"med_type": "41"}, {"setl_type": "1"}], ids=["shop", "paper"])
def test_nobody_need_come_to_a_pharmacy_or_with_a_paper(city: City, more: dict[str, str]) -> None:
    journey(city, ("A", "09:00", "H1"), ("B", "09:05", "H2"), **more)
    assert city.hit("too_far_apart") == {}


def test_where_a_site_lies_must_be_known(city: City) -> None:
    city.visit("A", "2025-06-01 09:00").visit("B", "2025-06-01 09:01", site="H2")
    assert city.hit("too_far_apart") == {}


def shown(city: City, day: str, site: str) -> City:
    """A woman's card on which a man is examined, and another visit."""
    city.person("P1", gend="2").visit("A", "2025-06-01").line("A", "2025-06-01", "PROSTATE")
    return city.visit("B", day, site=site)


def test_a_stranger_here_and_somebody_there_share_a_card(city: City) -> None:
    assert shown(city, "2025-06-01", "H2").hit("card_shown_by_two") == {"A": 600_00, "B": 600_00}


@pytest.mark.parametrize(("day", "site"), [("2025-06-02", "H2"), ("2025-06-01", "H1")])
def test_another_day_or_the_same_site_tells_nothing(city: City, day: str, site: str) -> None:
    assert shown(city, day, site).hit("card_shown_by_two") == {}


def test_a_referral_is_no_stranger(city: City) -> None:
    city.person("P1", gend="1").visit("A", "2025-06-01").line("A", "2025-06-01", "PROSTATE")
    city.visit("B", "2025-06-01", site="H2", refl_old_mdtrt_id="A")
    assert city.hit("card_shown_by_two") == {}
