"""Stays without need of a bed: for tests (I-06), a visit booked as a stay (I-12), mild (I-05)."""

import polars as pl

from features.reference import starts_with_any
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.signals.stays.admission import NO_OPERATION, STAY, stays, stays_now

_DAY_SURGERY = "28"


def _check_up(claims: Claims) -> pl.LazyFrame:
    """A suspected tumour is worked up in a bed by right."""
    t = claims.thresholds
    tumour = starts_with_any("diag", claims.reference.codes("work_up_diagnoses"))
    drugs = pl.sum_horizontal("drug_fen", "herb_fen")
    return (
        stays_now(claims)
        .filter(
            "checkup",
            pl.col("los_days") <= t.check_up_days_max,
            drugs <= t.check_up_drug_share_max * pl.col("lines_fen"),
            ~tumour,
        )
        .select(*STAY, amount_fen="fund_fen")
    )


def _booked_visit(claims: Claims) -> pl.LazyFrame:
    """Who really lies in a bed overnight is nursed."""
    return (
        stays_now(claims)
        .filter(
            pl.col("los_days") <= claims.thresholds.booked_visit_days_max,
            pl.col("lines") > 0,
            pl.col("nursing_fen") == 0,
            NO_OPERATION,
            pl.col("med_type").str.slice(0, 2) != _DAY_SURGERY,
        )
        .select(*STAY, amount_fen="fund_fen")
    )


def _thin(claims: Claims) -> pl.LazyFrame:
    """What is usual for mild disease depends on the level; children are admitted for less."""
    t = claims.thresholds
    levels = claims.inst.select("fixmedins_code", "medinslv").drop_nulls()
    return (
        stays(claims)
        .filter("mild", NO_OPERATION)
        .join(levels, on="fixmedins_code")
        .with_columns(full=pl.col("items").quantile(t.full_care_quantile).over("medinslv"))
        .filter(
            claims.settled_now,
            pl.col("age") >= t.adult_age,
            pl.col("los_days") <= t.thin_stay_days_max,
            pl.col("items") < t.thin_stay_items_share_max * pl.col("full"),
        )
        .select(*STAY, amount_fen="fund_fen")
    )


SIGNALS = (
    Signal(
        name="thin_mild_stay",
        violation="I-05",
        zh="轻症短住少诊疗",
        en="short stays with little care for mild disease",
        rule="成人轻症、无手术、住院数日，诊疗项目种类远少于同级别机构充分诊疗的轻症住院",
        rule_en="an adult's mild disease, no operation, a few days, and far fewer kinds of items "
        "than full care for mild disease takes at sites of that level",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.dscg_maindiag_code", "mdtrt.endtime", "inst.medinslv", "psn.brdy"),
        key="mdtrt_id",
        find=_thin,
        national=(53,),
        lists=("mild_diagnoses",),
    ),
    Signal(
        name="check_up_stay",
        violation="I-06",
        zh="体检式住院",
        en="check-ups in a bed",
        rule="短期住院费用几乎全为检查检验、少有用药、无手术，且主诊断非肿瘤",
        rule_en="a short stay of hardly anything but tests, without an operation or a tumour",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.dscg_maindiag_code", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_check_up,
        national=(53,),
        lists=("work_up_diagnoses",),
    ),
    Signal(
        name="booked_visit",
        violation="I-12",
        zh="门诊虚记为住院",
        en="visits booked as stays",
        rule="住院不超过一日、无护理收费、无手术且非日间手术",
        rule_en="a stay of one day at most without nursing, an operation or day surgery",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_booked_visit,
        also=("D-08",),
    ),
)
