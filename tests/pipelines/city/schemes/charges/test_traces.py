"""What does not stand in the fee list tells: orders, stock, scope, uploads, reversals."""

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.city.pricelist import ITEMS
from pipelines.city.schemes import PLOT
from pipelines.city.schemes.charges.swaps import DEARER, PREFERRED, TONICS
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.houses import CODE, house_of, of_house

Trace = Callable[[Exports, str], float]

OUTSIDE_THE_CATALOGUE = [item.code for item in ITEMS if item.payment_class == 3]
MOMENT = "%Y%m%d %H%M%S"


def undocumented(exports: Exports, code: str) -> float:
    """Share of the tests and treatments of stays that no order, report or record names."""
    lines = of_house(exports, code).filter(
        pl.col("MED_TYPE") == "21", pl.col("MED_CHRGITM_TYPE").is_in(["03", "04", "05", "06"])
    )
    return lines.join(exports["order"], on="BKKP_SN", how="anti").height / lines.height


def never_bought(*keys: str) -> Trace:
    """Share of the billed units of some items that the house did not buy."""

    def missing(exports: Exports, code: str) -> float:
        named = pl.col("HILIST_CODE").is_in([CODE[key] for key in keys])
        billed = exports["fee_list_d"].filter(named, MEDINS_CODE=code)["CNT"].sum()
        bought = exports["inv"].filter(named, MEDINS_CODE=code, INV_CHG_TYPE="purchase")
        return float(1 - bought["CNT"].sum() / max(billed, 1))

    return missing


def own_pay_covered(exports: Exports, code: str) -> float:
    """Yuan in scope for items outside the catalogue."""
    lines = of_house(exports, code)
    return float(
        lines.filter(pl.col("HILIST_CODE").is_in(OUTSIDE_THE_CATALOGUE))["INSCP_AMT"].sum()
    )


def _settled(exports: Exports, code: str) -> pl.DataFrame:
    return exports["setl_d"].filter(FIXMEDINS_CODE=code, VALI_FLAG=1)


def late(exports: Exports, code: str) -> float:
    """Share of settlements that are uploaded more than a day after."""
    rows = _settled(exports, code)
    wait = pl.col("CRTE_TIME").str.to_datetime(MOMENT) - pl.col("SETL_TIME").str.to_datetime(MOMENT)
    return rows.filter(wait > pl.duration(days=1)).height / rows.height


def does_not_add_up(exports: Exports, code: str) -> float:
    """Share of settlements whose lines have another sum than the settlement."""
    lines = exports["fee_list_d"].filter(MEDINS_CODE=code)
    sums = lines.group_by("SETL_ID").agg(pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64).sum())
    rows = _settled(exports, code).join(sums, on="SETL_ID")
    apart = (rows["MEDFEE_SUMAMT"] - rows["DET_ITEM_FEE_SUMAMT"]).abs() > 0.005
    return float(apart.mean() or 0)


def reversed_for_good(exports: Exports, code: str) -> float:
    """Share of visits that are settled, cancelled, and not settled again at the same place."""
    rows = _settled(exports, code).with_columns(
        fen=(pl.col("MEDFEE_SUMAMT") * 100).round().cast(pl.Int64)
    )
    net = rows.group_by("PSN_NO", pl.col("fen").abs(), "MED_TYPE").agg(left=pl.col("fen").sum())
    return net.filter(left=0).height / rows.height


GUILTY = [
    ("charge-without-record", undocumented, 0.02),
    ("swap-drugs", never_bought(*DEARER), 0.15),
    ("bill-films-as-digital", never_bought("digital_film"), 0.3),
    ("bill-goods-as-drugs", never_bought(*TONICS), 0.5),
    ("shift-own-pay", own_pay_covered, 1_000),
    ("upload-falsely", late, 0.3),
    ("upload-falsely", does_not_add_up, 0.15),
    ("upload-falsely", reversed_for_good, 0.03),
]
CLEARED = [
    ("send-samples-out", undocumented, 0.01),
    ("give-the-dear-drug", never_bought(*PREFERRED), 0.05),
    ("print-digital-films", never_bought("digital_film"), 0.05),
    ("boil-tonics", never_bought("herbs"), 0.15),
    ("serve-the-poor", own_pay_covered, 0.0),
    ("settle-again", reversed_for_good, 0.01),
    ("settle-again", does_not_add_up, 0.0),
    ("change-the-software", does_not_add_up, 0.0),
]


def name_of(row: tuple[str, Trace, float]) -> str:
    return f"{row[0]}-{row[1].__name__}"


@pytest.mark.parametrize(("name", "trace", "more"), GUILTY, ids=map(name_of, GUILTY))
def test_it_leaves_a_trace(
    name: str, trace: Trace, more: float, plant: Plant, honest: Exports, world: World
) -> None:
    faint, plain = plant(PLOT[name], 0.15), plant(PLOT[name])
    house = house_of(plain, world)
    usual, little, much = (trace(each, house) for each in (honest, faint, plain))
    assert usual < little < much
    assert much > usual + more


@pytest.mark.parametrize(("name", "trace", "within"), CLEARED, ids=map(name_of, CLEARED))
def test_a_look_alike_leaves_none(
    name: str, trace: Trace, within: float, plant: Plant, honest: Exports, world: World
) -> None:
    lived = plant(PLOT[name])
    house = house_of(lived, world)
    assert trace(lived, house) <= trace(honest, house) + within


def test_a_change_of_software_is_late_in_one_month_alone(plant: Plant, world: World) -> None:
    lived = plant(PLOT["change-the-software"])
    house = house_of(lived, world)
    rows = lived["setl_d"].with_columns(month=pl.col("SETL_TIME").str.slice(0, 6))
    by_month = {
        month: late(Exports({"setl_d": rows.filter(month=month)}, lived.planted, None), house)
        for month in ("202401", "202402")
    }
    assert by_month["202402"] > 0.5
    assert by_month["202401"] < 0.2
