"""I-14, I-30, I-34: what no peer bills, and what the fund should not pay."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest

from pipelines.city.claims import amount_fen
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import PLOT
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.houses import Play, bills, deed_of, of_house, planted

OUTSIDE_THE_CATALOGUE = 3


def unheard_of(lines: pl.DataFrame, peers: pl.DataFrame, by: Sequence[str]) -> float:
    """Share of the amount of treatment and nursing in groups that no peer bills."""
    known = peers.select(by).unique()
    services = lines.filter(pl.col("MED_CHRGITM_TYPE").is_in(["04", "05", "07"]))
    named = services.filter(pl.all_horizontal(pl.col(by).is_not_null()))
    return float(named.join(known, on=by, how="anti")["yuan"].sum() / named["yuan"].sum())


GUILTY = [
    ("book-under-another-department", ("BILG_DEPT_CODE", "HILIST_CODE")),
    ("add-services", ("MED_TYPE", "HILIST_CODE")),
]


@pytest.mark.parametrize(("name", "by"), GUILTY, ids=[name for name, _ in GUILTY])
def test_items_that_no_peer_bills(
    name: str, by: Sequence[str], plant: Plant, honest: Exports, world: World
) -> None:
    faint, plain = plant(PLOT[name], 0.15), plant(PLOT[name])
    assert plain.scheme is not None
    sites, actor = world.institutions, plain.scheme.actor
    alike = sites.code[sites.of_kind(int(sites.kind[actor]))]
    code = str(sites.code[actor])
    peers = bills(honest).filter(pl.col("MEDINS_CODE").is_in(alike), pl.col("MEDINS_CODE") != code)
    usual, little, much = (
        unheard_of(of_house(each, code), peers, by) for each in (honest, faint, plain)
    )
    assert usual < little < much
    assert much > usual + 0.05


@pytest.mark.parametrize(
    ("name", "keys", "illnesses"),
    [
        ("move-early-after-surgery", {"exercise", "physiotherapy"}, {"S72.0", "S52.5"}),
        ("run-a-dialysis-station", {"dialysis", "dialyser"}, {"N18.5"}),
    ],
)
def test_a_rare_item_with_the_illness_that_calls_for_it(
    name: str, keys: set[str], illnesses: set[str], plant: Plant
) -> None:
    lines = planted(plant(PLOT[name]))
    assert keys <= set(lines["key"])
    assert set(lines["DSCG_MAINDIAG_CODE"].drop_nulls()) <= illnesses


@pytest.mark.parametrize("intensity", [0.15, 1.0, 2.0])
def test_own_pay_is_settled_as_covered(intensity: float, play: Play) -> None:
    scene, deed = deed_of(PLOT["shift-own-pay"], play, intensity)
    lines = deed.claims.lines
    classes = np.array([item.payment_class for item in ITEMS])[lines["item"]]
    assert len(lines) > 0
    assert (classes == OUTSIDE_THE_CATALOGUE).all()
    assert (lines["paid_as"] == 1).all()
    assert deed.edits["waived"].all()
    assert np.isin(deed.edits["visit"], scene.at_site()["visit"]).all()


def test_more_of_it_where_it_is_plain(play: Play) -> None:
    little, much = (
        amount_fen(deed_of(PLOT["shift-own-pay"], play, each)[1].claims.lines).sum()
        for each in (0.15, 1.0)
    )
    assert 0 < little < 0.6 * much


def test_the_poor_are_poor_and_their_own_pay_stays_their_own(play: Play) -> None:
    scene, deed = deed_of(PLOT["serve-the-poor"], play)
    assert scene.world.people.poor[deed.claims.visits["psn"]].all()
    assert (deed.claims.lines["paid_as"] == 0).all()
    assert not deed.claims.visits["waived"].any()
