"""Signals of prescriptions: written in series, or not at all."""

import polars as pl

from features.encounters import CHARGE_CLASSES
from features.signals.claims import Claims
from features.signals.signal import Signal

_VISIT = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")
_LINE = (*_VISIT, "feedetl_sn")


def _in_series(claims: Claims) -> pl.LazyFrame:
    """The same drugs in the same number for one person after the other, minutes apart.

    Of two drugs or more, one of them for weeks: in a wave of colds everybody gets the same for
    a few days.
    """
    t = claims.thresholds
    same = ("fixmedins_code", "dr_code", "day", "prescription")
    gap = (pl.col("begntime") - pl.col("begntime").shift().over(same)).dt.total_seconds()
    new_run = (gap > t.series_gap_seconds).fill_null(value=True)
    persons = pl.col("psn_no").n_unique().over(*same, "run")
    visits = claims.encounters.filter(
        claims.settled_now,
        pl.col("setting").is_in(["outpatient", "chronic"]),
        pl.col("dr_code").is_not_null(),
    ).select(*_VISIT, "begntime")
    return (
        visits.join(_prescriptions(claims, visits), on="mdtrt_id")
        .sort(*same, "begntime", "mdtrt_id")
        .with_columns(run=new_run.cum_sum().over(same))
        .filter(persons >= t.series_persons_min)
    )


def _prescriptions(claims: Claims, visits: pl.LazyFrame) -> pl.LazyFrame:
    """Per visit the drugs and their numbers, written one way, where one lasts for weeks."""
    drug = pl.col("med_chrgitm_type").is_in(CHARGE_CLASSES["drug"])
    lasts = pl.coalesce("prd_days", pl.col("cnt") * pl.col("pack_days"))
    item = pl.concat_str("med_list_codg", pl.lit("x"), "cnt")
    return (
        claims.lines.filter(drug)
        .join(visits, on="mdtrt_id", how="semi")
        .join(claims.reference["pack_days"], on="med_list_codg", how="left")
        .group_by("mdtrt_id")
        .agg(
            longest=lasts.max(),
            drugs=pl.col("med_list_codg").n_unique(),
            prescription=item.sort().str.join(" "),
            amount_fen=pl.col("at_issue").sum(),
        )
        .filter(
            pl.col("longest") >= claims.thresholds.series_supply_days_min,
            pl.col("drugs") >= 2,  # noqa: PLR2004  one drug is what every refill has
        )
    )


def _without_number(claims: Claims) -> pl.LazyFrame:
    """Where it is a practice: a number forgotten now and then, as everywhere, is none."""
    t = claims.thresholds
    missing = pl.col("rxno").is_null()
    site = "fixmedins_code"
    lines, number = pl.len().over(site), missing.sum().over(site)
    others = (missing.sum() - number) / (pl.len() - lines)
    chance = others.fill_nan(0.0).clip(t.unnumbered_share_usual)
    spread = (lines * chance * (1 - chance)).sqrt()
    shops = claims.encounters.filter(pl.col("setting") == "pharmacy")
    return (
        claims.lines.join(claims.reference["prescription_drugs"], on="med_list_codg", how="semi")
        .join(shops, on="mdtrt_id", how="semi")
        .filter(
            missing
            & (number >= t.unnumbered_lines_min)
            & (number - lines * chance >= t.unnumbered_deviations_min * spread)
        )
        .select(*_LINE, amount_fen="at_issue")
    )


SIGNALS = (
    Signal(
        name="prescription_series",
        violation="D-13",
        zh="连续相同处方",
        en="prescriptions in series",
        rule="同一医师数分钟间隔内连续为多名参保人开具完全相同的长期用药处方",
        rule_en="a doctor writes the very same lasting prescription for many persons in a row",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "mdtrt"),
        key="fixmedins_code",
        find=_in_series,
        lists=("pack_days",),
    ),
    Signal(
        name="no_prescription_number",
        violation="P-10",
        zh="无处方销售处方药",
        en="prescription drugs without a prescription",
        rule="药店销售处方药而明细无处方号，且占其处方药明细的比例达到阈值",
        rule_en="a shop habitually sells prescription drugs without a prescription number",
        levels=("institution",),
        needs=("fee.rxno",),
        key="fixmedins_code",
        find=_without_number,
        lists=("prescription_drugs",),
    ),
)
