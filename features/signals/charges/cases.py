"""What like cases get elsewhere: the measure of care beyond need.

No list tells which item fits which illness. The visits for the same illness at all other sites
do, in the months that a signal sees.
"""

import polars as pl

from features.signals.claims import Claims, in_basket

TESTS = ("03", "04")
TREATMENT = ("05", "09", "10", "11")
"""Charge classes (A.8): examinations and laboratory; therapy, western, herbal, patent drugs."""

SITE, ITEM = "fixmedins_code", "med_list_codg"
CASE = ("inpatient", "diag3")
"""Like cases: the same three-digit illness, in or out of bed."""


def visits_of(claims: Claims) -> pl.LazyFrame:
    """Visits and stays with a known illness; who buys at a pharmacy has none."""
    return claims.encounters.filter(
        pl.col("setting") != "pharmacy", pl.col("diag3").is_not_null()
    ).select("mdtrt_id", SITE, "dr_code", *CASE, "basket")


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
    """The items of visits that hardly any like case of other sites got."""
    rare = pl.col("others_got") < claims.thresholds.unusual_share_max * pl.col("others")
    found = _beside_others(claims, visits, _got(given), given).filter(rare)
    return given.join(found, on=[*CASE, SITE, ITEM], how="semi")


def expected(claims: Claims, visits: pl.LazyFrame, given: pl.LazyFrame) -> pl.LazyFrame:
    """By site and item: the `visits` that `got` it, and how many would as like cases elsewhere."""
    cases, got = _cases(visits), _got(given)
    every = (
        cases.join(got.select(*CASE, ITEM).unique(), on=CASE)
        .select(*CASE, SITE, ITEM)
        .join(got, on=[*CASE, SITE, ITEM], how="left")
        .with_columns(pl.col("got").fill_null(0))
    )
    would = pl.col("cases") * pl.col("others_got") / pl.col("others")
    return (
        _beside_others(claims, visits, every, given)
        .sort(*CASE, SITE, ITEM)
        .group_by(SITE, ITEM)
        .agg(
            visits=pl.col("cases").sum(),
            got=pl.col("got").sum(),
            expected=would.sum(),
            illnesses=(pl.col("got") > 0).sum(),
        )
    )


def _cases(visits: pl.LazyFrame) -> pl.LazyFrame:
    return visits.group_by(*CASE, SITE).agg(cases=pl.len().cast(pl.Int64))


def _got(given: pl.LazyFrame) -> pl.LazyFrame:
    return given.group_by(*CASE, SITE, ITEM).agg(got=pl.len().cast(pl.Int64))


def _beside_others(
    claims: Claims, visits: pl.LazyFrame, here: pl.LazyFrame, given: pl.LazyFrame
) -> pl.LazyFrame:
    """Beside what a site's cases got: how many `others` there are, and how many of them got it."""
    cases = _cases(visits)
    all_cases = cases.group_by(CASE).agg(all_cases=pl.col("cases").sum())
    all_got = given.group_by(*CASE, ITEM).agg(all_got=pl.len().cast(pl.Int64))
    return (
        here.join(all_got, on=[*CASE, ITEM])
        .join(cases, on=[*CASE, SITE])
        .join(all_cases, on=CASE)
        .with_columns(
            others=pl.col("all_cases") - pl.col("cases"),
            others_got=pl.col("all_got") - pl.col("got"),
        )
        .filter(pl.col("others") >= claims.thresholds.like_cases_min)
    )
