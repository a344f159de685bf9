from collections.abc import Callable

import numpy as np
import pytest

from pipelines.city.claims import Claims, amount_fen
from pipelines.city.people import EMPLOYEES, RESIDENTS
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import PLOT, Plot, Scene

Play = Callable[[Plot], tuple[Scene, Claims]]


@pytest.mark.parametrize(
    "name", ["resell-drugs", "lend-card", "claim-twice", "visit-everywhere", "follow-the-plan",
             "be-referred", "dialyse"],
)  # fmt: skip
def test_a_patient_acts_alone(name: str, play: Play) -> None:
    scene, claims = play(PLOT[name])
    assert set(claims.visits["psn"].tolist()) == {scene.actor}


def test_resold_drugs_last_far_longer_than_the_month(play: Play) -> None:
    scene, claims = play(PLOT["resell-drugs"])
    resold = np.array([item.resaleable for item in ITEMS])[claims.lines["item"]]
    assert claims.lines["days"][resold].sum() > 5 * scene.month.days
    assert len(np.unique(claims.visits["inst"])) > 2


def test_the_diligent_take_each_drug_once(play: Play) -> None:
    _, claims = play(PLOT["follow-the-plan"])
    drugs = claims.lines[claims.lines["days"] > 0]
    assert len(np.unique(drugs["item"])) == len(drugs) == 4
    assert drugs["days"].max() <= 30


def test_a_lent_card_pays_for_the_other_sex_far_away(play: Play) -> None:
    scene, claims = play(PLOT["lend-card"])
    only = np.array([item.gend for item in ITEMS])[claims.lines["item"]]
    own = scene.world.people.gend[scene.actor]
    assert ((only > 0) & (only != own)).any()
    days = claims.visits["beg"].astype("M8[D]")
    for day in np.unique(days):
        assert len(np.unique(claims.visits["inst"][days == day])) >= 2


def test_a_double_claim_repeats_dates_and_amount_elsewhere(play: Play) -> None:
    _, claims = play(PLOT["claim-twice"])
    first, again = claims.visits
    assert (first["beg"], first["end"]) == (again["beg"], again["end"])
    assert first["inst"] != again["inst"]
    assert first["insutype"] + again["insutype"] == EMPLOYEES + RESIDENTS
    fen = amount_fen(claims.lines)
    assert fen[claims.lines["visit"] == first["visit"]].sum() == fen.sum() / 2


def test_twins_are_two_persons_of_one_household_at_one_site(play: Play) -> None:
    scene, claims = play(PLOT["bring-the-twin"])
    assert len(np.unique(claims.visits["inst"])) == 1
    assert len(np.unique(scene.world.people.household[claims.visits["psn"]])) == 1
    assert len(np.unique(claims.visits["psn"])) == len(claims.visits)


def test_visits_everywhere_happen_on_one_day(play: Play) -> None:
    _, claims = play(PLOT["visit-everywhere"])
    days, visits = np.unique(claims.visits["beg"].astype("M8[D]"), return_counts=True)
    assert len(days) > 0
    assert visits.min() >= 3
