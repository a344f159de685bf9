"""What one house exported, read as plainly as an inspector would."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from pipelines.city.claims import Claims, Deed
from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import Plot, Scene
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant

Play = Callable[[Plot], tuple[Scene, Claims]]
Measure = Callable[[pl.DataFrame], float]

CODE = {item.key: item.code for item in ITEMS}
FACTS = pl.DataFrame(
    {
        "HILIST_CODE": [item.code for item in ITEMS],
        "key": [item.key for item in ITEMS],
        "daily_max": [item.daily_max for item in ITEMS],
        "minutes": [item.minutes for item in ITEMS],
    }
)
DOCTOR_DAY, PERSON_DAY = ("BILG_DR_CODE", "day"), ("PSN_NO", "HILIST_CODE", "day")


def bills(exports: Exports, *which: pl.Expr) -> pl.DataFrame:
    """The standing fee lines: no reversal, not reversed; with visit, day, and item."""
    lines = exports["fee_list_d"].filter(*which)
    reversed_ones = lines["INIT_FEEDETL_SN"].drop_nulls().implode()
    standing = ~pl.col("BKKP_SN").is_in(reversed_ones)
    return _with_visits(exports, lines.filter(standing))


def _with_visits(exports: Exports, lines: pl.DataFrame) -> pl.DataFrame:
    visits = exports["mdtrt_d"].select(
        "MDTRT_ID", "MED_TYPE", "DSCG_MAINDIAG_CODE", begin=pl.col("BEGNDATE").str.to_datetime()
    )
    return (
        lines.filter(pl.col("INIT_FEEDETL_SN").is_null())
        .join(visits, on="MDTRT_ID", how="left")
        .join(FACTS, on="HILIST_CODE")
        .with_columns(
            day=pl.col("FEE_OCUR_TIME").dt.date(),
            yuan=pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64),
        )
    )


def of_house(exports: Exports, code: str) -> pl.DataFrame:
    """The fee lines of one house."""
    return bills(exports, pl.col("MEDINS_CODE") == code)


def measured(
    plot: Plot, measure: Measure, plant: Plant, honest: Exports, world: World
) -> tuple[float, float, float]:
    """A measure of the actor's house: honest, faintly guilty, plainly so."""
    faint, plain = plant(plot, 0.15), plant(plot)
    code = house_of(plain, world)
    usual, little, much = (measure(of_house(each, code)) for each in (honest, faint, plain))
    return usual, little, much


def beside(
    plot: Plot, measure: Measure, plant: Plant, honest: Exports, world: World
) -> tuple[float, float]:
    """A measure of the house of a look-alike: without it and with it."""
    lived = plant(plot)
    code = house_of(lived, world)
    return measure(of_house(honest, code)), measure(of_house(lived, code))


def planted(exports: Exports) -> pl.DataFrame:
    """The planted fee lines as they were exported, cancelled ones too."""
    of_the_plot = pl.col("BKKP_SN").is_in(exports.planted["feedetl_sn"].implode())
    return _with_visits(exports, exports["fee_list_d"].filter(of_the_plot))


def deed_of(plot: Plot, play: Play, intensity: float = 1.0) -> tuple[Scene, Deed]:
    """A month of a plot with what does not stand in the fee list."""
    scene = play(plot)[0]
    scene = replace(scene, scheme=replace(scene.scheme, intensity=intensity))
    return scene, plot.act(scene)


def house_of(exports: Exports, world: World) -> str:
    """The code of the house that acts."""
    assert exports.scheme is not None
    return str(world.institutions.code[exports.scheme.actor])
