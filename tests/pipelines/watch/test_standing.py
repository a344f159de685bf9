"""Peer groups that shrink and probabilities that are off."""

import datetime as dt

import polars as pl

from pipelines.watch.limits import Calibration, Peers
from pipelines.watch.standing import calibration, calibration_alerts, peer_alerts, peers


def members(**groups: int) -> pl.DataFrame:
    rows = [group for group, count in groups.items() for _ in range(count)]
    return pl.DataFrame({"peer_group": rows}, schema={"peer_group": pl.String})


def test_the_group_that_lost_most_is_told() -> None:
    found = peers(members(a=20, b=30, c=5), members(a=19, b=10, d=50))
    assert found["peer_group"].to_list() == ["c", "b", "a", "d"]
    (alert,) = peer_alerts(found, "institution", Peers(least=10, shrank_to=0.7))
    assert (alert.subject, alert.numbers["n"]) == ("b", 1)


def test_groups_that_stay_raise_nothing() -> None:
    found = peers(members(a=20), members(a=15))
    assert list(peer_alerts(found, "institution", Peers(least=10, shrank_to=0.7))) == []


LIMITS = Calibration(outcomes=20, least_gap=0.1)


def held_against(confirmed: int, chance: float, known: dt.date = dt.date(2024, 7, 5)) -> dict:
    """Forty new outcomes of a model that says the same of everybody."""
    who = [f"H{i:02}" for i in range(40)]
    scores = pl.DataFrame({"entity_id": who, "month": "2024-06", "probability": chance})
    cases = pl.DataFrame(
        {
            "entity_id": who,
            "outcome": ["confirmed"] * confirmed + ["cleared"] * (40 - confirmed),
            "period_start": dt.date(2024, 1, 1),
            "period_end": dt.date(2024, 6, 1),
            "confirmed_date": known,
        }
    )
    since, until = dt.date(2024, 6, 1), dt.date(2024, 8, 1)
    return calibration(scores, cases, since=since, until=until, window=12)


def test_probabilities_that_hold_raise_nothing() -> None:
    found = held_against(10, 0.25)
    assert (found["n"], found["confirmed"], found["gap"]) == (40, 10, 0.0)
    assert list(calibration_alerts(found, "institution", LIMITS, 0.01)) == []


def test_probabilities_that_say_too_much_are_told() -> None:
    found = held_against(4, 0.5)
    assert found["gap"] == 0.4
    (alert,) = calibration_alerts(found, "institution", LIMITS, 0.01)
    assert alert.kind == "calibration"


def test_what_the_model_was_taught_or_nobody_knows_yet_is_not_counted() -> None:
    for day in (dt.date(2024, 5, 31), dt.date(2024, 8, 1)):
        assert held_against(4, 0.5, day)["n"] == 0
    assert list(calibration_alerts(held_against(4, 0.5, day), "patient", LIMITS, 1.0)) == []
