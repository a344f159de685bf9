"""Months, the windows that end with them, and the encounters of a window.

A month is written `YYYY-MM`. A window's encounters are put together from the parts of its
months (`features.encounters`); no fee line is read again. Cost: linear in encounters.
"""

import datetime as dt
import re

import polars as pl

from features.encounters import CHRONIC, INPATIENT, PHARMACY, Parts
from features.keys import beside
from features.network.companions import with_companions
from features.reference import Reference, holds_any, starts_with_any
from features.thresholds import Thresholds

_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
_DAY_SURGERY = "28"
_BY_HAND = "1"
"""`setl_type` of a claim that a clerk of an agency settles (A.3)."""

DEPARTMENT_MARK = "/"
"""Stands between the site and the department in the id of a department."""

_LIKE_CASES_MIN = 5


def first_day(month: str) -> dt.date:
    """The first day of a month.

    Raises:
        ValueError: when `month` is not written `YYYY-MM`.
    """
    match = _MONTH.match(month)
    if match is None:
        raise ValueError(f"a month is written YYYY-MM, for example 2025-06; found {month!r}")
    return dt.date(int(match[1]), int(match[2]), 1)


def shift(month: str, by: int) -> str:
    """The month `by` months later (earlier when negative)."""
    day = first_day(month)
    year, index = divmod(day.year * 12 + day.month - 1 + by, 12)
    return f"{year:04d}-{index + 1:02d}"


def trailing(month: str, length: int) -> list[str]:
    """The `length` months that end with `month`, earliest first.

    Raises:
        ValueError: when `length` is less than one.
    """
    if length < 1:
        raise ValueError(f"a window has at least one month; found {length}")
    return [shift(month, by) for by in range(1 - length, 1)]


def assemble(
    parts: Parts,
    psn: pl.LazyFrame,
    inst: pl.LazyFrame,
    enrol: pl.LazyFrame,
    *,
    month: str,
    reference: Reference,
    thresholds: Thresholds,
) -> pl.LazyFrame:
    """The encounters of a window ending with `month`: one row per `mdtrt_id`, sorted by it.

    Adds to the parts what needs the person, the employer, the institution or a neighbouring
    encounter: setting, days of stay, age, case group, gaps since the last stay, companions, and the
    expected cost and stay of like cases. An encounter whose settlements net to nothing
    (refunded) is left out, its lines stay in the evidence.
    """
    persons = psn.select("psn_no", "gend", "brdy", "psn_idet_type", "live_admdvs", "emp_no")
    sites = inst.select("fixmedins_code", "fix_blng_admdvs", "aprv_bed_cnt")
    # Sorted while it is narrow; every join from here on keeps the order of its left side.
    netted = _net(parts.visits.cache()).sort("mdtrt_id")
    joined = (
        netted.pipe(beside, _lines(parts.orders.cache()), "mdtrt_id")
        .pipe(beside, _days(parts.days.cache()), "mdtrt_id")
        .pipe(beside, persons, "psn_no")
        .pipe(beside, sites, "fixmedins_code")
        .with_columns(
            dr_code=pl.coalesce("atddr_no", "bilg_dr_codg"),
            dept_codg=pl.coalesce("dept_codg", "bilg_dept_codg"),
            clerk=pl.when(pl.col("setl_type") == _BY_HAND).then("opter_id"),
        )
        .with_columns(
            department=pl.concat_str("fixmedins_code", "dept_codg", separator=DEPARTMENT_MARK)
        )
    )
    # What is joined to a part of itself is made once: the engine does not see it by itself.
    frame = _with_employer(_with_stay(joined, month, reference, thresholds).cache(), enrol)
    frame = _with_expectations(_with_neighbours(frame.cache()))
    return with_companions(_with_flags(frame, thresholds).cache())


def _net(visits: pl.LazyFrame) -> pl.LazyFrame:
    """One row per encounter even when settled and refunded in different months."""
    money = [name for name in visits.collect_schema().names() if name.endswith("_fen")]
    counts = ["settlements", "refunds"]
    netted = (
        _of_several_months(visits)
        .sort("mdtrt_id", "setl_time", "setl_id")
        .group_by("mdtrt_id", maintain_order=True)
        .agg(
            pl.exclude("mdtrt_id", *money, *counts).first(),
            *(pl.when(pl.col(m).count() > 0).then(pl.col(m).sum()).alias(m) for m in money),
            pl.col(counts).sum(),
        )
    )
    return _with_the_rest(visits, netted).filter(
        (pl.col("medfee_fen") > 0) & (pl.col("settlements") > 0)
    )


