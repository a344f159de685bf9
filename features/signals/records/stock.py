"""Stock flow: what was sold of a thing beside what the shelf can have given (A.7, 3501-3506)."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.windows import first_day

GOODS = ("08", "09", "10", "11")
"""`med_chrgitm_type` of what is bought and handed out (A.8): materials, western drugs, herbs,
patent drugs."""

_SITE, _SHELF = "fixmedins_code", ("fixmedins_code", "med_list_codg")
_DRUGSTORE, _CASH = "2", "2"
_COUNT = pl.col("kind") == "stock"
_UNDONE = pl.col("det_item_fee_sumamt") < 0
_FIGURES = (
    "opening", "closing", "bought", "told", "for_cash", "returned", "billed", "cancelled", "anew",
)  # fmt: skip


def stock_flow(claims: Claims) -> pl.LazyFrame:
    """One row per thing that a site with a stock book sold, bought or held in the month, in pieces.

    - `opening`: the last count before the month. Where a site was never counted in the months
      that are seen, what it holds now is taken to have been there, provided that this month's
      purchases can have brought it; else it is null, and nothing can be said.
    - `bought`: purchases since that count, less what went back to the wholesaler.
    - `closing`: the count of the month.
    - `sold`: what the site says it sold since then, less what it took back or cancelled (of a
      hospital: cancelled for good); what it billed in the month where it tells no sales, or
      where a drugstore, which hands out what it settles, billed more beside what it sold for cash.
    - `gap`: how much more was sold than the shelf can have given; below zero, how much came in
      that is neither sold nor held.
    """
    moves = _moves(claims).cache()
    return (
        _counts(moves)
        .join(_flows(moves), on=_SHELF, how="full", coalesce=True)
        .join(_billed(claims), on=_SHELF, how="full", coalesce=True)
        .join(_books(moves), on=_SITE)
        .join(claims.inst.select(_SITE, "fixmedins_type"), on=_SITE, how="left")
        .with_columns(pl.col(_FIGURES).fill_null(0.0))
        .select(*_SHELF, "bought", "closing", opening=_opening(), sold=_sold())
        .with_columns(gap=pl.col("sold") + pl.col("closing") - pl.col("opening") - pl.col("bought"))
    )


def oversold(claims: Claims, share_min: float | None = None) -> pl.LazyFrame:
    """Standing lines of things of which a site sold clearly more than it can have had.

    `share_min` is the least part of what was sold that must be missing, else the usual one.
    Adds `share`, the part of what was sold that was never there, and `gap`, the same in pieces.
    """
    t = claims.thresholds
    least = t.stock_gap_share_min if share_min is None else share_min
    never_there = (
        claims.shared(stock_flow)
        .with_columns(share=pl.min_horizontal(pl.col("gap") / pl.col("sold"), 1.0))
        .filter(pl.col("gap") >= t.stock_gap_min, pl.col("share") >= least)
        .select(*_SHELF, "gap", "share")
    )
    return claims.lines.join(never_there, on=_SHELF)


def _moves(claims: Claims) -> pl.LazyFrame:
    """The stock book since each site's last month of counting, of that month the counts alone.

    `now` tells the month at hand; `counted` is that last month before it, if there was one.
    """
    today = first_day(claims.month)
    month = pl.col("inv_chg_time").dt.date().dt.truncate("1mo")
    rows = claims.inv.select(
        *_SHELF,
        "inv_chg_time",
        "hi_feesetl_type",
        "cnt",
        month=month,
        kind="inv_chg_type",
        now=month == today,
    )
    before = rows.filter(_COUNT, ~pl.col("now"))
    counted = before.group_by(_SITE).agg(counted=pl.col("month").max())
    opening = _COUNT & (pl.col("month") == pl.col("counted"))
    since = ~_COUNT & (pl.col("month") > pl.col("counted"))
    return rows.join(counted, on=_SITE, how="left").filter(pl.col("now") | opening | since)


def _books(moves: pl.LazyFrame) -> pl.LazyFrame:
    """The sites that keep a book: whether they tell sales, and were counted before."""
    tells = (pl.col("kind") == "sale").any()
    known = pl.col("counted").is_not_null().any()
    return moves.filter(~_COUNT).group_by(_SITE).agg(tells=tells, known=known)


def _counts(moves: pl.LazyFrame) -> pl.LazyFrame:
    """The last count of each thing, in the month and before it; batches are counted apart."""
    latest = pl.col("inv_chg_time") == pl.col("inv_chg_time").max().over(*_SHELF, "now")
    return (
        moves.filter(_COUNT)
        .filter(latest)
        .group_by(_SHELF)
        .agg(opening=_pieces(~pl.col("now")), closing=_pieces(pl.col("now")))
    )


def _flows(moves: pl.LazyFrame) -> pl.LazyFrame:
    kind = pl.col("kind")
    return (
        moves.filter(~_COUNT)
        .group_by(_SHELF)
        .agg(
            bought=_pieces(kind == "purchase") - _pieces(kind == "purchase_return"),
            told=_pieces(kind == "sale"),
            for_cash=_pieces((kind == "sale") & (pl.col("hi_feesetl_type") == _CASH)),
            returned=_pieces(kind == "sale_return"),
        )
    )


def _billed(claims: Claims) -> pl.LazyFrame:
    """Goods charged in the month that stand, and those that were charged and cancelled."""
    goods = claims.fee.filter(VALID, pl.col("med_chrgitm_type").is_in(GOODS))
    pieces = goods.group_by(_SHELF).agg(
        billed=_pieces(pl.col("cnt").is_not_null()), cancelled=-_pieces(_UNDONE)
    )
    return pieces.join(_charged_anew(goods), on=_SHELF, how="left")


def _charged_anew(goods: pl.LazyFrame) -> pl.LazyFrame:
    """Of what was cancelled, that which the same encounter was charged once more, as of that day.

    A bill is settled anew, and nothing has left the ward a second time.
    """
    corrected = goods.join(goods.filter(_UNDONE), on="mdtrt_id", how="semi")
    same = corrected.group_by(
        *_SHELF, "mdtrt_id", day=pl.col("fee_ocur_time").dt.date(), cnt=pl.col("cnt").abs()
    ).agg(undone=_UNDONE.sum().cast(pl.Int64), charged=(~_UNDONE).sum().cast(pl.Int64))
    times = pl.min_horizontal("undone", pl.col("charged") - pl.col("undone")).clip(0)
    again = same.with_columns(cnt=pl.col("cnt") * times)
    return again.group_by(_SHELF).agg(anew=_pieces(pl.col("cnt").is_not_null()))


def _pieces(rows: pl.Expr) -> pl.Expr:
    """Quantities have at most two decimals: whole hundredths add up exactly in any order."""
    return pl.when(rows).then((pl.col("cnt") * 100).round()).otherwise(0).sum() / 100


def _opening() -> pl.Expr:
    assumed = pl.when(pl.col("bought") >= pl.col("closing")).then("closing")
    return pl.when("known").then("opening").otherwise(assumed)


def _sold() -> pl.Expr:
    """A sale that was cancelled at the till is often left in the book.

    The till of a drugstore tells each sale, a hospital what left its store: a bill that it
    cancelled and settled anew is one sale.
    """
    drugstore = (pl.col("fixmedins_type") == _DRUGSTORE).fill_null(value=False)
    for_good = pl.col("cancelled") - pl.when(drugstore).then(0.0).otherwise("anew")
    told = pl.col("told") - pl.max_horizontal("returned", for_good)
    return (
        pl.when(~pl.col("tells"))
        .then("billed")
        .when(drugstore)
        .then(pl.max_horizontal(told, pl.col("billed") + pl.col("for_cash")))
        .otherwise(told)
    )
