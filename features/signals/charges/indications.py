"""Signals of care that like cases do not get.

One unusual item says nothing, for an illness has company. A specialist gives one item for one
illness. Who gives the same item for several illnesses, in many visits, is asked why.
"""

from functools import partial

import polars as pl

from features.signals.charges.cases import (
    CASE,
    ITEM,
    SITE,
    TESTS,
    TREATMENT,
    elsewhere,
    items_given,
    lines_asked,
    unusual,
    visits_of,
)
from features.signals.charges.repeats import repeated
from features.signals.claims import A_MONTH_AGO, Claims
from features.signals.signal import Signal

_WHOSE = (SITE, "dr_code")


def _habits(
    claims: Claims, visits: pl.LazyFrame, odd: pl.LazyFrame, of: str, times: float = 1.0
) -> pl.LazyFrame:
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
            pl.col("shown") >= times * t.habit_share_min * pl.col("visits"),
        )
    )
    return items.join(often, on=of, how="semi").select(of, ITEM)


def _asked(claims: Claims) -> pl.LazyFrame:
    """Visits and items to ask about: the habit's unusual ones, and a habit's traces in stays.

    Tests and treatment make one habit; a signal tells the lines of its own kinds. Earlier visits
    are told in the month in which they turn out to be a habit.
    """
    visits = visits_of(claims).cache()
    given = items_given(claims, visits, (*TESTS, *TREATMENT)).cache()
    odd = unusual(claims, visits, given).cache()
    by_house, by_doctor = (_habits(claims, visits, odd, of).cache() for of in (SITE, "dr_code"))
    earlier = ~claims.settled_now
    then = visits.filter(earlier), odd.filter(earlier)
    before = [_habits(claims, *then, of, A_MONTH_AGO) for of in _WHOSE]
    known = pl.concat(
        [
            _habitual(odd.filter(earlier), *before).select("mdtrt_id"),
            _in_bed(claims, visits, given, before[1]).filter(earlier).select("mdtrt_id"),
        ]
    )
    parts = [
        _habitual(odd, by_house, by_doctor).join(known, on="mdtrt_id", how="anti"),
        _in_bed(claims, visits, given, by_doctor).join(known, on="mdtrt_id", how="anti"),
        repeated(claims, visits, odd.join(by_house, on=[SITE, ITEM], how="semi")),
    ]
    return pl.concat(part.select("mdtrt_id", ITEM) for part in parts).unique()


def _habitual(odd: pl.LazyFrame, by_house: pl.LazyFrame, by_doctor: pl.LazyFrame) -> pl.LazyFrame:
    habits = zip(_WHOSE, (by_house, by_doctor), strict=True)
    return pl.concat(odd.join(habit, on=[of, ITEM], how="semi") for of, habit in habits)


def _in_bed(
    claims: Claims, visits: pl.LazyFrame, given: pl.LazyFrame, by_doctor: pl.LazyFrame
) -> pl.LazyFrame:
    """A doctor's habit in stays: there most tests are usual one by one, several of it are not.

    What most like cases get elsewhere is no trace of a habit.
    """
    t = claims.thresholds
    most = pl.col("others_got") >= t.usual_share_min * pl.col("others")
    in_bed = given.filter("inpatient").join(by_doctor, on=ITEM, how="semi").cache()
    usual = elsewhere(visits, in_bed, CASE).filter(pl.col("others") >= t.like_cases_min, most)
    return (
        in_bed.join(by_doctor, on=["dr_code", ITEM], how="semi")
        .join(usual, on=[*CASE, SITE, ITEM], how="anti")
        .filter(pl.len().over("mdtrt_id") >= t.habit_items_min)
    )


def _without_indication(claims: Claims, kinds: tuple[str, ...]) -> pl.LazyFrame:
    return lines_asked(claims, claims.shared(_asked), pl.col("med_chrgitm_type").is_in(kinds))


SIGNALS = (
    Signal(
        name="unindicated_tests",
        violation="I-20",
        zh="无指征检查检验",
        en="tests without indication",
        rule="对多种疾病反复收取他院同类病例极少使用的检查检验；多名医师如此的机构，"
        "住院中多项检查检验逐日重复、远多于他院同类病例者一并计入",
        rule_en="tests that like cases elsewhere hardly get, repeatedly and for several illnesses; "
        "where several doctors of a house do so, tests day after day in its stays, far more than "
        "of like cases elsewhere",
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
)
