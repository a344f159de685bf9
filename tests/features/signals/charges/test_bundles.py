from typing import Any

import pytest

from tests.features.signals.charges.houses import BACK, COLD, HIP, like_cases, seen

City = Any  # the builder of conftest.py
BUNDLE = ("SCAN", "ECHO", "MARKER", "CULTURE")


def test_a_bundle_for_every_illness_is_forced(city: City) -> None:
    like_cases(city, COLD, BACK, stay=True)
    for n, illness in enumerate((COLD, BACK, COLD, BACK)):
        seen(city, f"S{n}", illness, "BLOOD", *BUNDLE, stay=True)
    assert city.hit("forced_bundle") == {f"S{n}": 40_00 for n in range(4)}


@pytest.mark.parametrize("illnesses", [(COLD,) * 4, (COLD, BACK)])
def test_a_pathway_of_one_illness_or_two_stays_are_no_bundle(
    city: City, illnesses: tuple[str, ...]
) -> None:
    like_cases(city, COLD, BACK, stay=True)
    for n, illness in enumerate(illnesses):
        seen(city, f"S{n}", illness, *BUNDLE, stay=True)
    assert city.hit("forced_bundle") == {}


def test_stays_of_an_earlier_month_are_told_once_and_at_nothing(city: City) -> None:
    like_cases(city, COLD, BACK, stay=True)
    city.stay("S0", "2025-05-01", "2025-05-05", dscg_maindiag_code=COLD)
    for item in BUNDLE:
        city.line("S0", "2025-05-01", item, 10, kind="04")
    for n, illness in ((1, BACK), (2, COLD)):
        seen(city, f"S{n}", illness, "BLOOD", *BUNDLE, stay=True)
    assert city.hit("forced_bundle", "2025-05") == {}
    assert city.hit("forced_bundle") == {"S0": 0, "S1": 40_00, "S2": 40_00}


def test_what_like_cases_get_elsewhere_is_no_bundle(city: City) -> None:
    for n in range(25):
        seen(city, f"E{n}", COLD, *BUNDLE, stay=True, site="H9")
        seen(city, f"F{n}", BACK, *BUNDLE, stay=True, site="H9")
    for n, illness in enumerate((COLD, BACK, COLD, BACK)):
        seen(city, f"S{n}", illness, *BUNDLE, stay=True)
    assert city.hit("forced_bundle") == {}


PAIR = ("SCAN", "CULTURE")


def apart(city: City) -> City:
    """Stays elsewhere for many illnesses; some get one test of the pair, and nobody both."""
    for n in range(240):
        item = PAIR[n % 2] if n < 24 else "BLOOD"
        seen(city, f"E{n}", f"A{n % 60:02d}", item, stay=True, site="H9", atddr_no="D9")
    return city


@pytest.mark.parametrize(
    ("illnesses", "told"), [((COLD, BACK, HIP), True), ((COLD, BACK, COLD), False)]
)
def test_two_tests_together_nowhere_else_are_pushed_whatever_the_illness(
    city: City, illnesses: tuple[str, ...], *, told: bool
) -> None:
    apart(city)
    for n in range(9):
        seen(city, f"N{n}", COLD, "BLOOD", stay=True)
    for n, illness in enumerate(illnesses):
        seen(city, f"S{n}", illness, "BLOOD", *PAIR, stay=True)
    assert city.hit("forced_bundle") == ({f"S{n}": 20_00 for n in range(3)} if told else {})


def test_two_tests_that_are_together_elsewhere_are_no_bundle(city: City) -> None:
    apart(city)
    for n in range(9):
        seen(city, f"F{n}", f"A{n:02d}", *PAIR, stay=True, site="H9", atddr_no="D9")
    for n, illness in enumerate((COLD, BACK, HIP)):
        seen(city, f"S{n}", illness, "BLOOD", *PAIR, stay=True)
    assert city.hit("forced_bundle") == {}
