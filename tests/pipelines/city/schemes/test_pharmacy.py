from collections.abc import Callable

import numpy as np

from pipelines.city.claims import PHARMACY, Claims, amount_fen
from pipelines.city.people import EMPLOYEES
from pipelines.city.schemes import PLOT, Plot, Scene

Play = Callable[[Plot], tuple[Scene, Claims]]


def gaps(claims: Claims) -> np.ndarray:
    """Seconds between settlements that follow each other."""
    return np.diff(np.sort(claims.visits["settled"])).astype(int)


def test_accounts_are_emptied_or_drawn_on_in_round_amounts(play: Play) -> None:
    scene, claims = play(PLOT["turn-into-cash"])
    fen = amount_fen(claims.lines)
    emptied = fen == scene.accounts[claims.visits["psn"]]
    assert emptied.any()
    assert (emptied | (fen % 10_000 == 0)).all()


def test_gift_boxes_leave_most_of_the_account(play: Play) -> None:
    scene, claims = play(PLOT["sell-gift-boxes"])
    assert (amount_fen(claims.lines) < 0.2 * scene.accounts[claims.visits["psn"]]).all()


def test_collected_cards_are_swiped_within_seconds_by_the_same_persons(play: Play) -> None:
    scene, claims = play(PLOT["swipe-collected-cards"])
    assert np.median(gaps(claims)) < 50
    assert (scene.world.people.insutype[claims.visits["psn"]] == EMPLOYEES).all()
    assert len(np.unique(claims.visits["psn"])) <= 14
    assert (claims.visits["med_type"] == PHARMACY).all()


def test_a_fast_till_still_takes_a_minute_or_two(play: Play) -> None:
    scene, claims = play(PLOT["keep-the-till-fast"])
    assert np.median(gaps(claims)) > 60
    assert len(np.unique(claims.visits["psn"])) > 0.8 * len(claims.visits)
    assert (claims.visits["inst"] == scene.actor).all()
