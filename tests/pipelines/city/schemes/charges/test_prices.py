"""I-15 to I-18: what the exports of one house show, guilty and not."""

import polars as pl
import pytest

from pipelines.city.conditions.condition import PRE_OP
from pipelines.city.institutions import LEVEL_2, PLAIN
from pipelines.city.schemes import PLOT
from pipelines.city.schemes.charges.prices import BUNDLE
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.houses import PERSON_DAY, Measure, beside, bills, measured


def together(*keys: str, at_least: int) -> Measure:
    """Share of visits that have several of some items on one day."""

    def share(lines: pl.DataFrame) -> float:
        found = (
            lines.filter(pl.col("key").is_in(keys))
            .group_by("MDTRT_ID", "day")
            .agg(pl.col("key").n_unique())
            .filter(pl.col("key") >= at_least)
        )
        return found["MDTRT_ID"].n_unique() / lines["MDTRT_ID"].n_unique()

    return share


def above_the_limit(lines: pl.DataFrame) -> float:
    """Share of the amount at unit prices above the limit."""
    return float(
        lines.filter(pl.col("PRIC") > pl.col("PRIC_UPLMT_AMT") + 0.005)["yuan"].sum()
        / lines["yuan"].sum()
    )


def above_the_daily_maximum(lines: pl.DataFrame) -> float:
    """Share of the amount in (person, item, day) with more units than a day may have."""
    units = lines.with_columns(units=pl.col("CNT").sum().over(PERSON_DAY))
    over = units.filter(pl.col("daily_max") > 0, pl.col("units") > pl.col("daily_max"))
    return float(over["yuan"].sum() / lines["yuan"].sum())


def bundled(lines: pl.DataFrame) -> float:
    """Share of stays with most of the bundle within a day of admission."""
    stays = lines.filter(MED_TYPE="21")
    first_day = stays.filter(pl.col("FEE_OCUR_TIME") - pl.col("begin") < pl.duration(hours=24))
    return together(*BUNDLE, at_least=len(BUNDLE))(first_day)


PARTS = together("gum_check", "scaling", "polishing", at_least=2)
PUSHED = together("venipuncture", "drug_push", at_least=2)
CONSULTED = together("consult", "general_care", at_least=2)

GUILTY = [
    ("unbundle-scaling", PARTS, 0.3),
    ("unbundle-injections", PUSHED, 0.05),
    ("overprice", above_the_limit, 0.02),
    ("charge-twice", above_the_daily_maximum, 0.02),
    ("charge-consultation-twice", CONSULTED, 0.4),
    ("force-bundles", bundled, 0.6),
]
CLEARED = [
    ("scale-honestly", PARTS),
    ("price-to-the-limit", above_the_limit),
    ("watch-closely", above_the_daily_maximum),
    ("consult-at-the-second-desk", CONSULTED),
    ("admit-by-pathway", bundled),
]


@pytest.mark.parametrize(("name", "measure", "more"), GUILTY, ids=[name for name, *_ in GUILTY])
def test_the_exports_carry_it(
    name: str, measure: Measure, more: float, plant: Plant, honest: Exports, world: World
) -> None:
    usual, faint, plain = measured(PLOT[name], measure, plant, honest, world)
    assert usual < faint < plain
    assert plain > more + usual


@pytest.mark.parametrize(("name", "measure"), CLEARED, ids=[name for name, _ in CLEARED])
def test_a_look_alike_does_not_cross_the_line(
    name: str, measure: Measure, plant: Plant, honest: Exports, world: World
) -> None:
    usual, beside_it = beside(PLOT[name], measure, plant, honest, world)
    assert beside_it <= usual


MORE = [
    ("scale-honestly", "scaling_package"),
    ("price-to-the-limit", "nebuliser"),
    ("watch-closely", "glucose"),
    ("consult-at-the-second-desk", "consult"),
    ("admit-by-pathway", "coagulation"),
]


@pytest.mark.parametrize(("name", "key"), MORE, ids=[name for name, _ in MORE])
def test_a_look_alike_does_more_of_it_than_others(
    name: str, key: str, plant: Plant, honest: Exports, world: World
) -> None:
    def units(lines: pl.DataFrame) -> float:
        return float(lines.filter(key=key)["CNT"].sum())

    usual, much = beside(PLOT[name], units, plant, honest, world)
    assert much > usual + 3


def test_a_pathway_orders_what_peers_order_at_admission_too(honest: Exports, world: World) -> None:
    peers = world.institutions.code[world.institutions.of_kind(LEVEL_2)]
    stays = bills(honest).filter(pl.col("MEDINS_CODE").is_in(peers), MED_TYPE="21")
    first = stays.filter(pl.col("day") == pl.col("begin").dt.date())
    number = stays["MDTRT_ID"].n_unique()
    ordered = first.group_by("key").agg(pl.col("MDTRT_ID").n_unique() / number)
    support = dict(ordered.iter_rows())
    assert min(support[key] for key in PRE_OP) > 0.4
    assert max(support.get(key, 0) for key in BUNDLE if key not in {"lipids", "stool"}) < 0.4


def test_bundles_are_forced_where_the_ill_of_every_kind_lie(world: World) -> None:
    """A house for eyes or births has few stays, and no peers for most of them."""
    houses = PLOT["force-bundles"].candidates(world)
    assert len(houses) > 0
    assert (world.institutions.focus[houses] == PLAIN).all()
