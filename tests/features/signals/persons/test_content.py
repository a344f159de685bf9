from typing import Any

import pytest

City = Any  # the builder of conftest.py
CONSULTATION, NURSING, TEST = "02", "07", "04"


def seen(city: City, *kinds: str, site: str = "H2") -> City:
    """A visit with nothing but a consultation, and one at a site with lines of some kinds."""
    city.visit("A", "2025-06-01").line("A", "2025-06-01", "X", kind=CONSULTATION)
    city.visit("B", "2025-06-01", site=site)
    for kind in kinds:
        city.line("B", "2025-06-01", kind, kind=kind)
    return city


def test_two_sites_of_a_day_at_which_nothing_was_done(city: City) -> None:
    found = seen(city, CONSULTATION, NURSING).hit("nothing_done")
    assert found == {"A": 600_00, "B": 600_00}


@pytest.mark.parametrize("kinds", [(CONSULTATION, TEST), ()], ids=["a test", "no line at all"])
def test_one_visit_without_content_may_be_a_talk(city: City, kinds: tuple[str, ...]) -> None:
    assert seen(city, *kinds).hit("nothing_done") == {}


def test_talks_at_one_site_are_a_therapy(city: City) -> None:
    assert seen(city, CONSULTATION, site="H1").hit("nothing_done") == {}
