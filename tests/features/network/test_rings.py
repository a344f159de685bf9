from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from features.network.rings import RING, VISIT, Rings, rings

City = Any  # the builder of conftest.py
Tell = Callable[..., City]
Found = Callable[[City], Rings]

TRIPS = ("H1 2025-05-01", "H2 2025-05-20", "H1 2025-06-10")


def members(found: Rings, role: str = "member") -> dict[str, list[str]]:
    rows = found.members.filter(role=role).group_by("kind", maintain_order=True).agg("entity_id")
    return dict(rows.iter_rows())


def test_persons_led_from_ward_to_ward_are_a_ring(city: City, wards: Tell, found: Found) -> None:
    wards(city, "P1 P2 P3", *TRIPS)
    (one,) = found(city).members.filter(entity_id="P2").to_dicts()
    assert members(found(city)) == {"admission": ["P1", "P2", "P3"]}
    told = {name: one[name] for name in ("level", "members", "strength", "months", "encounters")}
    assert told == {
        "level": "patient", "members": 3, "strength": 3.0, "months": 2, "encounters": 9
    }  # fmt: skip
    assert (one["medfee_fen"], one["fund_fen"]) == (9 * 1000_00, 9 * 600_00)


def test_their_houses_and_doctors_stand_in_the_middle(
    city: City, wards: Tell, found: Found
) -> None:
    wards(city, "P1 P2 P3", *TRIPS)
    middle = found(city).members.filter(role="middle")
    assert middle.select("level", "entity_id").rows() == [
        ("doctor", "D-H1"), ("doctor", "D-H2"), ("institution", "H1"), ("institution", "H2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("persons", "trips"),
    [
        ("P1 P2 P3", TRIPS[:1]),
        ("P1 P2", TRIPS),
        ("P1 P2 P3", ("H1 2025-05-01", "H1 2025-05-08")),
    ],
    ids=["an accident happens once", "two are a couple", "a course of treatment ends soon"],
)
def test_what_is_no_ring(
    city: City, wards: Tell, found: Found, persons: str, trips: tuple[str, ...]
) -> None:
    assert found(wards(city, persons, *trips)).members.is_empty()


def test_planned_cycles_and_referrals_bring_nobody_into_a_ring(city: City, found: Found) -> None:
    for day in ("2025-05-01", "2025-06-01"):
        for n in range(3):
            city.stay(f"C{n}{day}", day, day, psn=f"C{n}", dscg_maindiag_code="Z51.1")
            city.stay(f"R{n}{day}", day, day, psn=f"R{n}", refl_old_mdtrt_id="X")
    assert found(city).members.is_empty()


def test_who_met_one_of_them_alone_is_in_no_ring(city: City, wards: Tell, found: Found) -> None:
    wards(city, "P1 P2 P3", *TRIPS)
    wards(city, "P3 X", "H3 2025-05-12", "H3 2025-06-20")
    city.stay("X3", "2025-06-25", "2025-06-26", psn="X")
    assert members(found(city)) == {"admission": ["P1", "P2", "P3"]}


def test_a_crowd_is_no_ring(city: City, wards: Tell, found: Found) -> None:
    wards(city.lower(ring_crowd_max=3), "P1 P2 P3 P4", *TRIPS)
    assert found(city).members.is_empty()


def test_cards_in_the_same_row_again_are_a_ring(city: City, till: Tell, found: Found) -> None:
    till(city, "P1 P2 P3 P4", "2025-05-01 21:00", "2025-06-01 21:00")
    assert members(found(city)) == {"cards": ["P1", "P2", "P3", "P4"]}
    assert members(found(city), "middle") == {"cards": ["R1"]}


@pytest.mark.parametrize(
    ("seconds", "again"),
    [(180, "2025-06-01 09:00"), (30, "2025-05-08 09:00")],
    ids=["a carer's row has minutes between", "once in a fortnight"],
)
def test_rows_that_are_no_ring(
    city: City, till: Tell, found: Found, seconds: int, again: str
) -> None:
    till(city, "P1 P2 P3", "2025-05-01 09:00", again, seconds=seconds)
    assert found(city).members.is_empty()


def test_without_an_hour_there_is_no_row(city: City, found: Found) -> None:
    for day in ("2025-05-01", "2025-06-01"):
        for n in range(4):
            city.purchase(f"{n}{day}", day, psn=f"P{n}")
    assert found(city).members.is_empty()


def circle(city: City, diagnoses: list[str], basket: str = "A B C") -> City:
    for day in ("2025-05-05", "2025-06-05"):
        for n, diagnosis in enumerate(diagnoses):
            who = {"psn": f"P{n}", "atddr_no": "D1", "dscg_maindiag_code": diagnosis}
            city.visit(f"{n}-{day}", f"{day} 09:{10 * n + 5:02}", **who)
            for item in basket.split():
                city.line(f"{n}-{day}", f"{day} 09:00", item)
    return city


def test_unlike_illnesses_and_one_basket_are_a_ring(city: City, found: Found) -> None:
    circle(city, ["I10", "J06.9", "M54.5", "K29"])
    assert members(found(city)) == {"basket": ["P0", "P1", "P2", "P3"]}


@pytest.mark.parametrize(
    ("illness", "basket"), [(["I10"] * 4, "A B C"), (["I10", "J06", "K29"], "A")]
)
def test_one_illness_or_a_short_bill_is_no_ring(
    city: City, found: Found, illness: list[str], basket: str
) -> None:
    assert found(circle(city, illness, basket)).members.is_empty()


def test_suspect_treatment_on_the_same_days_is_a_ring(city: City, found: Found) -> None:
    for day in ("2025-05-05", "2025-06-05"):
        for n in range(5):
            city.visit(f"{n}-{day}", f"{day} 09:{10 * n + 5:02}", psn=f"P{n}", atddr_no="D1")
            city.line(f"{n}-{day}", f"{day} 09:00", "ACUPUNCTURE", cnt=6.0, bilg_dr_codg="D1")
    told = found(city)
    assert members(told) == {"treatment": ["P0", "P1", "P2", "P3", "P4"]}
    assert members(told, "middle") == {"treatment": ["D1", "H1"]}


def sharing(city: City, both: int = 6, alone: int = 4) -> City:
    """Of 400 persons of an area a few lie in both H1 and H2; everybody else somewhere."""
    for n in range(400):
        city.person(f"P{n:03}", live_admdvs="V1")
        sites = ["H1", "H2"] if n < both else [["H1", "H2"][n % 2] if n < both + alone else "H9"]
        for k, site in enumerate(sites):
            day = f"2025-05-{1 + (n * 7 + k * 3) % 25:02}"
            city.stay(f"{n}-{site}", day, day, psn=f"P{n:03}", site=site)
    return city


def test_sites_with_the_same_patients_beyond_chance_are_a_ring(city: City, found: Found) -> None:
    told = found(sharing(city))
    assert members(told) == {"sites": ["H1", "H2"]}
    # By chance 8 of 400 times 8 of 400; in common they have 6.
    assert told.members["strength"].to_list() == [37.5, 37.5]
    assert told.members["encounters"].to_list() == [12, 12]


@pytest.mark.parametrize(("both", "alone"), [(4, 4), (6, 60)], ids=["few", "a small part"])
def test_a_neighbour_with_some_common_patients_is_no_accomplice(
    city: City, found: Found, both: int, alone: int
) -> None:
    assert found(sharing(city, both, alone)).members.is_empty()


def test_where_nobody_lives_is_unknown_nobody_shares(city: City, found: Found) -> None:
    sharing(city).rows["psn"].clear()
    assert found(city).members.is_empty()


def test_a_ring_keeps_its_name_and_strangers_change_nothing(
    city: City, new_city: Callable[[], City], wards: Tell, till: Tell, found: Found
) -> None:
    alone = found(
        till(wards(city, "P1 P2 P3", *TRIPS), "Q1 Q2 Q3", "2025-05-01 21:00", "2025-06-01 21:00")
    )
    crowded = new_city()
    wards(crowded, "X1 X2 P0", "H1 2025-05-01", "H2 2025-06-02")
    till(wards(crowded, "P3 P2 P1", *TRIPS), "Q1 Q2 Q3", "2025-05-01 21:00", "2025-06-01 21:00")
    till(crowded, "X3 X4 X5", "2025-05-01 20:00")
    told = found(crowded)
    assert alone.members["ring_id"].n_unique() == 2
    assert told.members.filter(pl.col("ring_id").is_in(alone.members["ring_id"].implode())).equals(
        alone.members
    )
    assert alone.members.filter(kind="admission")["ring_id"].unique().to_list() == ["R93BD0494701F"]


def test_the_order_of_rows_changes_nothing(city: City, wards: Tell, till: Tell) -> None:
    wards(city, "P1 P2 P3 P4", *TRIPS)
    till(sharing(city), "P1 P2 P3", "2025-05-01 21:00", "2025-06-01 21:00")
    encounters, hits = city.encounters(), city.all_hits("2025-06")
    mixed = [frame.sample(fraction=1, shuffle=True, seed=7).lazy() for frame in (encounters, hits)]
    once = rings(encounters.lazy(), hits.lazy(), city.thresholds)
    again = rings(*mixed, city.thresholds)
    assert once.members.equals(again.members)
    assert once.visits.equals(again.visits)


def test_nothing_shows_nothing(city: City, found: Found) -> None:
    told = found(city)
    assert told.members.schema == RING
    assert told.visits.schema == VISIT
    assert told.members.is_empty()
