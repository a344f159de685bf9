"""The line between a scheme and its look-alike, and readings of raw exports that draw it."""

from collections.abc import Callable

import polars as pl

from pipelines.city.schemes import PLOT
from tests.pipelines.city.schemes.conftest import Exports, Plant

Measure = Callable[[Exports], float]
FAINT = 0.15
STAYS = ("21", "25")


def draws_the_line(
    plant: Plant, honest: Exports, guilty: str, look_alike: str, measure: Measure
) -> None:
    """A plain scheme is seen, a faint one less but still, and its look-alike is not."""
    plain, faint, like, none = (
        measure(exports)
        for exports in (
            plant(PLOT[guilty]),
            plant(PLOT[guilty], FAINT),
            plant(PLOT[look_alike]),
            honest,
        )
    )
    assert plain > faint > none, (plain, faint, none)
    assert like - none < (plain - none) / 10, (like, none)


def settled(exports: Exports) -> pl.DataFrame:
    """The settlements that stand, with times parsed and `yuan`."""
    rows = exports["setl_d"].filter(
        pl.col("REFD_SETL_FLAG") == 0, pl.col("VALI_FLAG") == 1, pl.col("MEDFEE_SUMAMT") > 0
    )
    times = [
        pl.col(name).str.to_datetime("%Y%m%d %H%M%S")
        for name in ("SETL_TIME", "APPY_TIME", "OPT_TIME", "DFR_TIME")
    ]
    return rows.with_columns(*times, yuan=pl.col("MEDFEE_SUMAMT"))


def manual(exports: Exports) -> pl.DataFrame:
    """The claims that a clerk settled on paper."""
    return settled(exports).filter(pl.col("SETL_TYPE") == 1)


def handed_in(exports: Exports) -> pl.DataFrame:
    """Those claims on paper that were planted."""
    return manual(exports).join(
        exports.planted, left_on="MDTRT_ID", right_on="mdtrt_id", how="semi"
    )


def encounters(exports: Exports) -> pl.DataFrame:
    """Encounters with `begin` and `end`, and the area of the site."""
    sites = exports["fixmedins_b"].select("MEDINS_CODE", area="FIX_BLNG_ADMDVS")
    return (
        exports["mdtrt_d"]
        .with_columns(
            begin=pl.col("BEGNDATE").str.to_datetime("%Y-%m-%d %H:%M:%S"),
            end=pl.col("ENDDATE").str.to_datetime("%Y-%m-%d %H:%M:%S"),
        )
        .join(sites, on="MEDINS_CODE", how="left")
    )


def charged(exports: Exports) -> pl.DataFrame:
    """The charged lines, reversals left out, with `yuan`."""
    lines = exports["fee_list_d"].filter(pl.col("INIT_FEEDETL_SN").is_null())
    return lines.with_columns(yuan=pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64))


def listed(exports: Exports, kind: str) -> pl.DataFrame:
    """What other offices know: `PSN_NO, first, last`."""
    rows = exports["ext_list"].filter(pl.col("EXT_TYPE") == kind)
    last = pl.col("ENDDATE").fill_null(pl.date(2100, 1, 1))
    return rows.select("PSN_NO", first="BEGNDATE", last=last)


def total(rows: pl.DataFrame, column: str = "yuan") -> float:
    """The sum of a column."""
    return float(rows[column].sum())
