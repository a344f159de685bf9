from typing import Any

City = Any  # the builder of conftest.py


def admitted(city: City, *days: int, persons: int = 2, site: str = "H1") -> City:
    for day in days:
        for n in range(persons):
            who = {"psn": f"P{n}", "site": site}
            city.stay(f"A{day:02}{n}", f"2025-06-{day:02}", f"2025-06-{day + 2:02}", **who)
    return city


def companions(city: City) -> list[str]:
    return [row["mdtrt_id"] for row in city.encounters().to_dicts() if row["companion"]]


def test_admitted_together_twice_are_companions(city: City) -> None:
    assert companions(admitted(city, 1, 10)) == ["A010", "A011", "A100", "A101"]


def test_admitted_together_once_are_strangers(city: City) -> None:
    assert companions(admitted(city, 1)) == []


def test_the_stay_alone_has_no_companion(city: City) -> None:
    admitted(city, 1, 10).stay("Z", "2025-06-20", "2025-06-22", psn="P0")
    assert "Z" not in companions(city)


def test_on_one_day_at_two_sites_they_are_not_together(city: City) -> None:
    admitted(city, 1, persons=2).stay("B", "2025-06-10", "2025-06-12", psn="P0")
    city.stay("C", "2025-06-10", "2025-06-12", psn="P1", site="H2")
    assert companions(city) == []


def test_outpatients_are_no_companions(city: City) -> None:
    for day in (1, 2):
        for n in range(2):
            city.visit(f"A{day}{n}", f"2025-06-0{day}", psn=f"P{n}")
    assert companions(city) == []


def test_a_crowd_says_nothing(city: City) -> None:
    assert companions(admitted(city, 1, 10, persons=51)) == []


def test_one_person_twice_a_day_is_no_company(city: City) -> None:
    for day in (1, 10):
        city.stay(f"A{day}", f"2025-06-{day:02}", f"2025-06-{day:02}")
        city.stay(f"B{day}", f"2025-06-{day:02}", f"2025-06-{day:02}")
    assert companions(city) == []
