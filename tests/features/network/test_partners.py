from typing import Any

from features.network.partners import COMMON, partners

City = Any  # the builder of the conftest above


def common(city: City, least: int = 2, most: int = 9) -> list[tuple[str, str, int]]:
    found = partners(
        city.encounters().lazy(),
        key="fixmedins_code",
        entities=["H1"],
        least=least,
        most=most,
    ).collect(engine="in-memory")
    assert dict(found.schema) == COMMON
    return found.select("a", "b", "persons").rows()


def seen(city: City, site: str, persons: str) -> None:
    for psn in persons.split():
        city.visit(f"{site}{psn}", "2025-06-01", site=site, psn=psn)
        city.visit(f"{site}{psn} again", "2025-06-02", site=site, psn=psn)


def test_patients_in_common_are_persons_not_visits(city: City) -> None:
    seen(city, "H1", "P1 P2 P3")
    seen(city, "H2", "P1 P2 P4")
    assert common(city) == [("H1", "H2", 2)]


def test_too_few_in_common_are_not_told(city: City) -> None:
    seen(city, "H1", "P1 P2")
    seen(city, "H2", "P1")
    assert common(city) == []


def test_partners_are_tied_by_patients_of_the_entity_alone(city: City) -> None:
    seen(city, "H1", "P1 P2 P3")
    seen(city, "H2", "P1 P2 P3 P8 P9")
    seen(city, "H3", "P2 P3 P8 P9")
    assert common(city) == [("H1", "H2", 3), ("H1", "H3", 2), ("H2", "H3", 2)]


def test_the_closest_partners_are_kept_the_first_of_equals(city: City) -> None:
    seen(city, "H1", "P1 P2 P3")
    for site, persons in (("H4", "P1 P2"), ("H3", "P1 P2"), ("H2", "P1 P2 P3")):
        seen(city, site, persons)
    assert [(a, b) for a, b, _ in common(city, most=2) if a == "H1"] == [("H1", "H2"), ("H1", "H3")]
