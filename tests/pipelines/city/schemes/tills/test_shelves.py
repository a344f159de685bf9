"""Patterns that lie between what was billed, what left the shelf, and what the books say."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pipelines.city.arrays import Mask, Rows
from pipelines.city.claims import AS_BILLED, MOVES, PHARMACY, Deed, amount_fen
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import ITEMS, number_of
from pipelines.city.schemes import PLOT, Scene
from pipelines.city.treatment.rates import WITHOUT_PRESCRIPTION

Perform = Callable[..., tuple[Scene, Deed]]
Measure = Callable[[Deed], float]

OVER_THE_COUNTER = {"cold_tablets", "ibuprofen", "lianhua", "stomach_granules", "vitamins"}


def never_given(deed: Deed) -> float:
    """Fen billed for packs that did not leave the shelf."""
    lines = deed.claims.lines
    return float(amount_fen(lines)[lines["given"] != AS_BILLED].sum())


def vitamins_for_drugs(deed: Deed) -> float:
    """Lines for which vitamins left the shelf though something else is billed."""
    lines, vitamins = deed.claims.lines, number_of("vitamins")
    return float(((lines["given"] == vitamins) & (lines["item"] != vitamins)).sum())


def residual(deed: Deed) -> float:
    """Packs by which purchases, returns and sales of a code disagree, beyond 2 % of its sales.

    Honest shops buy what they sell, so only what was billed and not given, and what was bought
    or returned beside it, is left over.
    """
    lines, stock = deed.claims.lines, deed.stock
    billed, over = np.zeros(len(ITEMS)), np.zeros(len(ITEMS))
    np.add.at(billed, lines["item"], lines["cnt"])
    np.add.at(over, lines["item"], lines["cnt"] * (lines["given"] != AS_BILLED))
    for move, sign in (("purchase", -1), ("purchase_return", 1)):
        rows = stock[stock["move"] == MOVES.index(move)]
        np.add.at(over, rows["item"], sign * rows["cnt"])
    return float(np.clip(np.abs(over) - 0.02 * billed, 0, None).sum())


def dearer_for_the_insured(deed: Deed) -> float:
    """Yuan a pack by which the median insured price exceeds the median cash price, over codes."""
    lines, cash = deed.claims.lines, deed.stock[~deed.stock["insured"]]
    codes = np.intersect1d(lines["item"], cash["item"])
    gap = [
        np.median(lines["pric"][lines["item"] == code])
        - np.median(cash["pric"][cash["item"] == code])
        for code in codes
    ]
    return float(np.sum(gap))


def _on_prescription(rows: Rows) -> Mask:
    free = [number_of(key) for key in OVER_THE_COUNTER]
    return ~np.isin(rows["item"], free)


def unsigned(deed: Deed) -> float:
    """Sales of prescription drugs without a pharmacist's number."""
    return float((_on_prescription(deed.stock) & (deed.stock["pharmacist"] < 0)).sum())


def signed_at_two_shops(deed: Deed) -> float:
    """Hours in which one pharmacist signs for prescription drugs at two shops."""
    sales = deed.stock[_on_prescription(deed.stock) & (deed.stock["pharmacist"] >= 0)]
    hours = sales["time"].astype("M8[h]")
    return sum(len(np.unique(sales["inst"][hours == hour])) > 1 for hour in np.unique(hours))


def no_prescription(deed: Deed) -> float:
    """Prescription drugs without the number of a prescription."""
    lines = deed.claims.lines
    return float((_on_prescription(lines) & ~lines["rx"]).sum())


def bartered(deed: Deed) -> float:
    """Cancelled purchases settled again the same day with nothing of what stood in them."""
    visits, lines = deed.claims.visits, deed.claims.lines
    found = 0
    for first in visits[visits["refund"]]:
        own = lines["item"][lines["visit"] == first["visit"]]
        later = (visits["psn"] == first["psn"]) & (visits["beg"] > first["beg"])
        later &= visits["beg"].astype("M8[D]") == first["beg"].astype("M8[D]")
        again = lines["item"][np.isin(lines["visit"], visits["visit"][later & ~visits["refund"]])]
        found += len(again) > 0 and not np.isin(again, own).any()
    return found


def untrue_uploads(deed: Deed) -> float:
    """Purchases uploaded late that also disagree with their lines or are cancelled."""
    visits = deed.claims.visits
    late = visits["lag"] > 4 * 86_400
    return float((late & ((visits["header"] != 0) | visits["refund"])).sum())


