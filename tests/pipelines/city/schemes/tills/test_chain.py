from collections.abc import Callable

import numpy as np
import polars as pl

from pipelines.city.claims import PHARMACY, Deed, amount_fen
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import number_of
from pipelines.city.schemes import PLOT, Scene
from tests.pipelines.city.schemes.conftest import Plant

Perform = Callable[..., tuple[Scene, Deed]]


def test_the_chain_bills_42_times_and_32_000_yuan(perform: Perform) -> None:
    played = [perform("swap-vitamins-in-a-chain", turn=turn) for turn in range(3)]
    visits = np.concatenate([deed.claims.visits for _, deed in played])
    lines = np.concatenate([deed.claims.lines for _, deed in played])
    assert len(visits) == len(lines) == 42
    assert amount_fen(lines).sum() == 3_200_000
    assert (lines["given"] == number_of("vitamins")).all()
    assert (lines["item"] != number_of("vitamins")).all()
    assert set(visits["med_type"].tolist()) == {PHARMACY}


def test_the_chain_is_several_shops(perform: Perform) -> None:
    scene, deed = perform("swap-vitamins-in-a-chain")
    shops = np.unique(deed.claims.visits["inst"])
    assert len(shops) == 3
    assert (scene.world.institutions.kind[shops] == SHOP).all()


def test_the_exports_hold_the_case_to_the_fen(plant: Plant) -> None:
    planted = plant(PLOT["swap-vitamins-in-a-chain"]).planted.filter(pl.col("fen") > 0)
    assert planted["fen"].sum() == 3_200_000
    assert planted["mdtrt_id"].n_unique() == 42
