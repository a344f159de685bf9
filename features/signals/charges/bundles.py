"""Signal of tests in bundles: the same ones together, whatever the illness (I-18).

Where like cases elsewhere hardly get an item, the item tells. Where an illness is too rare for
like cases, what is given together does: the lift of the seed catalogue.
"""

import polars as pl

from features.keys import NUMBERED
from features.signals.charges.cases import (
    CASE,
    ITEM,
    SITE,
    TESTS,
    elsewhere,
    items_given,
    lines_asked,
    seldom,
    visits_of,
)
from features.signals.claims import LOOKBACK_MONTHS, Claims
from features.signals.signal import Signal


def _bundle(claims: Claims) -> pl.LazyFrame:
    """Stays with several tests that are given again and again to whom they do not fit.

    One of them at least does not fit the illness of the stay itself, or two of them are given
    together nowhere else.
    """
    t = claims.thresholds
    stays = visits_of(claims).filter("inpatient").cache()
    given = items_given(claims, stays, TESTS).cache()
    odd = seldom(stays, given, share=t.bundle_share_max, least=t.like_cases_min).cache()
    few, lift = t.pair_item_share_max, t.pair_lift_min

    def bundled(months: pl.Expr, lift: float) -> pl.LazyFrame:
        pairs = _far_oftener(stays.filter(months), given.filter(months), share=few, lift=lift)
        bundles = _with_bundle(claims, odd.filter(months), given)
        return pl.concat([bundles, _with_pair(claims, pairs.cache())])

    # The few others may all lie in the month that is no longer seen: known is what was plain.
    earlier = bundled(~claims.settled_now, LOOKBACK_MONTHS * lift)
    shown = bundled(pl.lit(value=True), lift).unique().join(earlier, on="mdtrt_id", how="anti")
    return lines_asked(claims, shown, pl.col("med_chrgitm_type").is_in(TESTS))


def _with_bundle(claims: Claims, odd: pl.LazyFrame, given: pl.LazyFrame) -> pl.LazyFrame:
    t = claims.thresholds
    several = pl.len().over("mdtrt_id") >= t.bundle_items_min
    pushed = _pushed(claims, odd.filter(several), ITEM, t.habit_illnesses_min)
    forced = odd.join(pushed, on=[SITE, ITEM], how="semi").select("mdtrt_id")
    together = given.join(pushed, on=[SITE, ITEM], how="semi").filter(several)
    return together.join(forced, on="mdtrt_id", how="semi").select("mdtrt_id", ITEM)


def _with_pair(claims: Claims, pairs: pl.LazyFrame) -> pl.LazyFrame:
    pushed = _pushed(claims, pairs, "pair", claims.thresholds.habit_house_illnesses_min)
    found = pairs.join(pushed, on=[SITE, "pair"], how="semi")
    return pl.concat(found.select("mdtrt_id", pl.col(of).alias(ITEM)) for of in (ITEM, "other"))


def _pushed(claims: Claims, rows: pl.LazyFrame, what: str, illnesses: int) -> pl.LazyFrame:
    """What a house gives in several stays, and for several illnesses."""
    found = rows.group_by(SITE, what).agg(stays=pl.len(), illnesses=pl.col("diag3").n_unique())
    return found.filter(
        pl.col("stays") >= claims.thresholds.bundle_stays_min, pl.col("illnesses") >= illnesses
    )


def _far_oftener(
    stays: pl.LazyFrame, given: pl.LazyFrame, *, share: float, lift: float
) -> pl.LazyFrame:
    """Pairs of items that a house gives together far oftener than all others do.

    Either item of a pair is one that less than a share of all stays get; `lift` is how many times
    as often as elsewhere the house gives both, where one stay more elsewhere is taken to have them.
    Adds `pair` and `other`, the second item of it, to the rows of `given`.
    """
    few = (
        given.group_by(*CASE[:1], ITEM)
        .agg(got=pl.len())
        .join(stays.group_by(CASE[:1]).agg(cases=pl.len()), on=CASE[:1])
        .filter(pl.col("got") < share * pl.col("cases"))
    )
    each = given.join(few, on=ITEM, how="semi").with_columns(pl.col(ITEM).cast(pl.String()))
    both = (
        each.join(each.select("mdtrt_id", other=ITEM), on="mdtrt_id")
        .filter(pl.col(ITEM) < pl.col("other"))
        .with_columns(pair=pl.concat_str(ITEM, "other", separator=" "))
        .with_columns(pl.col(ITEM, "other").cast(NUMBERED))
    )
    here, there = pl.col("got") / pl.col("cases"), (pl.col("others_got") + 1) / pl.col("others")
    pairs = both.drop(ITEM, "other").rename({"pair": ITEM})
    often = elsewhere(stays, pairs, CASE[:1]).filter(here >= lift * there)
    return both.join(often.select(*CASE[:1], SITE, pair=ITEM), on=[*CASE[:1], SITE, "pair"])


SIGNALS = (
    Signal(
        name="forced_bundle",
        violation="I-18",
        zh="入院检查捆绑打包",
        en="bundles of tests",
        rule="一次住院同时收取多项检查检验，均在本院不分病种反复收取，且至少一项为他院同类病例少用，或其中两项在他院几乎从不同时收取",
        rule_en="several tests in one stay that the house gives again and again whatever the "
        "illness, one of which at least few like cases elsewhere get, or two of which hardly any "
        "stay elsewhere gets together",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="diag3",
        find=_bundle,
        also=("I-20",),
    ),
)
