"""The ledgers of cases and of tips, in the bureau's own columns."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from pipelines.city.arrays import Ints
from pipelines.city.calendar import Month
from pipelines.city.history.inspections import LOOKED_BACK, Inspection
from pipelines.city.history.measures import outcome_of
from pipelines.city.history.tips import Tip
from pipelines.city.world import World

CASES: dict[str, pl.DataType | type[pl.DataType]] = {
    "SUBJ_TYPE": pl.String,
    "SUBJ_CODE": pl.String,
    "RESULT": pl.String,
    "PERIOD_BEGN": pl.Date,
    "PERIOD_END": pl.Date,
    "CONFIRM_DATE": pl.Date,
    "VIOLATION": pl.String,
    "AMOUNT": pl.Decimal(18, 2),
    "SOURCE": pl.String,
    "DISPOSITION": pl.String,
    "INCL_PROB": pl.Float64,
    "ARTICLE": pl.String,
    "PENALTY": pl.Decimal(18, 2),
    "POINTS": pl.Float64,
}
TIPS: dict[str, type[pl.DataType]] = {
    "SUBJ_TYPE": pl.String,
    "SUBJ_CODE": pl.String,
    "RECV_DATE": pl.Date,
    "VIOLATION": pl.String,
    "CHANNEL": pl.String,
    "NAMED": pl.Int64,
    "RESULT": pl.String,
}
SUBJECT = {"institution": "机构", "doctor": "医师", "patient": "参保人"}
CONFIRMED, CLEARED, OPEN = "查实", "未查实", "待核实"
ANSWERED = 184
"""Days within which an inspection answers a tip."""


def case_ledger(
    world: World, months: Sequence[Month], inspections: Sequence[Inspection], taken: Ints
) -> pl.DataFrame:
    """The ledger of cases known by the end of the last month.

    `taken` (scheme x month) is what each scheme charged, in fen.
    """
    over = months[-1].first + dt.timedelta(days=months[-1].days)
    known = [inspection for inspection in inspections if inspection.known < over]
    rows = [_case(world, months, inspection, taken) for inspection in known]
    ledger = pl.DataFrame(rows, schema=CASES, orient="row").sort(
        "CONFIRM_DATE", "SUBJ_TYPE", "SUBJ_CODE"
    )
    return ledger.select(_numbered("AJ36").alias("CASE_ID"), *CASES)


def tip_ledger(
    world: World,
    months: Sequence[Month],
    tips: Sequence[Tip],
    inspections: Sequence[Inspection],
) -> pl.DataFrame:
    """The ledger of tips, with what a later inspection of the subject found, if it is known."""
    over = months[-1].first + dt.timedelta(days=months[-1].days)
    answers: dict[tuple[str, int], list[Inspection]] = {}
    for inspection in inspections:
        if inspection.known < over:
            answers.setdefault((inspection.level, inspection.actor), []).append(inspection)
    rows = [
        (
            SUBJECT[tip.level],
            str(world.codes[tip.level][tip.actor]),
            tip.received,
            tip.violation,
            tip.channel,
            int(tip.named),
            _answer(tip, answers.get((tip.level, tip.actor), [])),
        )
        for tip in tips
    ]
    ledger = pl.DataFrame(rows, schema=TIPS, orient="row").sort(
        "RECV_DATE", "SUBJ_TYPE", "SUBJ_CODE", "CHANNEL", "NAMED", nulls_last=True
    )
    return ledger.select(_numbered("JB36").alias("TIP_ID"), *TIPS)


def _numbered(prefix: str) -> pl.Expr:
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6)
    return pl.lit(prefix) + number


def _answer(tip: Tip, inspections: Sequence[Inspection]) -> str:
    for inspection in inspections:
        if 0 <= (inspection.known - tip.received).days <= ANSWERED:
            return CLEARED if inspection.found is None else CONFIRMED
    return OPEN


def _case(
    world: World, months: Sequence[Month], inspection: Inspection, taken: Ints
) -> tuple[object, ...]:
    scheme = inspection.found
    first, last = max(0, inspection.month - LOOKED_BACK), inspection.month - 1
    if scheme is not None:
        first, last = max(first, scheme.first), min(last, scheme.last)
    whole = 0 if scheme is None else int(taken[scheme.number, first : last + 1].sum())
    fen = round(whole * inspection.share)
    made = None if scheme is None else outcome_of(inspection.level, scheme.violation, fen)
    return (
        SUBJECT[inspection.level],
        str(world.codes[inspection.level][inspection.actor]),
        CLEARED if scheme is None else CONFIRMED,
        months[first].first,
        months[last].first + dt.timedelta(days=months[last].days - 1),
        inspection.known,
        None if scheme is None else scheme.violation,
        Decimal(fen) / 100,
        inspection.source,
        "未发现违规" if made is None else made.disposition,
        inspection.probability,
        None if made is None else made.article,
        Decimal(0 if made is None else made.penalty) / 100,
        None if made is None else made.points,
    )
