"""One paper for many: identical prescriptions in a row, one record for every illness."""

from collections.abc import Callable

import polars as pl

from pipelines.city.claims import NOTHING_GIVEN, Claims
from pipelines.city.schemes import PLOT, Plot, Scene
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import ITEM, baskets, code_of

Play = Callable[[Plot], tuple[Scene, Claims]]

SOON = pl.duration(minutes=5)


def in_series(exports: Exports, code: str, *, resaleable: bool) -> pl.DataFrame:
    """Visits with the basket of the visit before, which began less than 5 minutes earlier."""
    seen = baskets(exports, code).sort("begin")
    return seen.filter(
        pl.col("basket") == pl.col("basket").shift(1),
        pl.col("begin") - pl.col("begin").shift(1) < SOON,
        pl.col("resaleable") == resaleable,
    )


def test_prescriptions_for_a_pile_of_cards(plant: Plant, honest: Exports, world: World) -> None:
    plot = PLOT["write-prescriptions-in-series"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    written = [len(in_series(each, code, resaleable=True)) for each in (honest, faint, plain)]
    assert written[0] < written[1] < written[2]
    assert written[2] > 10
    assert in_series(plain, code, resaleable=True)["PSN_NO"].n_unique() < written[2]


def unbought(exports: Exports, world: World, doctor: int) -> float:
    """Packs of drugs that find a buyer, sold by the doctor's site beyond what it ever bought."""
    wares = ITEM.filter(pl.col("resaleable")).select("HILIST_CODE")
    site = world.institutions.code[world.doctors.inst[doctor]]
    moved = exports["inv"].filter(pl.col("MEDINS_CODE") == site).join(wares, on="HILIST_CODE")
    of = {
        move: pl.col("CNT").filter(pl.col("INV_CHG_TYPE") == move).sum()
        for move in ("purchase", "sale")
    }
    return float(moved.select(of["sale"] - of["purchase"]).item())


def test_false_prescriptions_are_sold_but_were_never_bought(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["write-prescriptions-in-series"])
    assert exports.scheme is not None
    doctor = exports.scheme.actor
    assert unbought(honest, world, doctor) <= 0
    assert unbought(exports, world, doctor) > 40


def test_the_drugs_of_false_prescriptions_stay_on_the_shelf(play: Play) -> None:
    _, claims = play(PLOT["write-prescriptions-in-series"])
    drugs = claims.lines[claims.lines["days"] > 0]
    assert len(drugs) > 0
    assert (drugs["given"] == NOTHING_GIVEN).all()


def test_an_influenza_wave_is_one_illness_and_each_person_once(plant: Plant, world: World) -> None:
    exports = plant(PLOT["treat-the-wave"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    same = in_series(exports, code, resaleable=False)
    assert len(same) > 5
    assert len(in_series(exports, code, resaleable=True)) == 0
    assert set(same["DSCG_MAINDIAG_CODE"].drop_nulls()) == {"J06.9"}
    assert same.group_by("PSN_NO", pl.col("day").dt.month()).len()["len"].max() == 1


def templated(exports: Exports, code: str) -> int:
    """Visits with one basket of four items or more that is given for several illnesses."""
    large = pl.col("basket").str.count_matches("+", literal=True) >= 3
    own = baskets(exports, code).filter(pl.col("MED_TYPE") == "11", large)
    alike = own.group_by("basket").agg(
        pl.len(), illnesses=pl.col("DSCG_MAINDIAG_CODE").drop_nulls().n_unique()
    )
    return int(alike.filter(pl.col("illnesses") >= 2)["len"].sum())


def test_one_record_for_every_illness(plant: Plant, honest: Exports, world: World) -> None:
    plot = PLOT["copy-records"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    copies = [templated(each, code) for each in (honest, faint, plain)]
    assert copies[0] < copies[1] < copies[2]
    assert copies[2] > 6


def test_a_pathway_is_one_record_for_one_illness(plant: Plant, world: World) -> None:
    exports = plant(PLOT["follow-a-pathway"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    assert baskets(exports, code)["basket"].value_counts()["count"].max() >= 5
    planted = pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode())
    own = baskets(exports, code).filter(planted)
    assert set(own["DSCG_MAINDIAG_CODE"].drop_nulls()) == {"H25.9"}
