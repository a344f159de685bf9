from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.city.calendar import Month, months_from
from pipelines.city.claims import STAY, Claims, Deed, blank_lines, blank_visits
from pipelines.city.life import Life
from pipelines.city.schemes import PLOT, Scene, Scheme, cast, whole_plan
from pipelines.city.workers import crew_of
from pipelines.city.world import World, build_world


def begun(world: World | None = None, schemes: list[Scheme] | None = None, **how: int) -> Life:
    """A city before its first month, lived in this process."""
    world = build_world(1_000, 2024, 0) if world is None else world
    if schemes is None:
        schemes = cast(world, months_from("2024-01", 6), whole_plan()).schemes
    with crew_of(world, 1) as crew:
        return Life.begin(world, 6, schemes, crew, **how)


def test_stays_over_the_month_end_are_settled_when_they_end() -> None:
    life = begun()
    first, second = months_from("2024-01", 2)
    life.live(first)
    waiting = life.pending
    assert (waiting["settled"] >= first.end).all()
    assert (waiting["med_type"] == STAY).any()
    tables = life.live(second).tables
    online = tables["setl_d"].filter(pl.col("SETL_TYPE") == 2)
    seen = tables["mdtrt_d"].join(online, on="MDTRT_ID", how="semi")
    assert seen["BEGNDATE"].str.starts_with("2024-01").sum() > 0
    assert seen["ENDDATE"].str.starts_with("2024-02").all()


def test_what_schemes_took_is_remembered_by_month() -> None:
    life = begun()
    (month,) = months_from("2024-01", 1)
    lived = life.live(month)
    assert life.taken[:, 0].sum() == lived.planted["fen"].sum() > 0
    assert (life.taken[:, 1:] == 0).all()
    assert np.isclose(life.charged["patient"].sum(), life.charged["institution"].sum())


def test_honest_lines_follow_what_a_scheme_makes_of_a_stay(
    world: World, month: Month, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prolong(scene: Scene) -> Deed:
        stays = scene.at_site(STAY)
        stays = stays[stays["end"] < scene.month.end - np.timedelta64(2, "D")]
        stays = stays[stays["end"].astype("M8[D]") > stays["beg"].astype("M8[D]")]
        edits = scene.changed(stays, end=stays["end"] + np.timedelta64(1, "D"))
        return Deed(Claims(blank_visits(0), blank_lines(0)), edits=edits)

    site = int(np.bincount(world.people.usual[:, 1]).argmax())
    scheme = Scheme(0, "hang-beds", "I-02", "institution", site, 0, 5, 1.0, innocent=False)
    plot = replace(PLOT["hang-beds"], act=prolong)
    monkeypatch.setitem(PLOT, "hang-beds", plot)
    first = replace(month, index=0)
    honest, tampered = (begun(world, schemes).live(first).tables for schemes in ([], [scheme]))
    longer = (
        tampered["mdtrt_d"]
        .join(honest["mdtrt_d"], on="MDTRT_ID")
        .filter(pl.col("ENDDATE") > pl.col("ENDDATE_right"))
    )
    beds = [
        tables["fee_list_d"]
        .filter(pl.col("MED_CHRGITM_TYPE") == "01", pl.col("INIT_FEEDETL_SN").is_null())
        .join(longer, on="MDTRT_ID", how="semi")["CNT"]
        .sum()
        for tables in (honest, tampered)
    ]
    assert len(longer) > 0
    assert beds[1] - beds[0] > 0.8 * len(longer)
