"""Signals of care that like cases do not get: without indication, or in bundles.

One unusual item says nothing, for an illness has company. A specialist gives one item for one
illness. Who gives the same item for several illnesses, in many visits, is asked why.
"""

from functools import partial

import polars as pl

from features.signals.charges.cases import (
    ITEM,
    SITE,
    TESTS,
    TREATMENT,
    items_given,
    seldom,
    unusual,
    visits_of,
)
from features.signals.claims import Claims
from features.signals.signal import Signal

_ENCOUNTER = (SITE, "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")
_LINE = (*_ENCOUNTER, "feedetl_sn")


def _habits(claims: Claims, visits: pl.LazyFrame, odd: pl.LazyFrame, of: str) -> pl.LazyFrame:
    """Unusual items that a house or doctor gives for several illnesses, in many visits.

    A ward of a house may well be for two, such as the severe ones of an intensive ward.
    """
    t = claims.thresholds
    illnesses = odd.group_by(of, ITEM).agg(illnesses=pl.col("diag3").n_unique())
    least = t.habit_house_illnesses_min if of == SITE else t.habit_illnesses_min
    items = illnesses.filter(pl.col("illnesses") >= t.habit_illnesses_min)
    often = (
        odd.join(items, on=[of, ITEM], how="semi")
        .group_by(of)
        .agg(shown=pl.col("mdtrt_id").n_unique(), illnesses=pl.col("diag3").n_unique())
        .join(visits.group_by(of).agg(visits=pl.len()), on=of)
        .filter(
            pl.col("illnesses") >= least,
            pl.col("shown") >= t.habit_share_min * pl.col("visits"),
        )
    )
    return items.join(often, on=of, how="semi").select(of, ITEM)


def _asked(claims: Claims) -> pl.LazyFrame:
    """Visits and items to ask about: the habit's unusual ones, and a doctor's habit in stays.

    Tests and treatment make one habit; a signal tells the lines of its own kinds. In bed most
    tests are usual one by one; several items of a doctor's habit together are not.
    """
    visits = visits_of(claims).cache()
    given = items_given(claims, visits, (*TESTS, *TREATMENT)).cache()
    odd = unusual(claims, visits, given).cache()
    of_site, of_doctor = (_habits(claims, visits, odd, of) for of in (SITE, "dr_code"))
    in_bed = given.filter("inpatient").join(of_doctor, on=["dr_code", ITEM], how="semi")
    together = pl.len().over("mdtrt_id") >= claims.thresholds.habit_items_min
    parts = [
        odd.join(of_site, on=[SITE, ITEM], how="semi"),
        odd.join(of_doctor, on=["dr_code", ITEM], how="semi"),
        in_bed.filter(together),
    ]
    now = [part.filter(claims.settled_now).select("mdtrt_id", ITEM) for part in parts]
    return pl.concat(now).unique()


def _lines(claims: Claims, asked: pl.LazyFrame, such: pl.Expr) -> pl.LazyFrame:
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


def _without_indication(claims: Claims, kinds: tuple[str, ...]) -> pl.LazyFrame:
    return _lines(claims, claims.shared(_asked), pl.col("med_chrgitm_type").is_in(kinds))


def _bundle(claims: Claims) -> pl.LazyFrame:
    """Stays with several tests that are given again and again to whom they do not fit.

    One of them at least does not fit the illness of the stay itself.
    """
    t = claims.thresholds
    stays = visits_of(claims).filter("inpatient").cache()
    given = items_given(claims, stays, TESTS).cache()
    odd = seldom(stays, given, share=t.bundle_share_max, least=t.like_cases_min).cache()
    several = pl.len().over("mdtrt_id") >= t.bundle_items_min

    def again(many: pl.LazyFrame) -> pl.LazyFrame:
        items = many.group_by(SITE, ITEM).agg(stays=pl.len(), illnesses=pl.col("diag3").n_unique())
        return items.filter(
            pl.col("stays") >= t.bundle_stays_min, pl.col("illnesses") >= t.habit_illnesses_min
        )

    def bundled(rows: pl.LazyFrame) -> pl.LazyFrame:
        pushed = again(rows.filter(several))
        forced = rows.join(pushed, on=[SITE, ITEM], how="semi").select("mdtrt_id")
        together = given.join(pushed, on=[SITE, ITEM], how="semi").filter(several)
        return together.join(forced, on="mdtrt_id", how="semi")

    earlier = bundled(odd.filter(~claims.settled_now))
    shown = bundled(odd).join(earlier, on="mdtrt_id", how="anti")
    return _lines(claims, shown, pl.col("med_chrgitm_type").is_in(TESTS))


SIGNALS = (
    Signal(
        name="unindicated_tests",
        violation="I-20",
        zh="无指征检查检验",
        en="tests without indication",
        rule="对多种疾病反复收取他院同类病例极少使用的检查检验",
        rule_en="tests that like cases elsewhere hardly get, repeatedly and for several illnesses",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="diag3",
        find=partial(_without_indication, kinds=TESTS),
        also=("I-18", "D-11", "D-12"),
        national=(78,),
    ),
    Signal(
        name="unindicated_treatment",
        violation="I-21",
        zh="无指征治疗用药",
        en="treatment without indication",
        rule="对多种疾病反复收取他院同类病例极少使用的治疗或药品",
        rule_en="therapy that like cases elsewhere hardly get, repeatedly, for several illnesses",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="diag3",
        find=partial(_without_indication, kinds=TREATMENT),
        also=("D-11", "D-12"),
        national=(79,),
    ),
    Signal(
        name="forced_bundle",
        violation="I-18",
        zh="入院检查捆绑打包",
        en="bundles of tests",
        rule="一次住院同时收取多项检查检验，均在本院不分病种反复收取，且至少一项为他院同类病例少用",
        rule_en="several tests in one stay that the house gives again and again whatever the "
        "illness, one of which at least few like cases elsewhere get",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="diag3",
        find=_bundle,
        also=("I-20",),
    ),
)
