from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from features.catalogue import PROFILE_LEVELS, features_of
from features.contract import LEVELS, REQUIRED_TABLES, TABLES
from features.profile import IDENTITY, PEER

City = Any  # the builder of conftest.py
each_level = pytest.mark.parametrize("level", LEVELS)
CORE = frozenset(REQUIRED_TABLES)


@pytest.fixture
def town(city: City) -> City:
    """Three hospitals with a doctor each; persons come in and out for two months."""
    for n in range(12):
        city.person(f"P{n % 4}", gend="1", brdy="1980-01-01", live_admdvs="V1")
        who = {"psn": f"P{n % 4}", "site": f"H{n % 3}", "atddr_no": f"D{n % 3}"}
        city.stay(f"A{n}", f"2025-05-{n + 1:02}", f"2025-05-{n + 4:02}", insutype="310", **who)
        city.visit(f"B{n}", f"2025-06-{n + 1:02}", insutype="310", yuan=100 + n, **who)
        city.line(f"A{n}", f"2025-05-{n + 1:02}", "X").line(f"B{n}", f"2025-06-{n + 1:02}", "Y")
    city.rows["psn"] = city.rows["psn"][:4]
    return city.lower(peer_group_min=2, min_encounters_doctor=1, min_encounters_patient=1)


@each_level
def test_a_profile_has_identity_peers_values_and_z_sorted_by_entity(town: City, level: str) -> None:
    made = town.profile(level)
    names = [feature.name for feature in made.features]
    assert made.table.columns == [*IDENTITY, *PEER, *names, *(f"{name}_z" for name in names)]
    assert made.table["entity_id"].is_sorted()
    assert made.table["entity_id"].is_unique().all()
    assert set(made.table["month"]) == {"2025-06"}
    assert set(made.table.select(names).dtypes) == {pl.Float64}
    assert made.table["peer_group"].null_count() == 0


@each_level
def test_a_peers_table_is_sorted_and_holds_every_group(town: City, level: str) -> None:
    made = town.profile(level)
    assert made.peers.equals(made.peers.sort("peer_group", "feature"))
    assert set(made.table["peer_group"]) == set(made.peers["peer_group"])


@each_level
def test_what_the_data_cannot_give_has_no_column(town: City, level: str) -> None:
    made = town.profile(level, supplied=CORE)
    assert made.unavailable
    for name, missing in made.unavailable.items():
        assert missing
        assert not CORE.intersection(missing)
        assert {name, f"{name}_z"}.isdisjoint(made.table.columns)
    assert {f.name for f in made.features} | set(made.unavailable) == {
        f.name for f in features_of(level)
    }


@each_level
def test_the_three_required_tables_give_at_least_fifteen_features(level: str) -> None:
    assert sum(feature.available(CORE) for feature in features_of(level)) >= 15


@each_level
def test_settlements_alone_make_a_profile(new_city: Callable[[], City], level: str) -> None:
    """Not one optional column, nor a register of persons, doctors or lines."""
    city = new_city().visit("A", "2025-06-01")
    for name in CORE:
        required = TABLES[name].required
        city.rows[name] = [{column: row[column] for column in required} for row in city.rows[name]]
    made = city.profile(level, supplied=CORE)
    assert made.table.height == (level != "doctor")
    assert made.table.filter(pl.col("not_scored_reason").is_null()).is_empty()


@each_level
def test_an_empty_window_gives_an_empty_profile(city: City, level: str) -> None:
    made = city.profile(level)
    assert made.table.is_empty()
    assert made.peers.is_empty()
    assert f"{made.features[0].name}_z" in made.table.columns


@each_level
def test_a_signal_counts_as_the_share_of_encounters_it_hits(town: City, level: str) -> None:
    town.line("B0", "2025-06-01", "Z", pric=12.0, pric_uplmt_amt=10.0, bilg_dr_codg="D0")
    town.line("B0", "2025-06-01", "Z", pric=12.0, pric_uplmt_amt=10.0, bilg_dr_codg="D0")
    town.visit("C", "2025-06-20", site="H1", psn="P0").visit("D", "2025-06-20", site="H2", psn="P0")
    town.visit("E", "2025-06-20", site="H2", psn="P0")
    made = town.profile(level)
    hits = town.all_hits("2025-04", "2025-05", "2025-06")
    key = PROFILE_LEVELS[level].key
    for feature in made.features:
        if feature.source == "hits":
            own = hits.filter(pl.col("signal") == feature.name.removesuffix("_share"))
            hit = own.group_by(entity_id=key).agg(pl.col("mdtrt_id").n_unique().alias("hit"))
            both = made.table.join(hit, on="entity_id", how="left")
            expected = both["hit"].fill_null(0) / both["encounters"]
            assert both[feature.name].to_list() == expected.to_list(), feature.name
    name = "many_sites_one_day_share" if level == "patient" else "over_price_share"
    assert made.table[name].max() > 0


def test_hits_on_refunded_encounters_do_not_count(town: City) -> None:
    """What was paid back is not among the encounters, so it cannot be among those hit."""
    town.visit("X", "2025-06-01", site="H0").refund("X", "2025-06-02")
    town.line("X", "2025-06-01", "Z", pric=12.0, pric_uplmt_amt=10.0)
    assert list(town.hit("over_price")) == ["X"]
    assert town.profile("institution").table["over_price_share"].to_list() == [0.0] * 3


def test_a_share_of_hits_is_at_most_one(city: City) -> None:
    """A doctor may order for more encounters than the doctor attends."""
    city.visit("A", "2025-06-01", atddr_no="D1").visit("B", "2025-06-02", atddr_no="D2")
    for encounter in "AB":
        city.line(encounter, "2025-06-02", "Z", pric=12.0, pric_uplmt_amt=10.0, bilg_dr_codg="D1")
    table = city.lower(min_encounters_doctor=1).profile("doctor").table
    assert dict(table.select("entity_id", "over_price_share").iter_rows()) == {"D1": 1, "D2": 0}


def test_an_institution_missing_from_the_register_is_not_scored(town: City) -> None:
    town.rows["inst"] = town.rows["inst"][1:]
    (lost,) = town.profile("institution").table.filter(pl.col("entity_id") == "H0").to_dicts()
    assert lost["not_scored_reason"] == "unknown_peer_attribute"
    assert lost["encounters"] == 8
    assert lost["encounters_z"] is None
