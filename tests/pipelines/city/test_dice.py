import numpy as np

from pipelines.city.dice import Urn, dice, happens, lot, pick


def test_a_room_repeats_itself_and_no_other_room() -> None:
    thrown = dice(1, "care", 3).random(4).tolist()
    assert thrown == dice(1, "care", 3).random(4).tolist()
    for other in (dice(2, "care", 3), dice(1, "people", 3), dice(1, "care", 4)):
        assert thrown != other.random(4).tolist()


def test_pick_follows_the_weights_and_never_takes_a_zero() -> None:
    weights = np.tile([0.0, 1.0, 0.0, 3.0], (4_000, 1))
    share = np.bincount(pick(weights, dice(0, "test")), minlength=4) / 4_000
    assert share[0] == share[2] == 0
    assert abs(share[3] - 0.75) < 0.03


def test_what_has_no_chance_never_happens() -> None:
    assert not happens(0.0, 100, dice(0, "test")).any()
    assert happens(1.0, 100, dice(0, "test")).all()


def test_a_lot_is_the_same_in_any_company() -> None:
    everybody = lot(3, "room", np.arange(1_000))
    assert (lot(3, "room", np.array([7, 900])) == everybody[[7, 900]]).all()
    assert not (lot(4, "room", np.arange(1_000)) == everybody).any()
    assert not (lot(3, "hall", np.arange(1_000)) == everybody).any()
    assert abs(everybody.mean() - 0.5) < 0.03
    assert abs(np.corrcoef(everybody, lot(3, "room", np.arange(1_000), 1))[0, 1]) < 0.1


def test_an_urn_draws_by_the_weights_of_the_row() -> None:
    urn = Urn.of(np.array([[1.0, 0, 3], [0, 2, 0]]))
    rows = np.repeat([0, 1], 4_000)
    drawn = urn.draw(rows, dice(1, "urn"))
    assert (drawn[rows == 1] == 1).all()
    assert abs((drawn[rows == 0] == 2).mean() - 0.75) < 0.03
    assert not (drawn[rows == 0] == 1).any()
