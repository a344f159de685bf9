"""Signals of in-patient stays: bed-hanging, fictitious, split and induced admissions."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_STAY = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")


def _hollow(claims: Claims) -> pl.LazyFrame:
    t = claims.thresholds
    share = pl.col("hollow_days") / pl.col("charged_days")
    return claims.encounters.filter(
        claims.settled_now,
        "inpatient",
        pl.col("hollow_days") >= t.hollow_days_min,
        share >= t.hollow_share_min,
    ).select(*_STAY, amount_fen=(pl.col("medfee_fen") * share).round().cast(pl.Int64))


def _visit_during_stay(claims: Claims) -> pl.LazyFrame:
    """Strictly inside: the days of admission and discharge may hold an honest visit."""
    stays = claims.encounters.filter(claims.settled_now, "inpatient").select(
        *_STAY, "begn", "end", amount_fen="fund_fen"
    )
    visits = claims.encounters.filter(~pl.col("inpatient")).select("psn_no", visit=pl.col("day"))
    inside = (pl.col("visit") > pl.col("begn")) & (pl.col("visit") < pl.col("end"))
    return (
        stays.join(visits, on="psn_no")
        .filter(inside)
        .select(*_STAY, "amount_fen")
        .unique("mdtrt_id", keep="any")
    )


def _templated(claims: Claims) -> pl.LazyFrame:
    """Persons in and out on the same days at one site with the very same items."""
    together = ("fixmedins_code", "begn", "end", "basket")
    stays = claims.encounters.filter("inpatient", pl.col("basket").is_not_null())
    return stays.filter(
        pl.col("psn_no").n_unique().over(together) >= claims.thresholds.group_admission_min,
        claims.settled_now,
    ).select(*_STAY, amount_fen="medfee_fen")


def _split(claims: Claims) -> pl.LazyFrame:
    same_disease = pl.col("diag3") == pl.col("previous_diag3")
    return claims.encounters.filter(
        claims.settled_now,
        pl.col("gap_same_site").is_between(0, claims.thresholds.split_admission_days),
        same_disease,
        ~pl.col("planned"),
    ).select(*_STAY, amount_fen=pl.coalesce("dedc_fen", "fund_fen", "medfee_fen"))


def _mild_group(claims: Claims) -> pl.LazyFrame:
    together = ("fixmedins_code", "begn", "live_admdvs")
    known = pl.col("live_admdvs").is_not_null()
    return (
        claims.encounters.filter("inpatient", "mild", "elderly", known)
        .filter(
            pl.col("psn_no").n_unique().over(together) >= claims.thresholds.mild_group_min,
            claims.settled_now,
        )
        .select(*_STAY, amount_fen="fund_fen")
    )


SIGNALS = (
    Signal(
        name="hollow_stay",
        violation="I-02",
        zh="空挂床住院",
        en="hollow stays",
        rule="住院期间多数计费日仅有床位、护理、诊察费用",
        rule_en="on most charged days of the stay nothing but bed, nursing and consultation",
        levels=("institution", "doctor", "patient"),
        needs=("fee",),
        key="mdtrt_id",
        find=_hollow,
    ),
    Signal(
        name="visit_during_stay",
        violation="I-02",
        zh="住院期间门诊购药",
        en="visits during a stay",
        rule="同一参保人住院期间（不含出入院当日）另有门诊或购药结算",
        rule_en="the same person settles an out-patient or pharmacy visit strictly inside the stay",
        levels=("institution", "doctor", "patient"),
        needs=("setl", "mdtrt"),
        key="psn_no",
        find=_visit_during_stay,
    ),
    Signal(
        name="templated_stays",
        violation="I-03",
        zh="同进同出同项目住院",
        en="templated stays",
        rule="多名参保人同日入院、同日出院且收费项目完全相同",
        rule_en="several persons admitted and discharged on the same days with identical items",
        levels=("institution", "doctor"),
        needs=("fee",),
        key="fixmedins_code",
        find=_templated,
    ),
    Signal(
        name="split_admission",
        violation="I-04",
        zh="分解住院",
        en="split admissions",
        rule="出院后短期内因同一疾病再入同一机构（放化疗、透析等计划性住院除外）",
        rule_en="back at the same site for the same disease within days, planned cycles aside",
        levels=("institution", "doctor", "patient"),
        needs=("mdtrt.dscg_maindiag_code",),
        key="psn_no",
        find=_split,
    ),
    Signal(
        name="mild_group_admission",
        violation="I-01",
        zh="轻症老人成批入院",
        en="group admissions of mildly ill elderly",
        rule="同一居住地多名轻症老年参保人同日入院",
        rule_en="several mildly ill elderly persons of one residence area admitted on one day",
        levels=("institution", "doctor"),
        needs=("psn.brdy", "psn.live_admdvs", "mdtrt.dscg_maindiag_code"),
        key="fixmedins_code",
        find=_mild_group,
    ),
)