def copied_invoices(deed: Deed) -> float:
    """Purchases whose invoice number another person has too."""
    visits = deed.claims.visits
    persons = {
        number: len(np.unique(visits["psn"][visits["invoice"] == number]))
        for number in visits["invoice"].tolist()
    }
    return sum(persons[number] > 1 for number in visits["invoice"].tolist())


def test_few_sales_of_another_shop_stand_under_few_codes(perform: Perform) -> None:
    for strength in (0.15, 2):
        items, packs = np.unique(
            perform("swipe-for-another-shop", strength)[1].claims.lines["item"], return_counts=True
        )
        assert len(items) <= max(1, packs.sum() // 3)


@pytest.mark.parametrize(
    ("name", "measure", "at_least"),
    [
        ("swap-for-vitamins", vitamins_for_drugs, 8),
        ("sell-goods-as-drugs", never_given, 200_000),
        ("swipe-for-another-shop", never_given, 300_000),
        ("cook-the-books", residual, 40),
        ("charge-the-insured-more", dearer_for_the_insured, 20),
        ("sell-without-pharmacist", unsigned, 8),
        ("share-a-pharmacist", signed_at_two_shops, 3),
        ("sell-without-prescription", no_prescription, 12),
        ("barter-drugs-for-goods", bartered, 6),
        ("upload-late-or-wrong", untrue_uploads, 6),
        ("reuse-invoices", copied_invoices, 8),
    ],
)
def test_the_pattern_shows_and_fades(
    name: str, measure: Measure, at_least: float, perform: Perform
) -> None:
    faint, plain, blatant = (measure(perform(name, strength)[1]) for strength in (0.15, 1, 2))
    assert plain >= at_least
    assert 0 < faint < plain < blatant
    assert len(perform(name, 0.15)[1].claims.lines) > 0


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("sell-vitamins-openly", vitamins_for_drugs),
        ("sell-vitamins-openly", never_given),
        ("promote-a-brand", never_given),
        ("grow-after-opening", never_given),
        ("take-stock", residual),
        ("hold-a-promotion-day", dearer_for_the_insured),
        ("advise-online-at-night", unsigned),
        ("advise-online-at-night", signed_at_two_shops),
        ("dispense-prescriptions", no_prescription),
        ("correct-a-mistake", bartered),
        ("catch-up-after-an-outage", untrue_uploads),
        ("pay-in-two-parts", copied_invoices),
    ],
)
def test_the_innocent_do_not_cross_the_line(name: str, measure: Measure, perform: Perform) -> None:
    deed = perform(name)[1]
    assert len(deed.claims.lines) > 0
    assert measure(deed) == 0


def test_ordinary_purchases_are_waived_too(perform: Perform) -> None:
    scene, deed = perform("waive-the-copay", turn=2)
    usual = scene.at_site(PHARMACY)
    assert 0 < len(deed.edits) < 0.5 * len(usual)
    assert np.isin(deed.edits["visit"], usual["visit"]).all()
    assert deed.edits["waived"].all()


def test_a_shop_of_any_area_finds_strangers(perform: Perform) -> None:
    plot, scene = PLOT["swipe-for-another-shop"], perform("swipe-for-another-shop", 0.15)[0]
    sites, people = scene.world.institutions, scene.world.people
    for area in range(sites.areas):
        shop = int(sites.of_kind(SHOP)[sites.area[sites.of_kind(SHOP)] == area][0])
        there = replace(scene, scheme=replace(scene.scheme, actor=shop))
        psn = plot.act(there).claims.visits["psn"]
        assert len(psn) > 0
        assert not (people.area[psn] == area).any()


def test_a_faint_cook_oversells_one_drug_by_more_than_a_miscount(perform: Perform) -> None:
    lines = [perform("cook-the-books", 0.15, turn)[1].claims.lines for turn in range(3)]
    assert len(np.unique(np.concatenate(lines)["item"])) == 1
    assert min(month["cnt"].sum() for month in lines) >= 2
    plain = perform("cook-the-books", 1)[1].claims.lines
    assert len(np.unique(plain["item"])) == 3


def test_a_faint_shop_leaves_out_more_numbers_than_are_forgotten(perform: Perform) -> None:
    scene, deed = perform("sell-without-prescription", 0.15)
    assert len(deed.claims.visits) > 3 * WITHOUT_PRESCRIPTION * len(scene.at_site(PHARMACY))
