"""Tables kept whole: persons, institutions, doctors, enrolments, outside lists, cases, tips."""

import dataframely as dy
import polars as pl

from features.contract.columns import (
    EARLIEST_BIRTH,
    Versioned,
    date,
    fen,
    key,
    prose,
    text,
)


class Psn(Versioned):
    """参保人: one row per insured person, without name or certificate (A.7).

    `cert_key` is a one-way key of the certificate: two accounts with one key are one person's.
    """

    psn_no = key(primary_key=True)
    gend = dy.String(nullable=True, regex="^[0129]$")
    brdy = date(nullable=True, earliest=EARLIEST_BIRTH)
    insutype = text()
    psn_type = text()
    psn_idet_type = text()
    live_admdvs = text()
    surv_stas = text()
    emp_no = text()
    psn_insu_stas = text()
    cert_key = text()


class Inst(Versioned):
    """定点医药机构: one row per designated institution or pharmacy (A.7)."""

    fixmedins_code = key(primary_key=True)
    fixmedins_name = prose(nullable=False, min_length=1)
    fixmedins_type = dy.String()
    medinslv = text()
    medins_type = text()
    medins_natu = text()
    hosp_lv = text()
    fix_blng_admdvs = text()
    aprv_bed_cnt = dy.Int64(nullable=True, min=0)
    pro_techstf_psncnt = dy.Int64(nullable=True, min=0)
    begndate = date(nullable=True)
    enddate = date(nullable=True)
    lnt = dy.Float64(nullable=True, min=-180, max=180)
    lat = dy.Float64(nullable=True, min=-90, max=90)
    uscc = text()


class Dr(Versioned):
    """医师: one row per doctor and institution of practice, without name (A.7).

    `work_week` has a 1 or a 0 for Monday to Sunday: on duty there, or not.
    """

    dr_code = key(primary_key=True)
    fixmedins_code = key(primary_key=True)
    dr_prac_scp_code = text()
    dr_pro_tech_duty = text()
    mul_prac_flag = text()
    work_week = dy.String(nullable=True, regex="^[01]{7}$")
    vali_flag = text()


class Enrol(Versioned):
    """参保关系: one row per enrolment of a person in one insurance (1101 insuinfo, A.7).

    `clctstd` is the monthly contribution base.
    """

    psn_insu_rlts_id = key(primary_key=True)
    psn_no = key()
    insutype = dy.String()
    psn_insu_date = date()
    paus_insu_date = date(nullable=True)
    psn_insu_stas = text()
    psn_type = text()
    insu_admdvs = text()
    poolarea_no = text()
    emp_no = text()
    clct_way = text()
    clctstd = fen()
    retr_flag = text()


class Ext(Versioned):
    """外部名单: what other offices know of a person, one row per fact (a death, a prison term).

    `travel` is a registration for treatment elsewhere (异地备案), `chronic` one of a chronic
    disease (慢特病备案).
    """

    ext_id = key(primary_key=True)
    ext_type = dy.Enum(
        [
            "death", "prison", "abroad", "work_injury", "third_party", "travel", "chronic", "other",
        ]
    )  # fmt: skip
    psn_no = key()
    begndate = date()
    enddate = date(nullable=True)
    source = prose()


class Case(Versioned):
    """What an inspection established (A.11), with the day on which it became known.

    `outcome` is `confirmed` (a violation was found) or `cleared` (inspected, none found).
    `confirmed_date` is the day the outcome became known, whichever it was. From
    `blklst_begndate` to `blklst_enddate` the subject is on the list of the untrustworthy (失信名单)
    for it; the list is open while there is no end.
    """

    case_id = key(primary_key=True)
    subject_type = dy.Enum(["institution", "doctor", "patient"])
    subject_code = key()
    outcome = dy.Enum(["confirmed", "cleared"])
    period_start = date()
    period_end = date()
    confirmed_date = date()
    violation_code = text()
    amount = fen()
    source = prose()
    disposition = prose()
    article = text()
    penalty = fen()
    points = dy.Float64(nullable=True, min=0)
    blklst_begndate = date(nullable=True)
    blklst_enddate = date(nullable=True)
    inclusion_probability = dy.Float64(nullable=True, min=0, max=1)

    @dy.rule()
    def period_in_order(cls) -> pl.Expr:
        """The period of the violation cannot end before it starts."""
        return pl.col("period_end") >= pl.col("period_start")


class Tip(Versioned):
    """举报线索: one row per tip and subject (A.11), without who gave it."""

    tip_id = key(primary_key=True)
    subject_type = dy.Enum(["institution", "doctor", "patient"])
    subject_code = key()
    received_date = date()
    violation_code = text()
    channel = text()
    named_flag = text()
    result = prose()