def _lines(orders: pl.LazyFrame) -> pl.LazyFrame:
    """The encounter's lines over doctors and months; `bilg_dr_codg` ordered the most."""
    summed = (
        _of_several_months(orders)
        .group_by("mdtrt_id", "bilg_dr_codg")
        .agg(
            pl.exclude("bilg_dept_codg", "material_pric").sum(),
            pl.col("bilg_dept_codg").min(),
            pl.col("material_pric").max(),
        )
        .sort("mdtrt_id", "lines_fen", "bilg_dr_codg", descending=[False, True, False])
        .group_by("mdtrt_id", maintain_order=True)
        .agg(
            pl.exclude("mdtrt_id", "bilg_dr_codg", "bilg_dept_codg", "material_pric").sum(),
            pl.col("material_pric").max(),
            pl.col("bilg_dr_codg", "bilg_dept_codg").drop_nulls().first(),
        )
    )
    return _with_the_rest(orders, summed)


def _days(days: pl.LazyFrame) -> pl.LazyFrame:
    """The encounter's days over months; its basket is the set of items, told in order."""
    last = ("last_charged", "last_treated")
    items = pl.col("basket").str.split(" ").list.explode(keep_nulls=False, empty_as_null=False)
    summed = (
        _of_several_months(days)
        .group_by("mdtrt_id")
        .agg(
            pl.exclude("mdtrt_id", "basket", *last).sum(),
            pl.col(last).max(),
            items.unique().sort().str.join(" ").alias("basket"),
        )
    )
    return _with_the_rest(days, summed).with_columns(
        items=pl.col("basket").str.count_matches(" ", literal=True).cast(pl.Int64) + 1
    )


_SEVERAL = pl.col("mdtrt_id").is_duplicated()


