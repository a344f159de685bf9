"""What each scheme with stays leaves behind, and its look-alike does not."""

from collections.abc import Callable

import numpy as np
import pytest

from pipelines.city.arrays import Floats, Rows
from pipelines.city.claims import STAY, Claims, amount_fen
from pipelines.city.conditions import CONDITIONS
from pipelines.city.pricelist import ITEMS, number_of
from pipelines.city.schemes import PLOT, Plot, Scene
from pipelines.city.treatment import stay_days

ONCE_LAWFUL = "collect-from-two-channels"
"""The first claim of its two is lawful and is not planted."""

Play = Callable[[Plot], tuple[Scene, Claims]]


def hollow_share(claims: Claims) -> float:
    """Share of charged stay days with bed, consultation and nursing only."""
    routine = np.array([item.charge_type in {"01", "02", "07"} for item in ITEMS])
    stays = claims.visits["visit"][claims.visits["med_type"] == STAY]
    lines = claims.lines[np.isin(claims.lines["visit"], stays)]
    days = np.unique(np.stack([lines["visit"], lines["time"].astype("M8[D]").astype(int)]), axis=1)
    real = lines[~routine[lines["item"]]]
    full = np.unique(np.stack([real["visit"], real["time"].astype("M8[D]").astype(int)]), axis=1)
    return 1 - float(full.shape[1] / days.shape[1])


def baskets(claims: Claims) -> set[tuple[tuple[int, float], ...]]:
    """The different baskets (items and counts) of the stays."""
    found = set()
    for stay in claims.visits["visit"]:
        own = claims.lines[claims.lines["visit"] == stay]
        found.add(tuple(sorted(zip(own["item"].tolist(), own["cnt"].tolist(), strict=True))))
    return found


def daily(lines: Rows, key: str) -> Floats:
    of_item = lines[lines["item"] == number_of(key)]
    row = np.unique(of_item["visit"], return_inverse=True)[1]
    return np.bincount(row, of_item["cnt"]).astype(np.float64)


def test_hung_beds_are_hollow_and_rehabilitation_is_not(play: Play, ordinary: Claims) -> None:
    assert hollow_share(play(PLOT["hang-beds"])[1]) > 0.6
    assert hollow_share(play(PLOT["rehabilitate"])[1]) < 0.4
    assert hollow_share(ordinary) < 0.05


def test_persons_in_hung_beds_are_seen_elsewhere(play: Play) -> None:
    _, claims = play(PLOT["hang-beds"])
    stays = claims.visits[claims.visits["med_type"] == STAY]
    errands = claims.visits[claims.visits["med_type"] != STAY]
    assert len(errands) > 0
    for errand in errands:
        own = stays[stays["psn"] == errand["psn"]]
        assert ((own["beg"] < errand["beg"]) & (errand["beg"] < own["end"])).any()


def test_invented_stays_share_days_and_basket(play: Play) -> None:
    _, claims = play(PLOT["invent-stays"])
    spans = claims.visits[["beg", "end"]]
    days = {(row["beg"].astype("M8[D]"), row["end"].astype("M8[D]")) for row in spans}
    assert len(claims.visits) >= 4 * len(days)
    assert len(baskets(claims)) == len(days)


def test_an_operating_day_shares_days_but_not_the_whole_basket(play: Play) -> None:
    _, claims = play(PLOT["operate-on-cataracts"])
    assert len(set(claims.visits["beg"].astype("M8[D]"))) == 1
    assert len(baskets(claims)) > 1


def test_split_stays_come_back_within_a_week_for_the_same_illness(
    play: Play, ordinary: Claims
) -> None:
    scene, claims = play(PLOT["split-stays"])
    assert len(claims.visits) > 0
    for stay in claims.visits:
        before = ordinary.visits[
            (ordinary.visits["psn"] == stay["psn"]) & (ordinary.visits["med_type"] == STAY)
        ][0]
        gap = (stay["beg"].astype("M8[D]") - before["end"].astype("M8[D]")).astype(int)
        assert 1 <= gap <= 7
        assert stay["cond"] == before["cond"]
        assert stay["inst"] == before["inst"] == scene.actor


def test_chemotherapy_comes_back_as_planned(play: Play) -> None:
    _, claims = play(PLOT["give-chemotherapy"])
    assert {CONDITIONS[cond].code for cond in claims.visits["cond"]} == {"Z51.1"}
    assert (np.unique(claims.visits["psn"], return_counts=True)[1] == 2).all()


def test_the_induced_are_old_mildly_ill_and_pay_nothing(play: Play) -> None:
    scene, claims = play(PLOT["induce-the-elderly"])
    assert (scene.world.people.age[claims.visits["psn"]] >= 65).all()
    assert claims.visits["waived"].all()
    assert all(CONDITIONS[cond].mild for cond in claims.visits["cond"])


def test_overcounted_stays_have_more_beds_than_days(play: Play, ordinary: Claims) -> None:
    scene, claims = play(PLOT["overcount-days"])
    touched = np.unique(claims.lines["visit"])
    stays = np.sort(ordinary.visits[np.isin(ordinary.visits["visit"], touched)], order="visit")
    honest = ordinary.lines[np.isin(ordinary.lines["visit"], touched)]
    beds = daily(np.concatenate([honest, claims.lines]), "bed")
    assert (beds >= stay_days(stays) + 2).all()
    assert len(scene.at_site(STAY)) >= len(stays) > 0


def test_check_ups_are_mostly_tests(play: Play) -> None:
    _, claims = play(PLOT["admit-for-check-ups"])
    tests = np.array([item.charge_type in {"03", "04"} for item in ITEMS])[claims.lines["item"]]
    fen = amount_fen(claims.lines)
    assert fen[tests].sum() > 0.7 * fen.sum()


@pytest.mark.parametrize("plot", PLOT.values(), ids=PLOT.keys())
def test_what_is_planted_is_marked_and_new(plot: Plot, play: Play, ordinary: Claims) -> None:
    scene, claims = play(plot)
    marked = claims.visits["scheme"] == scene.scheme.number
    assert marked.any() if plot.name == ONCE_LAWFUL else marked.all()
    assert not np.isin(claims.visits["visit"], ordinary.visits["visit"]).any()
    assert len(np.unique(claims.visits["visit"])) == len(claims.visits)
    added = claims.lines[~np.isin(claims.lines["visit"], claims.visits["visit"])]
    assert (added["scheme"] == scene.scheme.number).all()
    assert np.isin(added["visit"], ordinary.visits["visit"]).all()
    assert np.isin(claims.visits["visit"], claims.lines["visit"]).all()
    assert (claims.visits["settled"] >= scene.month.start).all()
    assert (amount_fen(claims.lines) >= 0).all()
