import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.calendar import on_working_day
from pipelines.city.claims import ONLINE, is_stay
from pipelines.city.conditions import conditions_under
from pipelines.city.institutions import OUTSIDE
from pipelines.city.world import World


def test_claims_by_hand_are_handled_by_two_clerks_of_the_home_area(
    year: Rows, world: World
) -> None:
    manual = year[year["clerk"] != ONLINE]
    home = world.people.area[manual["psn"]]
    assert (world.clerks.area[manual["clerk"]] == home).all()
    assert (world.clerks.area[manual["payer"]] == home).all()
    assert (manual["clerk"] != manual["payer"]).all()
    assert on_working_day(manual["settled"]).all()
    assert (manual["settled"] - manual["end"] >= np.timedelta64(4, "D")).all()
    assert 700 < manual["review"].mean() < 1_100
    assert manual["payout"].min() >= 12
    assert manual["payout"].max() <= 37
    online = year[year["clerk"] == ONLINE]
    assert not (online["review"] | online["payout"]).any()


def test_claims_from_outside_are_often_by_hand(year: Rows, world: World) -> None:
    away = world.institutions.kind[year["inst"]] == OUTSIDE
    assert 0.3 < (year["clerk"][away] != ONLINE).mean() < 0.7
    assert (year["clerk"][~away] != ONLINE).mean() < 0.02


def test_the_old_show_cards_and_the_young_telephones(year: Rows, world: World) -> None:
    age = world.people.age[year["psn"]]
    assert set(np.unique(year["card"])) == {1, 2, 3}
    assert (year["card"][age < 40] == 1).mean() > 0.7
    assert (year["card"][age >= 65] == 3).mean() > 0.5


def test_uploads_take_minutes_and_some_take_days(year: Rows) -> None:
    assert np.median(year["lag"]) < 900
    days = year["lag"] >= 86_400
    assert 0.005 < days.mean() < 0.02
    last = year["settled"].astype("M8[D]").astype("M8[M]") < (
        year["settled"] + np.timedelta64(3, "D")
    ).astype("M8[M]")
    assert days[last].mean() > 1.8 * days[~last].mean()


def test_operators_change_with_the_shift(year: Rows) -> None:
    hour = (year["settled"] - year["settled"].astype("M8[D]")).astype(int) // 3_600
    site = year["inst"] == np.bincount(year["inst"]).argmax()
    morning = set(year["till"][site & (hour < 16)])
    evening = set(year["till"][site & (hour >= 16)])
    assert morning
    assert not morning & evening


def test_somebody_else_is_liable_for_some_injuries(year: Rows) -> None:
    injured = np.isin(year["cond"], conditions_under("S", "T"))
    liable = year["third_party"]
    assert not liable[~injured].any()
    assert 0.03 < liable[injured & is_stay(year)].mean() < 0.25
