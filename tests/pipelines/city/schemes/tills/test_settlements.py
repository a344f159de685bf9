"""Patterns at the till that the settlements of the actor's site show."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from pipelines.city.blocks import found_at
from pipelines.city.claims import Deed
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import Scene

AtTheSite = Callable[..., tuple[pl.DataFrame, pl.DataFrame]]
Measure = Callable[[pl.DataFrame], float]
Perform = Callable[..., tuple[Scene, Deed]]

ROUND_YUAN = 100
SELDOM = 0.2
"""Share of the innocent's own settlements that may look bad by chance."""

RESALEABLE = [item.code for item in ITEMS if item.resaleable]
SEX = {item.code: item.gend for item in ITEMS if item.gend}


def drained(rows: pl.DataFrame) -> float:
    """Accounts emptied to the fen, or drawn on in round sums with little left."""
    to_the_fen = (pl.col("balance") == 0) & (pl.col("cash") == 0)
    by_round_sums = pl.col("account").round(2) % ROUND_YUAN == 0
    large = pl.col("account") >= ROUND_YUAN
    much = pl.col("account") > 0.2 * (pl.col("account") + pl.col("balance"))
    return rows.filter(large, to_the_fen | (by_round_sums & much)).height


def sum_of_round_drains(rows: pl.DataFrame) -> float:
    large_round = (pl.col("account") >= ROUND_YUAN) & (pl.col("account") % ROUND_YUAN == 0)
    return float(rows.filter(large_round)["account"].sum())


def hoarded_packs(rows: pl.DataFrame) -> float:
    """Packs of resaleable drugs of one person, month and site beyond two."""
    lines = rows.explode("codes", "cnts").filter(pl.col("codes").is_in(RESALEABLE))
    packs = lines.group_by("PSN_NO", pl.col("time").dt.truncate("1mo")).agg(pl.col("cnts").sum())
    return float((packs["cnts"] - 2).clip(0).sum())


def _seconds_apart(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        gap=pl.col("time").diff().dt.total_seconds(),
        before=pl.col("PSN_NO").shift(1),
    ).filter(pl.col("gap") < 60, pl.col("before") != pl.col("PSN_NO"))


def swiped_after_hours(rows: pl.DataFrame) -> float:
    """Different persons within a minute of each other, before 8 or after 20."""
    return _seconds_apart(rows).filter(~pl.col("time").dt.hour().is_between(8, 19)).height


def repeated_pairs(rows: pl.DataFrame) -> float:
    """The same two persons within a minute of each other, in the same order, more than once."""
    pairs = _seconds_apart(rows).group_by("before", "PSN_NO").len()
    return pairs.filter(pl.col("len") > 1).height


def nobody_pays(rows: pl.DataFrame) -> float:
    """Purchases that neither cash nor any account pays, though no fund pays for purchases."""
    paid = pl.sum_horizontal("cash", "account", "family")
    return rows.filter(pl.col("fee") > 0, paid == 0).height


def misfits_in_a_row(rows: pl.DataFrame) -> float:
    """Drugs for the other sex within a minute of the card before."""
    near = _seconds_apart(rows).explode("codes")
    meant = pl.col("codes").replace_strict(SEX, default=0)
    return near.filter(meant > 0, meant != pl.col("gend")).height


def from_elsewhere(rows: pl.DataFrame) -> float:
    """Insured of another area than that of most customers."""
    home = rows["INSU_ADMDVS"].mode().sort()[0]
    return rows.filter(pl.col("INSU_ADMDVS") != home).height


@pytest.mark.parametrize(
    ("name", "measure", "at_least"),
    [
        ("turn-into-cash", drained, 8),
        ("empty-accounts-at-the-clinic", drained, 6),
        ("stock-up-for-dealers", hoarded_packs, 30),
        ("swipe-collected-cards", swiped_after_hours, 12),
        ("swipe-collected-cards", repeated_pairs, 5),
        ("swipe-held-cards", swiped_after_hours, 12),
        ("swipe-held-cards", repeated_pairs, 5),
        ("cash-held-cards", drained, 6),
        ("cash-held-cards", swiped_after_hours, 8),
        ("waive-the-copay", nobody_pays, 12),
        ("swipe-for-anything", misfits_in_a_row, 8),
        ("swipe-for-another-shop", from_elsewhere, 40),
    ],
)
def test_the_pattern_shows_and_fades(
    name: str, measure: Measure, at_least: float, at_the_site: AtTheSite
) -> None:
    planted, honest = at_the_site(name)
    faint, _ = at_the_site(name, 0.15)
    usual = measure(honest)
    assert measure(planted) >= usual + at_least
    assert usual <= measure(faint) < measure(planted)
    assert len(faint) > len(honest)


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("sell-gift-boxes", drained),
        ("restore-teeth", sum_of_round_drains),
        ("refill-dear-drugs", hoarded_packs),
        ("keep-the-till-fast", swiped_after_hours),
        ("keep-the-till-fast", repeated_pairs),
        ("fetch-for-the-home", swiped_after_hours),
        ("fetch-for-the-home", repeated_pairs),
        ("shop-for-the-home", swiped_after_hours),
        ("shop-for-the-home", sum_of_round_drains),
        ("serve-office-workers", nobody_pays),
        ("buy-for-the-family", misfits_in_a_row),
        ("dispense-dear-drugs", sum_of_round_drains),
    ],
)
def test_the_innocent_do_not_cross_the_line(
    name: str, measure: Measure, at_the_site: AtTheSite
) -> None:
    planted, honest = at_the_site(name)
    assert len(planted) > len(honest)
    assert measure(planted) - measure(honest) <= SELDOM * (len(planted) - len(honest))


@pytest.mark.parametrize("intensity", [0.6, 2.0])
def test_who_cashes_in_leaves_less_than_a_gift_does(intensity: float, perform: Perform) -> None:
    scene, deed = perform("turn-into-cash", intensity)
    visits, lines = deed.claims.visits, deed.claims.lines
    drawn = np.rint(lines["cnt"] * lines["pric"] * 100)
    held = scene.accounts[visits["psn"][found_at(visits["visit"], lines["visit"])]]
    assert len(lines) > 0
    assert (drawn >= 0.25 * held).all()
