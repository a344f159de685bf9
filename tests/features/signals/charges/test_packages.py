from typing import Any

import pytest

City = Any  # the builder of conftest.py


def test_components_of_one_package_on_one_day_are_unbundled(city: City) -> None:
    city.visit("A", "2025-06-01")
    city.line("A", "2025-06-01 08:00", "RINSE", 30).line("A", "2025-06-01 09:00", "SCALE", 50)
    city.line("A", "2025-06-01 09:00", "OTHER", 99)
    hits = city.hits("unbundled")
    assert hits["feedetl_sn"].to_list() == ["A/0", "A/1"]
    assert city.hit("unbundled") == {"A": 80_00}


@pytest.mark.parametrize(("item", "day"), [("RINSE", "01"), ("SCALE", "02"), ("OTHER", "01")])
def test_one_component_a_day_is_not_unbundled(city: City, item: str, day: str) -> None:
    city.visit("A", "2025-06-01")
    city.line("A", "2025-06-01", "RINSE").line("A", f"2025-06-{day}", item)
    assert city.hit("unbundled") == {}


@pytest.mark.parametrize(("whole", "part"), [("GENERAL CARE", "CONSULT"), ("CLEAN", "SCALE")])
def test_a_part_beside_the_whole_is_charged_twice(city: City, whole: str, part: str) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01 08:00", whole, 9)
    city.line("A", "2025-06-01 09:00", part, 15)
    assert city.hit("contained_item") == {"A": 15_00}


def test_a_part_on_another_day_or_visit_is_fine(city: City) -> None:
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "GENERAL CARE")
    city.line("A", "2025-06-02", "CONSULT")
    city.visit("B", "2025-06-01").line("B", "2025-06-01", "CONSULT")
    assert city.hit("contained_item") == {}
