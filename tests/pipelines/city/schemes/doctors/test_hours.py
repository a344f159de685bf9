"""A doctor's day: minutes, sites and the roster."""

import polars as pl

from pipelines.city.schemes import PLOT, Scheme
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.doctors.measured import busiest_hour, code_of, lines, visits


def busiest_day(exports: Exports, code: str) -> float:
    """The most hours of timed services in one day."""
    worked = (pl.col("CNT") * pl.col("minutes")).sum() / 60
    days = lines(exports, code).group_by(pl.col("FEE_OCUR_TIME").cast(pl.Date)).agg(hours=worked)
    return float(days.select(pl.col("hours").max()).item() or 0)


def test_phantom_services_fill_more_than_a_working_day(
    plant: Plant, honest: Exports, world: World
) -> None:
    plot = PLOT["bill-phantom-services"]
    exports = [plant(plot, intensity) for intensity in (0.15, 1.0, 2.0)]
    assert exports[0].scheme is not None
    code = code_of(exports[0].scheme, world)
    hours = [busiest_day(each, code) for each in exports]
    assert hours[0] < 8 < hours[1] < 24 < hours[2]
    assert busiest_day(honest, code) < hours[1]


def days_at_two_sites(exports: Exports, code: str) -> int:
    days = visits(exports, code).group_by("day").agg(pl.col("MEDINS_CODE").n_unique())
    return len(days.filter(pl.col("MEDINS_CODE") > 1))


def test_two_sites_are_billed_on_the_same_days(plant: Plant, honest: Exports, world: World) -> None:
    plot = PLOT["bill-at-two-sites"]
    plain, faint = plant(plot), plant(plot, 0.15)
    assert plain.scheme is not None
    code = code_of(plain.scheme, world)
    assert days_at_two_sites(honest, code) < days_at_two_sites(faint, code)
    assert days_at_two_sites(faint, code) < days_at_two_sites(plain, code)
    assert days_at_two_sites(plain, code) >= 3


def test_an_honest_second_site_has_days_of_its_own(plant: Plant, world: World) -> None:
    exports = plant(PLOT["work-at-two-sites"])
    assert exports.scheme is not None
    code = code_of(exports.scheme, world)
    assert visits(exports, code)["MEDINS_CODE"].n_unique() == 2
    assert days_at_two_sites(exports, code) == 0


def off_roster(exports: Exports, scheme: Scheme, world: World) -> pl.DataFrame:
    """Out-patients of the doctor at the main site on days off."""
    week = world.doctors.week[scheme.actor]
    main = world.institutions.code[world.doctors.inst[scheme.actor]]
    free = [day + 1 for day in range(7) if not week[day]]
    return visits(exports, code_of(scheme, world)).filter(
        pl.col("MED_TYPE") == "11",
        pl.col("MEDINS_CODE") == main,
        pl.col("begin").dt.weekday().is_in(free),
    )


def test_another_sites_customers_come_in_piles_on_days_off(
    plant: Plant, honest: Exports, world: World
) -> None:
    plot = PLOT["settle-for-another-site"]
    plain, faint = plant(plot), plant(plot, 0.15)
    scheme = plain.scheme
    assert scheme is not None
    seen = [off_roster(each, scheme, world) for each in (honest, faint, plain)]
    assert len(seen[0]) < len(seen[1]) < len(seen[2])
    assert len(seen[2]) > len(seen[0]) + 20
    assert busiest_hour(seen[2]) >= 12 > busiest_hour(seen[0])
    people = pl.DataFrame({"PSN_NO": world.people.psn_no, "area": world.people.area})
    homes = seen[2].join(people, on="PSN_NO")["area"].value_counts()["count"]
    assert max(homes) > 0.6 * len(seen[2])


def test_a_locum_is_registered_where_the_visits_are(
    plant: Plant, honest: Exports, world: World
) -> None:
    exports = plant(PLOT["stand-in-on-days-off"])
    scheme = exports.scheme
    assert scheme is not None
    second = world.institutions.code[world.doctors.second_site[scheme.actor]]
    own = visits(exports, code_of(scheme, world)).filter(
        pl.col("MDTRT_ID").is_in(exports.planted["mdtrt_id"].implode())
    )
    assert set(own["MEDINS_CODE"]) == {second}
    assert busiest_hour(own) <= 3
    assert len(off_roster(exports, scheme, world)) == len(off_roster(honest, scheme, world))
