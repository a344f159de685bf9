"""What a bureau lists and the signals are handed: packages, limits, indications and the like.

Nothing here is read from a file: `pipelines` reads `config/reference/*.csv` and passes the lines
valid in the month in, so that a bureau's own lists take the place of those shipped.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Thresholds:
    """Every number a signal or a profile compares with (`config/thresholds.toml`).

    Each field names its unit; the file gives the source of each value.
    """

    split_admission_days: int
    double_claim_min_yuan: float
    readmission_days: int
    hollow_days_min: int
    hollow_share_min: float
    group_admission_min: int
    mild_group_min: int
    elderly_age: int
    short_stay_days: int
    long_stay_days: int
    checkup_share_min: float
    doctor_minutes_per_day: int
    supply_overlap_days: int
    burst_persons_min: int
    burst_gap_seconds: int
    account_left_max_yuan: float
    account_spent_min_yuan: float
    night_from_hour: int
    night_to_hour: int
    month_end_from_day: int
    peer_group_min: int
    reliability_institution: int
    reliability_doctor: int
    reliability_patient: int
    min_encounters_institution: int
    min_encounters_doctor: int
    min_encounters_patient: int
    reliability_department: int
    reliability_clerk: int
    reliability_employer: int
    min_encounters_department: int
    min_encounters_clerk: int
    min_encounters_employer: int
    high_value_material_yuan: float
    wrong_register_days_min: int
    wrong_sex_persons_min: int
    travel_km_min: float
    travel_km_per_hour: float
    visit_minutes: float
    double_claim_share_min: float
    visits_of_a_day_min: int
    dear_visit_min_yuan: float
    dear_visit_ratio_min: float
    dear_visit_drug_share_min: float
    newcomer_days: int
    newcomer_fee_min_yuan: float
    newcomer_base_share_max: float
    newcomer_late_age: int
    circle_items_min: int
    circle_persons_min: int
    circle_illnesses_min: int
    circle_again_min: int
    ward_supply_days: int
    series_persons_min: int
    series_gap_seconds: int
    series_supply_days_min: int
    unnumbered_share_min: float
    unnumbered_lines_min: int
    long_prescription_days: int
    hoard_days: int
    desk_account_min_yuan: float
    desk_ownpay_min_yuan: float
    bed_days_beside_nights: int
    like_price_sites_min: int
    dear_price_share_min: float
    therapy_circle_persons_min: int
    therapy_circle_share_min: float
    therapy_circle_days_apart: int
    like_cases_min: int
    unusual_share_max: float
    habit_share_min: float
    habit_illnesses_min: int
    habit_items_min: int
    bundle_items_min: int
    bundle_stays_min: int
    bundle_share_min: float
    bundle_lift_min: float
    row_persons_min: int
    row_gap_seconds: int
    same_sum_persons_min: int
    till_opens_hour: int
    round_sum_yuan: float
    account_share_min: float
    price_tolerance: float
    tonic_price_share_min: float
    tonic_packs_min: int
    barter_difference_max: float
    invoice_holders_max: int
    stock_gap_share_of_any_line: float
    pharmacy_gap_share_min: float
    stock_gap_min: float
    stock_gap_share_min: float
    upload_late_days: int
    header_gap_min_yuan: float
    cancelled_min: int
    cancelled_share_min: float
    unnamed_share_min: float
    stranger_share_min: float
    pile_visits_min: int
    pile_gap_seconds: int
    pile_share_min: float
    off_duty_strangers_min: int
    quiet_end_days_min: int
    template_group_min: int
    template_overlap_min: float
    copied_items_min: int
    copied_persons_min: int
    copied_illnesses_min: int
    cut_stay_days: int
    month_end_discharge_days: int
    month_end_stays_min: int
    month_end_share_min: float
    check_up_days_max: int
    check_up_drug_share_max: float
    booked_visit_days_max: int
    thin_stay_days_max: int
    full_care_quantile: float
    thin_stay_items_share_max: float
    adult_age: int
    proof_days: int
    early_care_days: int
    trial_days: int
    trainee_age_max: int
    newcomers_min: int
    newcomers_low_share_min: float
    declared_base_share_max: float
    colleagues_min: int
    lowest_base_yuan: float
    contribution_share: float
    review_seconds_min: int
    review_ratio_max: float
    review_claims_min: int
    payout_days_max: int
    own_pay_share_max: float
    template_persons_min: int

    def reliability(self, level: str) -> int:
        """The encounters at which a deviation of an entity of `level` counts half."""
        value: int = getattr(self, f"reliability_{level}")
        return value

    def min_encounters(self, level: str) -> int:
        """The fewest encounters in the window for an entity of `level` to be scored."""
        value: int = getattr(self, f"min_encounters_{level}")
        return value


_CODE: dict[str, pl.DataType] = {"med_list_codg": pl.String()}
_DIAGNOSIS: dict[str, pl.DataType] = {"diag_prefix": pl.String()}


@dataclass(frozen=True)
class ReferenceList:
    """One list: its columns beside name, dates and source, what a line says, and for what."""

    columns: Mapping[str, pl.DataType]
    about: str
    violations: tuple[str, ...]


LISTS: dict[str, ReferenceList] = {
    "packages": ReferenceList(
        {"package_codg": pl.String(), "component_codg": pl.String()},
        "a package and an item it contains", ("I-15",),
    ),
    "exclusive_items": ReferenceList(
        {"whole_codg": pl.String(), "part_codg": pl.String()},
        "an item and another that is part of it", ("I-17",),
    ),
    "daily_limits": ReferenceList(
        _CODE | {"max_cnt": pl.Float64()}, "most units of an item per person and day", ("I-17",)
    ),
    "period_limits": ReferenceList(
        _CODE | {"days": pl.Int64()}, "days before an item may be charged again", ("I-17",)
    ),
    "sex_limits": ReferenceList(
        _CODE | {"gend": pl.String()}, "the only sex an item fits", ("I-07", "A-01")
    ),
    "age_limits": ReferenceList(
        _CODE | {"min_age": pl.Float64(), "max_age": pl.Float64()},
        "the first and the last year of life an item fits", ("I-28", "A-01"),
    ),
    "timed_services": ReferenceList(
        _CODE | {"minutes": pl.Float64()}, "staff minutes of one unit", ("I-08", "D-06")
    ),
    "department_limits": ReferenceList(
        _CODE | {"dept_codg": pl.String()}, "a department that an item fits", ("I-14",)
    ),
    "level_limits": ReferenceList(
        _CODE | {"medinslv": pl.String()}, "the lowest level of a site that renders an item",
        ("I-34",),
    ),
    "own_pay_items": ReferenceList(
        _CODE, "an item outside the catalogue, which persons pay themselves", ("I-30", "G-02")
    ),
    "anaesthetised_operations": ReferenceList(
        _CODE, "an operation that nobody has awake", ("I-09",)
    ),
    "anaesthesia_items": ReferenceList(
        _CODE, "an anaesthesia, one of which goes with such an operation", ("I-09",)
    ),
    "mild_diagnoses": ReferenceList(
        _DIAGNOSIS, "a diagnosis that rarely needs a bed", ("I-01", "I-05")
    ),
    "planned_cycles": ReferenceList(
        _DIAGNOSIS, "a diagnosis of planned returns, such as chemotherapy and dialysis", ("I-04",)
    ),
    "work_up_diagnoses": ReferenceList(
        _DIAGNOSIS, "a diagnosis that many tests in a bed may rightly lead to", ("I-06",)
    ),
    "diagnosis_proofs": ReferenceList(
        _DIAGNOSIS | _CODE, "a diagnosis and a test that shows it or a drug for it", ("I-31",)
    ),
    "birth_diagnoses": ReferenceList(
        _DIAGNOSIS, "a diagnosis of a delivery: the child is treated on its mother's card",
        ("I-28",),
    ),
    "grave_diagnoses": ReferenceList(
        _DIAGNOSIS, "a diagnosis whose out-patient care is rightly dear", ("A-12",)
    ),
    "pack_days": ReferenceList(
        _CODE | {"pack_days": pl.Float64(), "max_days": pl.Float64()},
        "days that one unit of a drug lasts, and the most days of one prescription",
        ("I-22", "D-04"),
    ),
    "resaleable_drugs": ReferenceList(_CODE, "a drug with a black market", ("A-07", "I-33")),
    "prescription_drugs": ReferenceList(
        _CODE, "a drug that no pharmacy may sell without a prescription", ("P-10", "P-06")
    ),
    "restricted_drugs": ReferenceList(
        _CODE | _DIAGNOSIS, "a drug and a diagnosis for which the fund pays it", ("I-23",)
    ),
    "indications": ReferenceList(
        _CODE | _DIAGNOSIS, "a drug and a diagnosis that it is made for", ("I-33",)
    ),
    "drug_scopes": ReferenceList(
        _CODE | {"dr_prac_scp_code": pl.String()},
        "a drug and a scope of practice in which it is prescribed", ("D-03",),
    ),
    "course_limits": ReferenceList(
        _CODE | {"max_cnt": pl.Float64()}, "the most units of an item in one stay", ("I-25",)
    ),
    "tonics": ReferenceList(
        _CODE | {"listed_pric": pl.Float64()}, "a tonic and its usual retail price in yuan",
        ("P-02", "I-29"),
    ),
    "public_holidays": ReferenceList(
        {"day": pl.Date()}, "a day on which wards do little", ("I-11", "D-09")
    ),
}  # fmt: skip
"""The lists of `config/reference/`, by the name of the file."""


@dataclass(frozen=True)
class Reference:
    """The reference lists valid in the month at hand."""

    lists: Mapping[str, pl.DataFrame]

    def __getitem__(self, name: str) -> pl.LazyFrame:
        """A list by name, with the columns that `LISTS` tells."""
        return self.lists[name].lazy()

    def codes(self, name: str) -> tuple[str, ...]:
        """The first column of a list: codes, or prefixes of codes."""
        return tuple(self.lists[name].to_series(0))

    def days(self, name: str) -> tuple[dt.date, ...]:
        """The first column of a list of days."""
        return tuple(self.lists[name].to_series(0))


def starts_with_any(column: str, prefixes: tuple[str, ...]) -> pl.Expr:
    """Whether a text column starts with one of the prefixes; null counts as no."""
    return pl.any_horizontal(
        pl.lit(value=False), *(pl.col(column).str.starts_with(prefix) for prefix in prefixes)
    ).fill_null(value=False)
