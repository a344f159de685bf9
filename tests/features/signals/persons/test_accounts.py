from typing import Any

import pytest

City = Any  # the builder of conftest.py
OPEN, CLOSED = "1", "4"


def accounts(city: City, first: str | None = CLOSED, second: str | None = OPEN) -> City:
    """Two accounts of one certificate."""
    for psn, state in (("P1", first), ("P2", second)):
        city.person(psn, cert_key="K", psn_insu_stas=state)
    return city


def drawn(city: City, *persons: str) -> City:
    for n, psn in enumerate(persons, start=1):
        city.visit(f"A{n}", f"2025-06-0{n}", psn=psn)
    return city


def test_two_accounts_drawn_on_by_turns(city: City) -> None:
    found = drawn(accounts(city), "P1", "P2", "P1").hit("both_accounts")
    assert found == dict.fromkeys(("A1", "A2", "A3"), 600_00)


def test_two_accounts_in_force(city: City) -> None:
    assert list(drawn(accounts(city, OPEN, OPEN), "P1", "P2").hit("both_accounts")) == ["A1", "A2"]


@pytest.mark.parametrize("state", [CLOSED, None])
def test_who_changed_the_account_left_the_old_one(city: City, state: str | None) -> None:
    assert drawn(accounts(city, state), "P1", "P1", "P2").hit("both_accounts") == {}


def test_an_account_kept_and_never_drawn_on(city: City) -> None:
    assert drawn(accounts(city, OPEN, OPEN), "P1", "P1").hit("both_accounts") == {}


def test_persons_without_a_known_certificate_are_not_one(city: City) -> None:
    city.person("P1", psn_insu_stas=OPEN).person("P2", psn_insu_stas=OPEN)
    assert drawn(city, "P1", "P2", "P1").hit("both_accounts") == {}
