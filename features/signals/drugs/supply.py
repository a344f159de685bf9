"""Signals of drug quantity: more days of supply than days."""

import polars as pl

from features.signals.claims import Claims
from features.signals.drugs.stock import supplies, with_left
from features.signals.signal import Signal

_LEVELS = ("institution", "doctor", "patient")
_IN_WARDS = pl.col("setting") == "inpatient"
_PRESCRIBED = pl.col("setting").is_in(["outpatient", "chronic"])


def _supply_overlap(claims: Claims) -> pl.LazyFrame:
    """A house gives again what it gave itself; what was bought elsewhere it may not know of."""
    prescribed = claims.shared(supplies).filter(_PRESCRIBED)
    return (
        with_left(prescribed, "psn_no", "med_list_codg", "fixmedins_code")
        .filter(claims.settled_now, pl.col("left") >= claims.thresholds.supply_overlap_days)
        .with_columns(amount_fen="at_issue")
    )


def _too_much_at_once(claims: Claims) -> pl.LazyFrame:
    """One visit's supply beyond the longest prescription, in whole packs; the excess share.

    Who is registered for a chronic illness may have any drug of it for as long as a long
    prescription reaches.
    """
    longest = pl.when(pl.col("setting") == "chronic").then(
        pl.max_horizontal("max_days", pl.lit(claims.thresholds.long_prescription_days))
    )
    allowed = pl.coalesce(longest, "max_days")
    packs = (allowed / pl.col("pack_days")).ceil()
    return _excess(
        claims.shared(supplies)
        .filter(claims.settled_now, _PRESCRIBED, pl.col("max_days").is_not_null())
        .sort("mdtrt_id", "feedetl_sn")
        .with_columns(
            allowed=packs * pl.col("pack_days"),
            given=pl.col("lasts").sum().over("mdtrt_id", "med_list_codg"),
        )
    )


def _ward_oversupply(claims: Claims) -> pl.LazyFrame:
    """Tablets charged to a stay for longer than the rest of it and a week at home."""
    rest = (pl.col("end") - pl.col("day")).dt.total_days().clip(0)
    return _excess(
        claims.shared(supplies)
        .filter(claims.settled_now, _IN_WARDS, pl.col("end").is_not_null())
        .with_columns(allowed=rest + claims.thresholds.ward_supply_days, given="lasts")
    )


def _excess(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Lines that give more days than allowed; packs are torn, so half a day is nothing."""
    share = (pl.col("given") - pl.col("allowed")) / pl.col("given")
    return lines.filter(pl.col("given") - pl.col("allowed") > _HALF_A_DAY).with_columns(
        amount_fen=(pl.col("at_issue") * share).round().cast(pl.Int64)
    )


_HALF_A_DAY = 0.5

SIGNALS = (
    Signal(
        name="supply_overlap",
        violation="I-22",
        zh="重复超量开药",
        en="overlapping drug supply",
        rule="同一机构在其已开药量远未用完时再次为同一参保人开具同一药品",
        rule_en="a house prescribes a drug again while much of what it gave must be left",
        levels=_LEVELS,
        needs=("fee",),
        key="psn_no",
        find=_supply_overlap,
        also=("D-04",),
        lists=("pack_days",),
    ),
    Signal(
        name="too_much_at_once",
        violation="I-22",
        zh="一次超量开药",
        en="too long a prescription",
        rule="一次就诊所开同一药品的天数超过该药处方最长天数（慢特病按长期处方）",
        rule_en="more days of a drug at one visit than the longest prescription of it may have",
        levels=_LEVELS,
        needs=("fee",),
        key="mdtrt_id",
        find=_too_much_at_once,
        also=("D-04",),
        national=(9,),
        lists=("pack_days",),
    ),
    Signal(
        name="ward_oversupply",
        violation="I-24",
        zh="住院口服药超7日量",
        en="take-home drugs of a stay beyond a week",
        rule="住院口服药天数超过剩余住院天数加七日",
        rule_en="drugs charged to a stay last longer than the rest of it and a week at home",
        levels=("institution", "doctor"),
        needs=("fee", "mdtrt.endtime"),
        key="mdtrt_id",
        find=_ward_oversupply,
        also=("I-22",),
        national=(9,),
        lists=("pack_days",),
    ),
)
