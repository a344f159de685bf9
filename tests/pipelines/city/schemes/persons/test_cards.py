"""Cards in strange hands, and cards of the dead and of prisoners (A-01, A-02, A-14)."""

import polars as pl
import pytest

from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.lines import (
    STAYS,
    Measure,
    draws_the_line,
    encounters,
    listed,
)


def far_apart_on_one_day(exports: Exports) -> float:
    """Persons' days with visits in two areas of which none was referred."""
    days = (
        encounters(exports)
        .group_by("PSN_NO", day=pl.col("begin").dt.date())
        .agg(areas=pl.col("area").n_unique(), referred=pl.col("REFL_OLD_MDTRT_ID").count())
    )
    return len(days.filter(pl.col("areas") > 1, pl.col("referred") == 0))


def nights_in_two_beds(exports: Exports) -> float:
    stays = encounters(exports).filter(pl.col("MED_TYPE").is_in(STAYS))
    pairs = stays.join(stays, on="PSN_NO").filter(
        pl.col("MDTRT_ID") < pl.col("MDTRT_ID_right"),
        pl.col("MEDINS_CODE") != pl.col("MEDINS_CODE_right"),
    )
    shared = (
        pl.min_horizontal("end", "end_right").dt.date()
        - pl.max_horizontal("begin", "begin_right").dt.date()
    )
    return pairs.select(shared.dt.total_days().clip(0).sum()).item()


def begun_after_death(exports: Exports) -> float:
    dead = listed(exports, "death")
    seen = encounters(exports).join(dead, on="PSN_NO")
    return len(seen.filter(pl.col("begin").dt.date() > pl.col("first")))


def begun_in_prison(exports: Exports) -> float:
    """Visits of prisoners whom no other list lets out."""
    out = listed(exports, "other").select("PSN_NO")
    seen = (
        encounters(exports)
        .join(listed(exports, "prison"), on="PSN_NO")
        .join(out, on="PSN_NO", how="anti")
    )
    return len(seen.filter(pl.col("begin").dt.date().is_between("first", "last")))


@pytest.mark.parametrize(
    ("guilty", "look_alike", "measure"),
    [
        ("lend-card", "be-referred", far_apart_on_one_day),
        ("lie-in-twice", "fetch-for-a-parent", nights_in_two_beds),
        ("live-on-a-dead-card", "settle-the-estate", begun_after_death),
        ("draw-after-death", "settle-the-estate", begun_after_death),
        ("draw-in-prison", "be-on-parole", begun_in_prison),
    ],
)
def test_a_card_in_strange_hands(
    guilty: str, look_alike: str, measure: Measure, plant_in_town: Plant, honest_town: Exports
) -> None:
    draws_the_line(plant_in_town, honest_town, guilty, look_alike, measure)
