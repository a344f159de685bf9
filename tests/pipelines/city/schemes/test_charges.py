from collections.abc import Callable

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import Claims
from pipelines.city.pricelist import ITEMS, number_of, numbers_of, price_list
from pipelines.city.schemes import PLOT, Plot, Scene

Play = Callable[[Plot], tuple[Scene, Claims]]
MINUTES = np.array([item.minutes for item in ITEMS])
DAILY_MAX = np.array([item.daily_max for item in ITEMS])


def busiest_day_minutes(lines: Rows) -> float:
    """The most minutes of timed services of one doctor on one day."""
    minutes: dict[tuple[int, np.datetime64], float] = {}
    for line in lines[MINUTES[lines["item"]] > 0]:
        key = (int(line["dr"]), line["time"].astype("M8[D]"))
        minutes[key] = minutes.get(key, 0) + MINUTES[line["item"]] * line["cnt"]
    return max(minutes.values())


def items_of(claims: Claims) -> set[str]:
    return {ITEMS[item].key for item in np.unique(claims.lines["item"])}


def test_scaling_is_charged_as_package_and_in_parts(play: Play) -> None:
    _, claims = play(PLOT["unbundle-scaling"])
    assert items_of(claims) == {"scaling_package", "gum_check", "scaling", "polishing"}
    assert len(claims.visits) == 0


def test_honest_scaling_is_the_package_alone(play: Play) -> None:
    assert items_of(play(PLOT["scale-honestly"])[1]) == {"general_care", "scaling_package"}


def test_injections_are_charged_with_their_parts_on_the_same_day(play: Play) -> None:
    _, claims = play(PLOT["unbundle-injections"])
    days = {
        key: set(
            zip(
                claims.lines["visit"][claims.lines["item"] == number_of(key)].tolist(),
                claims.lines["time"][claims.lines["item"] == number_of(key)]
                .astype("M8[D]")
                .tolist(),
                strict=True,
            )
        )
        for key in ("injection", "venipuncture", "drug_push")
    }
    assert days["injection"] == days["venipuncture"] == days["drug_push"] != set()


def test_double_charges_exceed_the_daily_maximum(play: Play) -> None:
    _, claims = play(PLOT["charge-twice"])
    assert (claims.lines["cnt"] > DAILY_MAX[claims.lines["item"]]).all()


def test_close_watching_stays_within_the_daily_maximum(play: Play) -> None:
    _, claims = play(PLOT["watch-closely"])
    assert (claims.lines["cnt"] <= DAILY_MAX[claims.lines["item"]]).all()


def test_overpriced_lines_exceed_the_limit(play: Play) -> None:
    scene, claims = play(PLOT["overprice"])
    kind = scene.world.institutions.kind[np.full(len(claims.lines), scene.actor)]
    limit = price_list().limit(claims.lines["item"].astype(np.int64), kind)
    assert len(claims.lines) > 0
    assert (claims.lines["pric"] > limit).all()


def test_invented_therapy_needs_more_hours_than_a_day_of_work(play: Play) -> None:
    assert busiest_day_minutes(play(PLOT["invent-therapy"])[1].lines) > 20 * 60


def test_honest_needling_fits_into_a_working_day(play: Play) -> None:
    _, claims = play(PLOT["needle-honestly"])
    assert busiest_day_minutes(claims.lines) <= 8 * 60
    assert np.isin(claims.lines["item"], numbers_of("general_care", "acupuncture", "cupping")).all()
