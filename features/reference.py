"""What a bureau decides and the signals are handed: thresholds and reference lists.

Nothing here is read from a file: `pipelines` reads `config/thresholds.toml` and
`config/reference/*.csv` and passes the values in, so that no threshold lives in code.
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
    ring_crowd_max: int
    ring_days_apart: int
    ring_meetings_min: int
    ring_partners_min: int
    ring_persons_min: int
    ring_large_min: int
    ring_middle_share_min: float
    shared_persons_min: int
    shared_lift_min: float
    shared_share_min: float
    early_care_days: int
    trial_days: int
    trainee_age_max: int
    newcomers_min: int
    newcomers_low_share_min: float
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

LISTS: dict[str, dict[str, pl.DataType]] = {
    "packages": {"package_codg": pl.String(), "component_codg": pl.String()},
    "exclusive_items": {"whole_codg": pl.String(), "part_codg": pl.String()},
    "daily_limits": _CODE | {"max_cnt": pl.Float64()},
    "period_limits": _CODE | {"days": pl.Int64()},
    "sex_limits": _CODE | {"gend": pl.String()},
    "timed_services": _CODE | {"minutes": pl.Float64()},
    "resaleable_drugs": _CODE,
    "age_limits": _CODE | {"min_age": pl.Float64(), "max_age": pl.Float64()},
    "birth_diagnoses": {"diag_prefix": pl.String()},
    "grave_diagnoses": {"diag_prefix": pl.String()},
    "planned_cycles": _DIAGNOSIS,
    "mild_diagnoses": _DIAGNOSIS,
    "pack_days": _CODE | {"pack_days": pl.Float64(), "max_days": pl.Float64()},
    "prescription_drugs": _CODE,
    "restricted_drugs": _CODE | _DIAGNOSIS,
    "indications": _CODE | _DIAGNOSIS,
    "drug_scopes": _CODE | {"dr_prac_scp_code": pl.String()},
    "course_limits": _CODE | {"max_cnt": pl.Float64()},
    "department_limits": _CODE | {"dept_codg": pl.String()},
    "level_limits": _CODE | {"medinslv": pl.String()},
    "own_pay_items": _CODE,
    "anaesthetised_operations": _CODE,
    "anaesthesia_items": _CODE,
    "work_up_diagnoses": {"diag_prefix": pl.String()},
    "diagnosis_proofs": {"diag_prefix": pl.String(), "med_list_codg": pl.String()},
    "public_holidays": {"day": pl.Date()},
    "tonics": _CODE | {"listed_pric": pl.Float64()},
}
"""The lists of `config/reference/`: name of the file -> its columns beside name, dates and source.

`packages`: a package and the items it contains (I-15). `daily_limits`: units per person and day
(I-17). `sex_limits`: the only sex an item fits (I-07). `timed_services`: staff minutes per unit
(I-08). `resaleable_drugs`: what has a black market (A-07). `planned_cycles`: diagnoses of planned
returns such as chemotherapy and dialysis (I-04). `mild_diagnoses`: those that rarely need a bed
(I-05). `age_limits`: the first and the last year of life an item fits (I-28). `birth_diagnoses`:
those of a delivery, after which a child is treated on its mother's card (I-28).
`grave_diagnoses`: those whose out-patient care is rightly dear (A-12).
(I-05). `pack_days`: days that one unit of a drug lasts, and the most days of one prescription
(I-22). `prescription_drugs`: drugs that no pharmacy may sell without a prescription (P-10).
`restricted_drugs`: the diagnoses for which the fund pays a drug (I-23). `indications`: the
diagnoses that a drug is made for (I-33). `drug_scopes`: the scopes of practice in which
a drug is prescribed (D-03). `course_limits`: the most units of one stay (I-25).
`packages`: a package and the items it contains (I-15). `exclusive_items`: an item and another that
is part of it (I-17). `daily_limits`: units per person and day (I-17). `period_limits`: days before
an item may be charged again (I-17). `sex_limits`: the only sex an item fits (I-07).
`timed_services`: staff minutes per unit (I-08). `resaleable_drugs`: what has a black market (A-07).
`planned_cycles`: diagnoses of planned returns such as chemotherapy and dialysis (I-04).
`mild_diagnoses`: those that rarely need a bed (I-05).
(I-05). `department_limits`: the only departments that an item fits (I-14). `level_limits`: the
lowest level of a site that renders an item (I-34). `own_pay_items`: items outside the catalogue,
which persons pay themselves (I-30). `anaesthetised_operations`: operations that nobody has awake,
and `anaesthesia_items`, one of which goes with them (I-09).
(I-05). `work_up_diagnoses`: those that many tests in a bed may rightly lead to (I-06).
`diagnosis_proofs`: a diagnosis, and a test that shows it or a drug for it, one of which there
must be (I-31).
`public_holidays`: Mondays to Fridays on which nobody need work (I-11).
(I-05). `tonics`: what accounts are turned into, and its usual retail price in yuan (P-02).
"""


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
