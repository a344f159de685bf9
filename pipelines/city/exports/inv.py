"""`inv`: what was bought, sold and counted in stock-rooms and pharmacies (A.7)."""

import numpy as np
import polars as pl

from pipelines.city.arrays import Rows
from pipelines.city.blocks import found_at
from pipelines.city.claims import MOVES, NO_SCHEME, NO_VISIT, STOCK, Claims
from pipelines.city.coding import Desk, coded
from pipelines.city.institutions import SHOP
from pipelines.city.pricelist import ITEMS
from pipelines.city.world import World

INSURED, CASH = "1", "2"
"""`hi_feesetl_type`: settled with the insurance, or paid in cash without a card."""

CASH_SALES = 0.25
"""Cash sales beside each insured one: the same goods at the same price."""

SALE = MOVES.index("sale")


def sold(world: World, claims: Claims, rng: np.random.Generator) -> Rows:
    """A sale for every line of a pharmacy, and cash sales of the same goods beside them."""
    at = found_at(claims.visits["visit"], claims.lines["visit"])
    in_shop = world.institutions.kind[claims.visits["inst"][at]] == SHOP
    lines, visits = claims.lines[in_shop], claims.visits[at[in_shop]]
    rows = np.zeros(len(lines), STOCK)
    for name in ("visit", "item", "time", "cnt", "pric", "scheme"):
        rows[name] = lines[name]
    rows["inst"], rows["move"], rows["insured"] = visits["inst"], SALE, True
    rows["pharmacist"] = visits["till"] % 2
    honest = (rows["scheme"] == NO_SCHEME) & (visits["scheme"] == NO_SCHEME)
    cash = rows[honest & (rng.random(len(rows)) < CASH_SALES)].copy()
    cash["visit"], cash["insured"] = NO_VISIT, False
    cash["time"] += rng.integers(-7_200, 7_200, len(cash)).astype("m8[s]")
    return np.concatenate([rows, cash])


def inv(desk: Desk, rows: Rows, visits: pl.DataFrame | None = None) -> pl.DataFrame:
    """Movements of stock in order of time; `visits` names the purchases that sales belong to."""
    rows = rows[np.lexsort((rows["cnt"], rows["item"], rows["inst"], rows["move"], rows["time"]))]
    sites = desk.world.institutions
    site = coded(sites.code, rows["inst"])
    sale = rows["move"] == SALE
    named = (rows["pharmacist"] >= 0) & sale & (sites.kind[rows["inst"]] == SHOP)
    turn = (pl.Series(rows["pharmacist"]) + 1).cast(pl.String)
    bought = _purchases(rows, visits)
    return pl.DataFrame(
        {
            "INV_SN": desk.numbered(5 if visits is None else 7, len(rows)),
            "INV_CHG_TYPE": coded(MOVES, rows["move"]),
            "MEDINS_CODE": site,
            "HILIST_CODE": coded([item.code for item in ITEMS], rows["item"]),
            "INV_CHG_TIME": pl.Series(rows["time"].astype("M8[us]")),
            "CNT": rows["cnt"],
            "PRIC": rows["pric"],
            "PHAR_PRAC_CERT_NO": _where(site + "-" + turn, named),
            "HI_FEESETL_TYPE": _where(coded((CASH, INSURED), rows["insured"]), named),
            "SETL_ID": bought["setl_id"],
            "PSN_NO": bought["PSN_NO"],
        }
    )


def _purchases(rows: Rows, visits: pl.DataFrame | None) -> pl.DataFrame:
    if visits is None:
        nobody = pl.Series([None] * len(rows), dtype=pl.String)
        return pl.DataFrame({"setl_id": nobody, "PSN_NO": nobody})
    at = found_at(visits["visit"].to_numpy(), rows["visit"])
    place = pl.Series(at).cast(pl.UInt32, strict=False)
    return visits.select(pl.col("setl_id", "PSN_NO").gather(place))


def _where(values: pl.Series, kept: np.ndarray) -> pl.Series:
    return values.to_frame("v").select(pl.when(pl.Series(kept)).then("v"))["v"].alias("")
