"""What like cases get elsewhere: the measure of care beyond need.

No list tells which item fits which illness. The visits for the same illness at all other sites
do, in the months that a signal sees.
"""

import polars as pl

from features.keys import NUMBERED
from features.signals.claims import Claims, in_basket

TESTS = ("03", "04")
TREATMENT = ("05", "09", "10", "11")
"""Charge classes (A.8): examinations and laboratory; therapy, western, herbal, patent drugs."""

SITE, ITEM = "fixmedins_code", "med_list_codg"
CASE = ("inpatient", "diag3")
"""Like cases: the same three-digit illness, in or out of bed."""

_ENCOUNTER = (SITE, "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")
_LINE = (*_ENCOUNTER, "feedetl_sn")

_WESTERN, _SUBGROUP = "X", 6
"""Western drugs begin with X, the subgroup of the ATC after it: drugs that stand for each other
(national drug codes, A.8)."""


def visits_of(claims: Claims) -> pl.LazyFrame:
    """Visits and stays with a known illness; who buys at a pharmacy has none."""
    return claims.encounters.filter(
        pl.col("setting") != "pharmacy", pl.col("diag3").is_not_null()
    ).select("mdtrt_id", SITE, "dr_code", *CASE, "basket", "months_ago")


def items_given(claims: Claims, visits: pl.LazyFrame, kinds: tuple[str, ...]) -> pl.LazyFrame:
    """The visits' items of some charge classes, one row each."""
    items = claims.lines.filter(pl.col("med_chrgitm_type").is_in(kinds)).select(ITEM).unique()
    return (
        visits.with_columns(in_basket().alias(ITEM))
        .drop("basket")
        .explode(ITEM, keep_nulls=False, empty_as_null=False)
        .join(items, on=ITEM, how="semi")
    )


def unusual(claims: Claims, visits: pl.LazyFrame, given: pl.LazyFrame) -> pl.LazyFrame:
    """The items of visits of which hardly any like case of other sites got one of the kind.

    Which of several like drugs is bought is a house's choice, not care beyond need.
    """
    rare = pl.col("others_got") < claims.thresholds.unusual_share_max * pl.col("others")
    kinds = given.join(_kinds(given), on=ITEM).rename({ITEM: "given", "kind": ITEM}).cache()
    enough = pl.col("others") >= claims.thresholds.like_cases_min
    found = elsewhere(visits, kinds, CASE).filter(enough, rare)
    odd = kinds.join(found, on=[*CASE, SITE, ITEM], how="semi")
    return odd.drop(ITEM).rename({"given": ITEM})


def _kinds(given: pl.LazyFrame) -> pl.LazyFrame:
    """`kind` of every item: the subgroup of a western drug, any other item itself."""
    code = pl.col(ITEM).cast(pl.String())
    western = code.str.starts_with(_WESTERN)
    kind = pl.when(western).then(code.str.slice(0, _SUBGROUP)).otherwise(code).cast(NUMBERED)
    return given.select(ITEM).unique().with_columns(kind=kind)


def seldom(visits: pl.LazyFrame, given: pl.LazyFrame, *, share: float, least: int) -> pl.LazyFrame:
    """The items of visits that less than a share of like cases elsewhere got.

    Where these are fewer than `least`, all cases elsewhere say what is usual.
    """
    alike, got = elsewhere(visits, given, CASE), ("others", "others_got")
    any_case = elsewhere(visits, given, CASE[:1])
    told = (
        alike.join(any_case, on=[*CASE[:1], SITE, ITEM], suffix="_any")
        .with_columns(
            pl.when(pl.col("others") >= least).then(name).otherwise(f"{name}_any").alias(name)
            for name in got
        )
        .filter(pl.col("others") >= least, pl.col("others_got") < share * pl.col("others"))
    )
    return given.join(told, on=[*CASE, SITE, ITEM], how="semi")


def elsewhere(visits: pl.LazyFrame, given: pl.LazyFrame, alike: tuple[str, ...]) -> pl.LazyFrame:
    """By kind of case, site and item that it gave: `cases` here, and `got`, who got it.

    `others` and `others_got` are the same of all other sites.
    """

    def counted(rows: pl.LazyFrame, *keys: str) -> pl.LazyFrame:
        return rows.group_by(keys).agg(number=pl.len().cast(pl.Int64))

    of_all = counted(visits, *alike).join(counted(visits, *alike, SITE), on=alike, suffix="_here")
    got = counted(given, *alike, SITE, ITEM).join(
        counted(given, *alike, ITEM), on=[*alike, ITEM], suffix="_all"
    )
    return got.join(of_all, on=[*alike, SITE], suffix="_cases").select(
        *alike, SITE, ITEM,
        got="number",
        cases="number_here",
        others=pl.col("number_cases") - pl.col("number_here"),
        others_got=pl.col("number_all") - pl.col("number"),
    )  # fmt: skip


def lines_asked(claims: Claims, asked: pl.LazyFrame, such: pl.Expr) -> pl.LazyFrame:
    """The lines asked about, and at nothing the encounters whose lines earlier months hold."""
    lines = claims.lines.filter(such)
    told = lines.join(asked, on=["mdtrt_id", ITEM], how="semi").select(
        *_LINE, amount_fen="at_issue"
    )
    items = lines.select(ITEM).unique()
    others = (
        claims.encounters.join(asked.join(items, on=ITEM, how="semi"), on="mdtrt_id", how="semi")
        .join(told, on="mdtrt_id", how="anti")
        .select(*_ENCOUNTER, feedetl_sn=pl.lit(None, pl.String), amount_fen=pl.lit(0, pl.Int64))
    )
    return pl.concat([told, others], how="diagonal")
