"""Signals of charges behind which nothing stands: no doctor, no order, no report, no record."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")
_DOCUMENTED = ("03", "04", "05", "06")
"""`med_chrgitm_type` of services that leave a report or a record (A.8): examination, laboratory,
treatment, operation."""


def _services(claims: Claims) -> pl.LazyFrame:
    return claims.lines.filter(pl.col("med_chrgitm_type").is_in(_DOCUMENTED))


def _unnamed(claims: Claims) -> pl.LazyFrame:
    """Either is missing now and then anywhere (A.9, trap 5); both at once hardly ever is."""
    nobody = pl.col("dr_code").is_null() & pl.col("bilg_dept_codg").is_null()
    often = nobody.mean().over("fixmedins_code") >= claims.thresholds.unnamed_share_min
    return _services(claims).filter(often, nobody).select(*_LINE, amount_fen="at_issue")


def _undocumented(claims: Claims) -> pl.LazyFrame:
    """Stays alone, and sites that upload documents of stays at all."""
    valid = claims.order.filter(pl.col("vali_flag").ne_missing("0"))
    keeping = valid.select("fixmedins_code").unique()
    documents = valid.select("feedetl_sn")
    stays = claims.encounters.filter("inpatient").select("mdtrt_id")
    return (
        _services(claims)
        .join(stays, on="mdtrt_id", how="semi")
        .join(keeping, on="fixmedins_code", how="semi")
        .join(documents, on="feedetl_sn", how="anti")
        .select(*_LINE, amount_fen="at_issue")
    )


SIGNALS = (
    Signal(
        name="unnamed_service",
        violation="I-19",
        zh="无开单医师无科室收费",
        en="services of no doctor and no department",
        rule="检查、检验、治疗或手术收费既无开单医师又无开单科室，且在该机构并非个别",
        rule_en="a service charged by no doctor and no department, at a site with more than a few",
        levels=("institution",),
        needs=("fee.bilg_dr_codg", "fee.bilg_dept_codg"),
        key="fixmedins_code",
        find=_unnamed,
        also=("I-36",),
        national=(36,),
    ),
    Signal(
        name="undocumented_service",
        violation="I-19",
        zh="无医嘱无报告无记录收费",
        en="services without order, report or record",
        rule="住院检查、检验、治疗或手术收费，既无医嘱又无报告或记录",
        rule_en="a service charged in a stay with neither an order nor a report or record",
        levels=("institution", "doctor"),
        needs=("fee", "order.feedetl_sn"),
        key="mdtrt_id",
        find=_undocumented,
    ),
)
