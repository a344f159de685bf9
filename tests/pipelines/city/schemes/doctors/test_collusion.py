"""Circles: who comes with whom, how often, and for what."""

import polars as pl

from pipelines.city.schemes import PLOT, Scheme
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import MONTHS, Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import baskets, visits


def site_of(scheme: Scheme, world: World) -> str:
    inst = scheme.others("institution")[0] if scheme.members else scheme.actor
    return str(world.institutions.code[inst])


def alike_pairs(exports: Exports, code: str) -> int:
    """Pairs of persons with the same basket on the same day, twice or more often."""
    own = baskets(exports, code).select("PSN_NO", "day", "basket").unique()
    pairs = own.join(own, on=["day", "basket"]).filter(pl.col("PSN_NO") < pl.col("PSN_NO_right"))
    met = pairs.group_by("PSN_NO", "PSN_NO_right").len()
    return len(met.filter(pl.col("len") >= 2))


def test_a_ring_comes_together_for_one_basket(plant: Plant, honest: Exports, world: World) -> None:
    plot = PLOT["collude"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = site_of(plain.scheme, world)
    pairs = [alike_pairs(each, code) for each in (honest, faint, plain)]
    assert pairs[0] < pairs[1] < pairs[2]
    assert pairs[2] > 40


def test_a_family_doctors_circle_comes_once_a_month_for_its_own_illnesses(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["keep-a-faithful-circle"])
    assert exports.scheme is not None
    code = site_of(exports.scheme, world)
    own = visits(exports, code).filter(
        pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode())
    )
    each = own.group_by("PSN_NO").agg(pl.len(), months=pl.col("day").dt.month().n_unique())
    assert len(each.filter(pl.col("months") == len(MONTHS))) > 10
    assert (each["len"] == each["months"]).all()
    assert alike_pairs(exports, code) <= alike_pairs(honest, code) + 1
