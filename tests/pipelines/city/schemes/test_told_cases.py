"""Worked cases of persons, agencies and employers: the persons and sums that are told of them."""

import numpy as np
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.dice import dice
from pipelines.city.schemes import PLOT, Scheme, cast, plan_of
from pipelines.city.schemes.offices.enrolment import CONTRIBUTION
from pipelines.city.world import World, build_world
from tests.pipelines.city.schemes.conftest import Plant
from tests.pipelines.city.schemes.lines import handed_in

CALENDAR = months_from("2024-01", 24)


@pytest.mark.parametrize(
    ("name", "yuan"),
    [
        ("wave-through-impostors", 86_000),
        ("forge-one-persons-papers", 152_000),
        ("divert-the-fund", 213_000),
        ("enter-1276-twice", 91_000),
        ("collect-from-two-channels", 127_000),
        ("resell-for-seventeen-months", 234_000),
        ("fabricate-renal-failure", 78_000),
    ],
)
def test_a_case_comes_to_the_sum_that_is_told(name: str, yuan: int, plant_in_town: Plant) -> None:
    assert plant_in_town(PLOT[name]).planted["fen"].sum() == yuan * 100


def test_three_persons_were_impersonated_at_one_desk(plant_in_town: Plant) -> None:
    claims = handed_in(plant_in_town(PLOT["wave-through-impostors"]))
    assert claims["PSN_NO"].n_unique() == 3
    assert claims["RCHKER_ID"].n_unique() == 1


def test_one_accident_is_paid_online_and_on_paper(plant_in_town: Plant) -> None:
    exports = plant_in_town(PLOT["collect-from-two-channels"])
    rows = exports["setl_d"].filter(exports["setl_d"]["MEDFEE_SUMAMT"] == 127_000)
    assert set(rows["SETL_TYPE"]) == {1, 2}
    assert rows["PSN_NO"].n_unique() == 1


def test_fifteen_contributions_fall_short_by_just_so_much(world: World) -> None:
    plot = PLOT["hire-fifteen-on-paper"]
    actor = int(plot.candidates(world)[0])
    members = plot.members(world, actor, dice(7, "ring"))
    scheme = Scheme(
        0, plot.name, "E-01", "employer", actor, 0, 16, 1.0, innocent=False, members=members
    )
    rows = plot.enlist(world, scheme, CALENDAR).enrolments
    wage = world.employers.wage[actor]
    months = (rows["last"] + 1).astype("M8[M]") - rows["first"].astype("M8[M]")
    short = (wage - rows["base"]) * CONTRIBUTION * months.astype(np.int64)
    assert len(rows) == len(np.unique(rows["psn"])) == 15
    assert round(short.sum()) == 38_600_000
    assert rows["base"].min() > 0
    assert str(rows["first"].min()) == "2023-01-01"
    assert set(rows["last"].astype(str)) == {"2025-05-31"}


def test_the_great_muddle_needs_a_great_city(world: World) -> None:
    played = cast(world, CALENDAR, plan_of(["enter-1276-twice"]))
    assert played.schemes == []
    assert played.left_out == ["N-71: needs a city of 100,000 persons"]


def test_1276_are_enrolled_twice_and_43_of_them_draw_twice(plant_in_town: Plant) -> None:
    name = "enter-1276-twice"
    world = build_world(100_000, 2024, 0)
    (scheme,) = cast(world, CALENDAR, plan_of([name])).schemes
    rows = PLOT[name].enlist(world, scheme, CALENDAR).enrolments
    assert len(np.unique(rows["psn"])) == len(rows) == 1_276
    assert (rows["insutype"] != world.people.insutype[rows["psn"]]).all()
    exports = plant_in_town(PLOT[name])
    drawn = exports["mdtrt_d"].join(exports.planted, left_on="MDTRT_ID", right_on="mdtrt_id")
    assert drawn["PSN_NO"].n_unique() == 43
