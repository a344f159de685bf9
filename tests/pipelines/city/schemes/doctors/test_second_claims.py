"""A stay at home and a stay far away: side by side, or one after the other."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from pipelines.city.claims import ONLINE, Claims
from pipelines.city.schemes import PLOT, Plot, Scene
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import code_of, visits

Play = Callable[[Plot], tuple[Scene, Claims]]

STAYS = ["21", "25"]


def double_stays(exports: Exports, code: str) -> int:
    """Stays at the site during which the same person lies in another hospital too."""
    here = visits(exports, code).filter(pl.col("MED_TYPE") == "21")
    columns = ("PSN_NO", "BEGNDATE", "ENDDATE")
    there = exports["mdtrt_d"].filter(
        pl.col("MED_TYPE").is_in(STAYS), pl.col("MEDINS_CODE") != code
    )
    both = here.select(*columns).join(there.select(*columns), on="PSN_NO")
    beside = (pl.col("BEGNDATE_right") < pl.col("ENDDATE")) & (
        pl.col("ENDDATE_right") > pl.col("BEGNDATE")
    )
    return len(both.filter(beside))


def test_false_claims_double_the_stays_of_a_house(
    plant: Plant, honest: Exports, world: World
) -> None:
    plot = PLOT["abet-false-claims"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    doubled = [double_stays(each, code) for each in (honest, faint, plain)]
    assert doubled[0] < doubled[1] < doubled[2]
    assert doubled[2] > 8


@pytest.mark.parametrize("name", ["abet-false-claims", "refer-far-away"])
def test_far_stays_are_settled_by_hand(name: str, plant: Plant) -> None:
    exports = plant(PLOT[name])
    planted = pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode())
    claims = exports["setl_d"].filter(planted, pl.col("REFD_SETL_FLAG") == 0)
    assert len(claims) > 0
    assert "1" in set(claims["SETL_TYPE"].cast(pl.String))
    assert "2" not in set(claims["SETL_TYPE"].cast(pl.String))


def test_a_referral_begins_when_the_stay_is_over(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["refer-far-away"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    assert exports.planted["mdtrt_id"].n_unique() >= 5
    assert double_stays(exports, code) == double_stays(honest, code)


@pytest.mark.parametrize("name", ["abet-false-claims", "refer-far-away"])
def test_far_stays_are_claimed_by_hand_and_paid_by_another_clerk(name: str, play: Play) -> None:
    scene, claims = play(PLOT[name])
    clerks, area = scene.world.clerks, scene.world.people.area[claims.visits["psn"]]
    assert len(claims.visits) > 0
    assert (claims.visits["clerk"] != ONLINE).all()
    assert (claims.visits["payer"] != claims.visits["clerk"]).all()
    assert np.array_equal(clerks.area[claims.visits["clerk"]], area)
    assert np.array_equal(clerks.area[claims.visits["payer"]], area)
