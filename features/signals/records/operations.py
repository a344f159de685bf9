"""Signals of operations on paper: nobody was put to sleep, or nobody was charged."""

import polars as pl

from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day")
_STAY = ("fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "day")
_PACKAGE = "52"


def _awake(claims: Claims) -> pl.LazyFrame:
    """Operations that nobody has awake, in encounters of the month without any anaesthesia."""
    asleep = claims.lines.join(
        claims.reference["anaesthesia_items"], on="med_list_codg", how="semi"
    )
    return (
        claims.lines.join(
            claims.reference["anaesthetised_operations"], on="med_list_codg", how="semi"
        )
        .join(asleep, on="mdtrt_id", how="anti")
        .select(*_LINE, amount_fen="at_issue")
    )


def _unbilled(claims: Claims) -> pl.LazyFrame:
    """Births apart, which are paid as a package without complete lines (A.9, trap 6)."""
    recorded = claims.oprn.select("mdtrt_id").unique()
    return (
        claims.encounters.filter(
            claims.settled_now,
            "inpatient",
            pl.col("lines_fen") > 0,
            pl.col("operation_fen") == 0,
            pl.col("med_type").str.slice(0, 2) != _PACKAGE,
        )
        .join(recorded, on="mdtrt_id", how="semi")
        .select(*_STAY, amount_fen="fund_fen")
    )


SIGNALS = (
    Signal(
        name="operation_awake",
        violation="I-09",
        zh="手术无麻醉收费",
        en="operations without anaesthesia",
        rule="收取须麻醉的手术费用，同次就诊却无任何麻醉收费",
        rule_en="an operation that nobody has awake is charged in a stay without any anaesthesia",
        levels=("institution", "doctor"),
        needs=("fee",),
        key="mdtrt_id",
        find=_awake,
        national=(38,),
        lists=("anaesthetised_operations", "anaesthesia_items"),
    ),
    Signal(
        name="operation_not_charged",
        violation="I-09",
        zh="有手术记录无手术收费",
        en="operations on record but not on the bill",
        rule="住院有手术记录却未收取任何手术或麻醉费用",
        rule_en="a stay has an operation on record, and no operation or anaesthesia on its bill",
        levels=("institution", "doctor"),
        needs=("fee", "oprn"),
        key="mdtrt_id",
        find=_unbilled,
        national=(38,),
    ),
)
