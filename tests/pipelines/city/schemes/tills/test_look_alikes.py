"""What makes the look-alikes at the till look alike."""

from collections.abc import Callable

import numpy as np

from pipelines.city.claims import MOVES, Deed, amount_fen
from pipelines.city.people import EMPLOYEES
from pipelines.city.pricelist import ITEMS, number_of
from pipelines.city.schemes import Scene

Perform = Callable[..., tuple[Scene, Deed]]


def gaps(deed: Deed) -> np.ndarray:
    """Seconds between settlements that follow each other."""
    return np.diff(np.sort(deed.claims.visits["settled"])).astype(int)


def test_gift_boxes_are_round_and_come_before_the_holidays(perform: Perform) -> None:
    scene, deed = perform("sell-gift-boxes")
    fen = amount_fen(deed.claims.lines)
    assert (fen % 10_000 == 0).all()
    assert (fen < 0.2 * scene.accounts[deed.claims.visits["psn"]]).all()
    assert len(perform("sell-gift-boxes", turn=2)[1].claims.visits) == 0


def test_targeted_drugs_cost_more_than_accounts_hold_and_last_a_month(perform: Perform) -> None:
    scene, deed = perform("dispense-dear-drugs", 2.0)
    psn = deed.claims.visits["psn"]
    assert (amount_fen(deed.claims.lines) > scene.accounts[psn]).mean() > 0.8
    assert set(deed.claims.lines["days"].tolist()) == {30}
    assert len(np.unique(psn)) == len(psn)


def test_a_fast_till_still_takes_a_minute_or_two(perform: Perform) -> None:
    _, deed = perform("keep-the-till-fast")
    assert 60 < np.median(gaps(deed)) < 200


def test_a_home_is_fetched_for_once_a_month_with_drugs_of_ones_own(perform: Perform) -> None:
    for name in ("fetch-for-the-home", "shop-for-the-home"):
        first, later = (perform(name, turn=turn)[1].claims for turn in (0, 1))
        assert first.visits["psn"].tolist() == later.visits["psn"].tolist()
        assert len(np.unique(first.visits["beg"].astype("M8[D]"))) == 1
        assert len(np.unique(first.lines["item"][first.lines["days"] >= 28])) > 2
        assert len(np.unique(first.visits["psn"])) == len(first.visits)


def test_full_accounts_pay_the_whole_bill(perform: Perform) -> None:
    scene, deed = perform("serve-office-workers")
    psn = deed.claims.visits["psn"]
    assert (scene.world.people.insutype[psn] == EMPLOYEES).all()
    assert (amount_fen(deed.claims.lines) < scene.accounts[psn]).all()
    assert not deed.claims.visits["waived"].any()


def test_somebody_at_home_fits_what_the_family_buys(perform: Perform) -> None:
    scene, deed = perform("buy-for-the-family")
    people = scene.world.people
    meant = np.array([item.gend for item in ITEMS])[deed.claims.lines["item"]]
    buyers = deed.claims.visits["psn"]
    assert (meant != people.gend[buyers]).all()
    for buyer, sex in zip(buyers, meant, strict=True):
        at_home = people.household == people.household[buyer]
        assert (people.gend[at_home] == sex).any()


def test_a_promotion_sells_one_code_to_many_in_two_days(perform: Perform) -> None:
    scene, deed = perform("promote-a-brand")
    lines, visits = deed.claims.lines, deed.claims.visits
    assert len(np.unique(lines["item"])) == 1
    assert len(np.unique(visits["beg"].astype("M8[D]"))) <= 2
    assert (lines["pric"] < ITEMS[lines["item"][0]].price).all()
    assert len(np.unique(visits["psn"])) == len(visits) > 5
    assert (visits["inst"] == scene.actor).all()


def test_a_promotion_day_is_one_day_of_round_prices(perform: Perform) -> None:
    _, deed = perform("hold-a-promotion-day")
    assert len(np.unique(deed.claims.visits["beg"].astype("M8[D]"))) == 1
    assert (deed.claims.lines["pric"] % 1 == 0).all()


def test_a_new_shop_grows_month_by_month(perform: Perform) -> None:
    volumes = [len(perform("grow-after-opening", turn=turn)[1].claims.visits) for turn in range(3)]
    assert volumes == sorted(set(volumes))


def test_stock_taking_returns_a_few_packs(perform: Perform) -> None:
    _, deed = perform("take-stock")
    back = deed.stock[deed.stock["move"] == MOVES.index("purchase_return")]
    sold = deed.claims.lines["cnt"].sum()
    assert 0 < back["cnt"].sum() <= 0.02 * sold
    assert set(back["item"].tolist()) == {number_of("cold_tablets")}


def test_the_night_pharmacist_is_seen_at_two_shops_in_one_hour(perform: Perform) -> None:
    _, deed = perform("advise-online-at-night")
    hour = (deed.stock["time"] - deed.stock["time"].astype("M8[D]")).astype(int) // 3_600
    assert (hour >= 21).all()
    assert len(np.unique(deed.stock["inst"])) == 2
    assert len(np.unique(deed.stock["pharmacist"])) == 1


def test_a_corrected_purchase_has_the_same_drug_in_the_right_number(perform: Perform) -> None:
    _, deed = perform("correct-a-mistake")
    cancelled = deed.claims.visits["visit"][deed.claims.visits["refund"]]
    wrong = deed.claims.lines[np.isin(deed.claims.lines["visit"], cancelled)]
    right = deed.claims.lines[~np.isin(deed.claims.lines["visit"], cancelled)]
    assert wrong["item"].tolist() == right["item"].tolist()
    assert (wrong["cnt"] == 10 * right["cnt"]).all()


def test_after_an_outage_all_of_it_arrives_at_once(perform: Perform) -> None:
    _, deed = perform("catch-up-after-an-outage", turn=2)
    rows = np.concatenate([deed.claims.visits, deed.edits])
    assert len(deed.edits) > 0
    assert len(np.unique(rows["settled"] + rows["lag"].astype("m8[s]"))) == 1
    assert (rows["lag"] < 4 * 86_400).all()
