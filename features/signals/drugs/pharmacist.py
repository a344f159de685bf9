"""Signals of pharmacists: prescription drugs sold by nobody, or by one in two places at once."""

import polars as pl

from features.encounters import PHARMACY
from features.signals.claims import Claims
from features.signals.signal import Signal
from features.windows import first_day

_PHARMACIST = "phar_prac_cert_no"


def _nobody(claims: Claims) -> pl.LazyFrame:
    return _charged(claims, _sales(claims).filter(pl.col(_PHARMACIST).is_null()))


def _in_two_shops(claims: Claims) -> pl.LazyFrame:
    """Within one hour of the clock; without a prescription a pharmacist may well advise afar."""
    hour = pl.col("inv_chg_time").dt.truncate("1h")
    shops = pl.col("fixmedins_code").n_unique().over(_PHARMACIST, hour)
    signed = _sales(claims).filter(pl.col(_PHARMACIST).is_not_null())
    return _charged(claims, signed.filter(shops > 1))


def _sales(claims: Claims) -> pl.LazyFrame:
    """Prescription drugs that went over a counter in the month, by the books of the house."""
    this_month = pl.col("inv_chg_time").dt.date() >= first_day(claims.month)
    return claims.inv.filter(pl.col("inv_chg_type") == "sale", this_month).join(
        claims.reference["prescription_drugs"], on="med_list_codg", how="semi"
    )


def _charged(claims: Claims, sales: pl.LazyFrame) -> pl.LazyFrame:
    """The charges for these sales at pharmacies, also where the sale was settled once more."""
    shops = pl.col("med_type").str.slice(0, 2).is_in(PHARMACY)
    settled = claims.setl.filter(shops).select("setl_id", "mdtrt_id")
    sold = sales.select("setl_id", "med_list_codg").join(settled, on="setl_id")
    return claims.lines.join(sold, on=["mdtrt_id", "med_list_codg"], how="semi").with_columns(
        amount_fen="at_issue"
    )


SIGNALS = (
    Signal(
        name="no_pharmacist",
        violation="P-06",
        zh="无药师销售处方药",
        en="prescription drugs without a pharmacist",
        rule="药店进销存销售记录中处方药无执业药师",
        rule_en="the books of a shop name no pharmacist for the sale of a prescription drug",
        levels=("institution",),
        needs=("fee", "inv.phar_prac_cert_no", "inv.setl_id"),
        key="fixmedins_code",
        find=_nobody,
        lists=("prescription_drugs",),
    ),
    Signal(
        name="pharmacist_in_two_shops",
        violation="P-06",
        zh="药师同时在两店",
        en="one pharmacist in two shops",
        rule="同一执业药师一小时内在两家药店销售处方药",
        rule_en="one pharmacist signs sales of prescription drugs at two shops in the same hour",
        levels=("institution",),
        needs=("fee", "inv.phar_prac_cert_no", "inv.setl_id"),
        key="phar_prac_cert_no",
        find=_in_two_shops,
        lists=("prescription_drugs",),
    ),
)
