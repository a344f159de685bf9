import numpy as np
import pytest

from pipelines.city.conditions import CONDITIONS, condition_of
from pipelines.city.dice import dice
from pipelines.city.health import Health, draw_health
from pipelines.city.horizon import Horizon
from pipelines.city.pricelist import FEMALE, MALE

YEAR = Horizon.of(2024, 12)


def of_age(age: int, n: int = 20_000) -> Health:
    rng = dice(age, "health")
    gend = rng.choice([MALE, FEMALE], n)
    birth = np.full(n, np.datetime64(f"{2023 - age}-06-01"))
    return draw_health(np.full(n, age), gend, birth, YEAR, rng)


@pytest.mark.parametrize(
    ("age", "low", "high"),
    [(5, 0, 0.001), (35, 0.0003, 0.003), (60, 0.005, 0.012), (80, 0.035, 0.07)],
)
def test_mortality_grows_with_age(age: int, low: float, high: float) -> None:
    assert low <= np.mean(~np.isnat(of_age(age).died)) <= high


def test_the_frail_die_sooner() -> None:
    health = of_age(75)
    dead = ~np.isnat(health.died)
    assert health.frailty[dead].mean() > 1.2 * health.frailty[~dead].mean()


def test_illnesses_come_together() -> None:
    health = of_age(70)
    twice = health.second >= 0
    assert (health.chronic[twice] >= 0).all()
    assert (health.chronic[twice] != health.second[twice]).all()
    pressure, sugar = condition_of("I10"), condition_of("E11.9")
    of_diabetics = health.second[twice & (health.chronic == sugar)]
    assert (of_diabetics == pressure).mean() > 0.3
    assert {CONDITIONS[c].chronic > 0 for c in np.unique(health.second[twice])} == {True}


def test_most_chronic_illnesses_are_registered_and_no_others() -> None:
    health = of_age(70)
    assert not health.certified[health.chronic < 0].any()
    assert 0.9 < health.certified[health.chronic >= 0].mean() < 0.96


def test_those_to_be_born_come_healthy_and_live() -> None:
    n = 500
    birth = np.full(n, np.datetime64("2024-05-01"))
    health = draw_health(np.zeros(n, np.int64), np.full(n, MALE), birth, YEAR, dice(0, "unborn"))
    assert (health.chronic == -1).all()
    assert np.isnat(health.died).all()
