import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import STAY, Claims
from pipelines.city.pricelist import ITEMS, number_of, price_list
from pipelines.city.treatment import chances, stay_days, treat
from pipelines.city.world import World


def of_item(lines: Rows, key: str) -> Rows:
    found: Rows = lines[lines["item"] == number_of(key)]
    return found


def test_chances_are_chances() -> None:
    for table in vars(chances()).values():
        assert table.min() >= 0
        assert table.max() <= 1.3  # summed chances are cut off by the draw


def test_prices_are_lawful(ordinary: Claims, world: World) -> None:
    lines = ordinary.lines
    order = np.argsort(ordinary.visits["visit"])
    keys = ordinary.visits["visit"]
    visit = ordinary.visits[order[np.searchsorted(keys, lines["visit"], sorter=order)]]
    limit = price_list().limit(
        lines["item"].astype(np.int64), world.institutions.kind[visit["inst"]]
    )
    assert (lines["pric"] <= limit).all()
    assert (lines["cnt"] > 0).all()


def test_a_stay_has_one_bed_a_day_between_admission_and_discharge(ordinary: Claims) -> None:
    stays = ordinary.visits[ordinary.visits["med_type"] == STAY]
    beds = of_item(ordinary.lines, "bed")
    per_stay = np.bincount(np.searchsorted(np.sort(stays["visit"]), beds["visit"]))
    assert per_stay.tolist() == stay_days(stays)[np.argsort(stays["visit"])].tolist()
    order = np.argsort(stays["visit"])
    stay = stays[order[np.searchsorted(stays["visit"], beds["visit"], sorter=order)]]
    assert (beds["time"] >= stay["beg"]).all()
    assert (beds["time"] <= stay["end"]).all()


def test_honest_places_charge_no_part_beside_its_package(ordinary: Claims) -> None:
    for part in ("gum_check", "scaling", "polishing", "venipuncture", "drug_push"):
        assert len(of_item(ordinary.lines, part)) == 0


def test_items_fit_the_sex(ordinary: Claims, world: World) -> None:
    only = np.array([item.gend for item in ITEMS])[ordinary.lines["item"]]
    psn = dict(zip(ordinary.visits["visit"], ordinary.visits["psn"], strict=True))
    restricted = ordinary.lines[only > 0]
    persons = [psn[visit] for visit in restricted["visit"]]
    assert len(persons) > 0
    assert (world.people.gend[persons] == only[only > 0]).all()


def test_take_home_drugs_carry_their_supply(ordinary: Claims) -> None:
    lines = of_item(ordinary.lines, "amlodipine")
    assert (lines["days"] == np.minimum(28 * lines["cnt"], 180)).all()
    assert (of_item(ordinary.lines, "bed")["days"] == 0).all()


def test_nothing_is_charged_for_nobody(world: World, ordinary: Claims) -> None:
    assert len(treat(world, ordinary.visits[:0], np.random.default_rng(0))) == 0


def test_what_a_scheme_has_written_is_not_drawn_again(ordinary: Claims, world: World) -> None:
    visits = ordinary.visits[:40].copy()
    visits["scripted"] = np.arange(40) % 2 == 0
    lines = treat(world, visits, np.random.default_rng(0))
    assert set(lines["visit"]) == set(visits["visit"][1::2])
