"""Worked cases with stays come out as told."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.calendar import months_from
from pipelines.city.claims import Claims, amount_fen, is_stay, together
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import LEVEL_2
from pipelines.city.pricelist import price_list
from pipelines.city.schemes import PLOT, Plot, Scene
from pipelines.city.settlement import Accounts, settle

Play = Callable[[Plot], tuple[Scene, Claims]]


def played(play: Play, name: str) -> tuple[Scene, Claims]:
    """The stays of all months of a case, by the months that it names."""
    plot = PLOT[name]
    scene = play(plot)[0]
    assert plot.case is not None
    count = {"2025-03": 6, "2025-05": 8}[plot.case.month_to]
    scheme = replace(scene.scheme, first=0, last=count - 1)
    found = []
    for month in months_from(plot.case.month_from, count):
        there = replace(scene, scheme=scheme, stage=replace(scene.stage, month=month))
        claims = plot.act(there).claims
        stays = claims.visits[is_stay(claims.visits)]
        found.append(Claims(stays, claims.lines[np.isin(claims.lines["visit"], stays["visit"])]))
        assert len(stays) > 0
        assert (stays["beg"] >= month.start).all()
        assert (stays["beg"] < month.end).all()
    return scene, together(found)


def test_twelve_pneumonias_cost_487_000_yuan(play: Play) -> None:
    scene, claims = played(play, "invent-twelve-pneumonias")
    assert amount_fen(claims.lines).sum() == 48_700_000
    assert len(np.unique(claims.visits["psn"])) == len(claims.visits) == 12
    assert {CONDITIONS[cond].code for cond in claims.visits["cond"]} == {"J18.9"}
    assert scene.world.institutions.kind[scene.actor] == LEVEL_2
    per_stay = [amount_fen(claims.lines[claims.lines["visit"] == v]).sum() for v in
                claims.visits["visit"]]  # fmt: skip
    assert 3_000_000 < min(per_stay) < max(per_stay) < 5_000_000


def test_the_fund_pays_1_120_000_yuan_for_187_persons_without_need(play: Play) -> None:
    scene, claims = played(play, "fetch-for-rehabilitation")
    visits = np.sort(claims.visits, order=["settled", "visit"])
    accounts = Accounts.opened(scene.world.people)
    settled = settle(scene.world, scene.month, Claims(visits, claims.lines), accounts)
    assert settled.rows["fund"].sum() == amount_fen(claims.lines).sum() == 112_000_000
    assert len(np.unique(claims.visits["psn"])) == len(claims.visits) == 187
    assert (scene.world.people.age[claims.visits["psn"]] >= 65).all()


@pytest.mark.parametrize("name", ["invent-twelve-pneumonias", "fetch-for-rehabilitation"])
def test_a_case_keeps_to_limit_prices(name: str, play: Play) -> None:
    scene, claims = played(play, name)
    kind = np.full(len(claims.lines), scene.world.institutions.kind[scene.actor])
    limit = price_list().limit(claims.lines["item"].astype(np.int64), kind)
    assert (claims.lines["pric"] <= limit).all()
    assert (claims.lines["cnt"] > 0).all()
    assert (amount_fen(claims.lines) > 0).all()
