"""The worked cases N-64, N-66, N-67, N-68: who, what, and sums to the fen."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.city.arrays import Rows
from pipelines.city.calendar import months_from
from pipelines.city.claims import Claims, amount_fen, together
from pipelines.city.conditions import CONDITIONS
from pipelines.city.institutions import LEVEL_1, LEVEL_3
from pipelines.city.pricelist import ITEMS, number_of, numbers_of, price_list
from pipelines.city.schemes import PLOT, Plot, Scene
from tests.pipelines.city.schemes.conftest import Plant
from tests.pipelines.city.schemes.houses import Play, planted

CASES = {plot.case.number: plot for plot in PLOT.values() if plot.case is not None}


def told(plot: Plot, play: Play, months: int = 12) -> tuple[Scene, Claims]:
    """All months of a case at once."""
    scene = play(plot)[0]
    scene = replace(scene, scheme=replace(scene.scheme, first=0, last=months - 1, intensity=1.0))
    calendar = months_from("2024-07", months)
    acts = [plot.act(replace(scene, stage=replace(scene.stage, month=m))) for m in calendar]
    return scene, together(act.claims for act in acts)


def of_items(lines: Rows, *keys: str) -> Rows:
    return lines[np.isin(lines["item"], numbers_of(*keys))]


def illness(claims: Claims) -> set[str]:
    return {CONDITIONS[cond].code for cond in claims.visits["cond"]}


def test_eighteen_cards_beyond_the_day_of_one_therapist(plant: Plant, world: object) -> None:
    lines = planted(plant(CASES["N-64"]))
    assert lines["PSN_NO"].n_unique() == 18
    assert set(lines["key"]) == {"consult", "acupuncture", "massage"}
    worked = lines.group_by("MEDINS_CODE", "day").agg((pl.col("minutes") * pl.col("CNT")).sum())
    assert worked["minutes"].min() > 600
    assert lines["BILG_DR_CODE"].drop_nulls().n_unique() == 1


def test_eighteen_cards_are_the_same_all_months_at_one_health_centre(play: Play) -> None:
    scene, claims = told(CASES["N-64"], play, 5)
    assert scene.world.institutions.kind[scene.actor] == LEVEL_1
    assert len(np.unique(claims.visits["psn"])) == 18


@pytest.mark.parametrize("months", [3, 12])
def test_films_of_hips_cost_exactly_too_much(months: int, play: Play) -> None:
    scene, claims = told(CASES["N-66"], play, months)
    assert scene.world.institutions.kind[scene.actor] == LEVEL_3
    assert illness(claims) == {"S72.0"}
    films = of_items(claims.lines, "digital_film")
    assert (films["given"] == number_of("film")).all()
    plain = round(ITEMS[number_of("film")].price * 100)
    assert amount_fen(films).sum() - plain * len(films) == 19_800_000


def test_sixty_seven_patients_pay_three_items_for_one(plant: Plant) -> None:
    lines = planted(plant(CASES["N-67"]))
    parts = lines.filter(pl.col("key").is_in(["gum_check", "scaling", "polishing"]))
    parts = parts.unique(["MDTRT_ID", "key"])  # one cancelled is settled anew
    visits = parts.group_by("MDTRT_ID").agg(pl.col("key").n_unique())
    assert (visits["key"] == 3).all()
    assert parts["PSN_NO"].n_unique() == 67
    assert (lines["PRIC"] <= lines["PRIC_UPLMT_AMT"] + 0.005).all()
    package = price_list().at(numbers_of("scaling_package"), np.array([3]))[0]
    assert round(parts["yuan"].sum() - package * len(visits), 2) == 21_000.00


@pytest.mark.parametrize("months", [6, 12])
def test_a_second_week_on_the_pump_costs_exactly_too_much(months: int, play: Play) -> None:
    _, claims = told(CASES["N-68"], play, months)
    assert illness(claims) == {"E11.9"}
    assert len(np.unique(claims.visits["psn"])) == 120
    lines = of_items(claims.lines, "insulin_pump", "pump_kit")
    admitted = dict(zip(claims.visits["visit"], claims.visits["beg"].astype("M8[D]"), strict=True))
    day = lines["time"].astype("M8[D]") - np.array([admitted[key] for key in lines["visit"]])
    assert amount_fen(lines[day.astype(int) >= 7]).sum() == 56_000_000
    pump = of_items(lines, "insulin_pump")
    assert (np.unique(pump["visit"], return_counts=True)[1] == 14).all()


def test_prices_stay_within_the_limit(play: Play) -> None:
    for number in ("N-66", "N-67", "N-68"):
        scene, claims = told(CASES[number], play, 6)
        kind = np.full(len(claims.lines), scene.world.institutions.kind[scene.actor])
        limit = price_list().limit(claims.lines["item"].astype(np.int64), kind)
        assert (claims.lines["pric"] <= limit + 0.005).all()


def test_cases_run_in_the_months_told() -> None:
    spans = {n: (p.case.month_from, p.case.month_to) for n, p in CASES.items() if p.case}
    assert spans["N-64"] == ("2025-01", "2025-05")