def _of_several_months(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of encounters that have more than one: only these need be added up."""
    return rows.filter(_SEVERAL)


def _with_the_rest(rows: pl.LazyFrame, summed: pl.LazyFrame) -> pl.LazyFrame:
    """What was added up, and the rows that stand alone as they are."""
    return pl.concat([rows.filter(~_SEVERAL), summed.select(rows.collect_schema().names())])


def _with_stay(
    frame: pl.LazyFrame, month: str, reference: Reference, thresholds: Thresholds
) -> pl.LazyFrame:
    begn = pl.coalesce("begntime", "setl_time").dt.date()
    end = pl.coalesce("endtime", "setl_time").dt.date()
    settled = pl.col("setl_time")
    last = first_day(month)
    return (
        frame.with_columns(
            setting=_setting(),
            begn=begn,
            end=pl.max_horizontal(begn, end),
            day=settled.dt.date(),
            diag=pl.coalesce("dscg_maindiag_code", "main_diag_of_list"),
            months_ago=(last.year - settled.dt.year()) * 12 + last.month - settled.dt.month(),
        )
        .with_columns(
            inpatient=pl.col("setting") == "inpatient",
            los_days=_days_between("begntime", "endtime").clip(1),
            age=((pl.col("begn") - pl.col("brdy")).dt.total_days() / 365.25).floor().clip(0, 120),
            diag3=pl.col("diag").str.slice(0, 3),
            mild=starts_with_any("diag", reference.codes("mild_diagnoses")),
            planned=starts_with_any("diag", reference.codes("planned_cycles")),
            imaged=holds_any("basket", reference.codes("imaging_items")),
            ct=holds_any("basket", reference.where("imaging_items", "modality", "ct")),
            mri=holds_any("basket", reference.where("imaging_items", "modality", "mri")),
        )
        .with_columns(
            case_group=pl.coalesce("dise_codg", "diag3"),
            elderly=pl.col("age") >= thresholds.elderly_age,
        )
    )


def _with_employer(frame: pl.LazyFrame, enrol: pl.LazyFrame) -> pl.LazyFrame:
    """The employer, start and base of the enrolment in force when an encounter began.

    `emp_no` is that of the register of persons where no employer enrolled the person.
    """
    employed = enrol.filter(pl.col("emp_no").is_not_null()).select(
        "psn_no", "insutype", "paus_insu_date", "clctstd",
        employed_since="psn_insu_date", employer="emp_no",
    )  # fmt: skip
    until = pl.col("paus_insu_date")
    in_force = (pl.col("begn") >= pl.col("employed_since")) & (
        (pl.col("begn") <= until) | until.is_null()
    )
    held = (
        frame.select("mdtrt_id", "psn_no", "insutype", "begn")
        .join(employed, on=("psn_no", "insutype"))
        .filter(in_force)
        .sort("mdtrt_id", "employed_since", "employer", "clctstd")
        .group_by("mdtrt_id", maintain_order=True)
        .agg(pl.col("employer", "employed_since", "clctstd").last())
    )
    return (
        frame.pipe(beside, held, "mdtrt_id")
        .with_columns(
            emp_no=pl.coalesce("employer", "emp_no"),
            employed_days=(pl.col("begn") - pl.col("employed_since")).dt.total_days(),
        )
        .drop("employer", "employed_since")
    )


def _days_between(begin: str, end: str) -> pl.Expr:
    return (pl.col(end).dt.date() - pl.col(begin).dt.date()).dt.total_days()


def _setting() -> pl.Expr:
    two = pl.col("med_type").str.slice(0, 2)
    return (
        pl.when(two.is_in(INPATIENT))
        .then(pl.lit("inpatient"))
        .when(two.is_in(PHARMACY))
        .then(pl.lit("pharmacy"))
        .when(two.is_in(CHRONIC))
        .then(pl.lit("chronic"))
        .otherwise(pl.lit("outpatient"))
    )


def _with_neighbours(frame: pl.LazyFrame) -> pl.LazyFrame:
    """A person's stays before and after: days between, at the same site and anywhere, and where."""

    def gap(*keys: str) -> pl.Expr:
        return (pl.col("begn") - pl.col("end").shift().over(keys)).dt.total_days()

    def beyond(column: str, by: int) -> pl.Expr:
        return pl.col(column).shift(by).over("psn_no")

    gaps = (
        frame.filter("inpatient")
        .sort("psn_no", "begn", "end", "mdtrt_id")
        .select(
            "mdtrt_id",
            gap_same_site=gap("psn_no", "fixmedins_code"),
            gap_any_site=gap("psn_no"),
            previous_diag3=pl.col("diag3").shift().over("psn_no", "fixmedins_code"),
            gap_onward=(beyond("begn", -1) - pl.col("end")).dt.total_days(),
            previous_site=beyond("fixmedins_code", 1),
            next_site=beyond("fixmedins_code", -1),
        )
    )
    return frame.pipe(beside, gaps, "mdtrt_id")


def _with_expectations(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Mean cost and stay of like cases in the window: case group by setting, else setting.

    The case group counts from `_LIKE_CASES_MIN` other cases on; the encounter itself is left
    out of its own expectation, so that a site with most of a group is not its own standard.
    """

    def others(column: str, *keys: str) -> pl.Expr:
        count = pl.col(column).count().over(keys).cast(pl.Int64) - 1
        total = pl.col(column).sum().over(keys) - pl.col(column)
        return pl.when(count >= _LIKE_CASES_MIN).then(total / count)

    def expected(column: str) -> pl.Expr:
        of_group = pl.when(pl.col("case_group").is_not_null()).then(
            others(column, "setting", "case_group")
        )
        return pl.coalesce(of_group, others(column, "setting"))

    return frame.with_columns(
        expected_fen=expected("medfee_fen"), expected_los=expected("los_days")
    )


def _with_flags(frame: pl.LazyFrame, t: Thresholds) -> pl.LazyFrame:
    """Yes-or-no facts of an encounter that rest on a configured threshold."""
    hour = pl.col("setl_time").dt.hour()
    tests = pl.sum_horizontal("exam_fen", "lab_fen")
    lines = pl.col("lines_fen")
    no_operation = pl.col("oprn_oprt_code").is_null()
    persons = pl.col("psn_no").n_unique().over("fixmedins_code", "begn", "end", "inpatient")

    def soon(gap: str) -> pl.Expr:
        return pl.col(gap).is_between(0, t.readmission_days).fill_null(value=False) & ~pl.col(
            "planned"
        )

    return frame.with_columns(
        readmitted=soon("gap_any_site"),
        readmitted_same_site=soon("gap_same_site"),
        from_elsewhere=soon("gap_any_site") & (pl.col("previous_site") != pl.col("fixmedins_code")),
        sent_onward=soon("gap_onward") & (pl.col("next_site") != pl.col("fixmedins_code")),
        short_stay=(pl.col("los_days") <= t.short_stay_days)
        & no_operation
        & (pl.col("med_type").str.slice(0, 2) != _DAY_SURGERY),
        long_stay=pl.col("los_days") >= t.long_stay_days,
        checkup=(lines > 0)
        & (tests >= t.checkup_share_min * lines)
        & (pl.col("operation_fen") == 0)
        & no_operation,
        grouped=persons >= t.group_admission_min,
        operated=~no_operation | (pl.col("operation_fen").fill_null(0) > 0),
        dear_material=pl.col("material_pric") >= t.high_value_material_yuan,
        night=(hour >= t.night_from_hour) | (hour < t.night_to_hour),
        month_end=pl.col("end").dt.day() >= t.month_end_from_day,
        sites_of_day=pl.col("fixmedins_code").n_unique().over("psn_no", "day"),
        stays_here=pl.col("inpatient").sum().over("psn_no", "fixmedins_code"),
        stay_days_here=pl.col("los_days")
        .filter("inpatient")
        .sum()
        .over("psn_no", "fixmedins_code"),
        newcomer=pl.col("employed_days") <= t.newcomer_days,
        early_care=pl.col("employed_days") <= t.early_care_days,
        los_log=pl.col("los_days").log(),
        los_ratio=pl.col("los_days") / pl.col("expected_los"),
        fee_ratio=pl.col("medfee_fen") / pl.col("expected_fen"),
        day_cost=pl.col("medfee_fen") / (_days_between("begntime", "endtime").clip(0) + 1),
        day_cost_ratio=(pl.col("medfee_fen") / pl.col("los_days"))
        / (pl.col("expected_fen") / pl.col("expected_los")),
    )
