"""True and false tips, and what becomes of them."""

from dataclasses import replace

import numpy as np
import polars as pl

from pipelines.city import City
from pipelines.city.calendar import months_from
from pipelines.city.history import tips_of
from pipelines.city.schemes import Scheme
from pipelines.city.world import World

SCHEME = Scheme(0, "hang-beds", "I-02", "institution", 5, 0, 47, 2.0, innocent=False)
MONTHS = months_from("2024-01", 48)


def heard(world: World, *schemes: Scheme) -> list[int]:
    """Months in which a tip names institution 5."""
    sizes = {"institution": np.ones(len(world.institutions))}
    sizes |= {"doctor": np.zeros(1), "patient": np.zeros(1)}
    tips = [tip for month in MONTHS for tip in tips_of(world, month, schemes, sizes)]
    assert all(tip.level == "institution" for tip in tips)
    return [tip.month for tip in tips if tip.actor == 5]


def test_the_blatant_are_reported_more_often_than_the_innocent(world: World) -> None:
    guilty, innocent, nobody = (
        len(heard(world, SCHEME)),
        len(heard(world, replace(SCHEME, innocent=True))),
        len(heard(world)),
    )
    assert guilty > max(innocent, nobody)


def test_nobody_is_reported_before_it_begins(world: World) -> None:
    late = heard(world, replace(SCHEME, first=40))
    assert len([month for month in late if month >= 40]) >= len(late) - 1


def test_members_of_a_ring_are_reported_too(world: World) -> None:
    ring = replace(SCHEME, level="ring", actor=0, members=(("institution", 5),))
    assert heard(world, ring)


def test_the_ledger_holds_true_and_false_tips(city: City, schemes: pl.DataFrame) -> None:
    tips = pl.read_csv(city.out / "tip_ledger.csv", schema_overrides={"SUBJ_CODE": pl.String})
    guilty = schemes.filter(pl.col("innocent") == "false")["entity_id"]
    right = tips["SUBJ_CODE"].is_in(guilty.to_list())
    assert 0 < right.sum() < len(tips)
    assert tips["TIP_ID"].is_unique().all()
    assert set(tips["RESULT"]) <= {"查实", "未查实", "待核实"}
    assert tips["VIOLATION"].null_count() > 0
