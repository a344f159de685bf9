"""What a bureau decides and the signals are handed: thresholds and reference lists.

Nothing here is read from a file: `pipelines` reads `config/thresholds.toml` and
`config/reference/*.csv` and passes the values in, so that no threshold lives in code.
"""

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

LISTS: dict[str, dict[str, pl.DataType]] = {
    "packages": {"package_codg": pl.String(), "component_codg": pl.String()},
    "daily_limits": _CODE | {"max_cnt": pl.Float64()},
    "sex_limits": _CODE | {"gend": pl.String()},
    "timed_services": _CODE | {"minutes": pl.Float64()},
    "resaleable_drugs": _CODE,
    "planned_cycles": {"diag_prefix": pl.String()},
    "mild_diagnoses": {"diag_prefix": pl.String()},
    "age_limits": _CODE | {"min_age": pl.Float64(), "max_age": pl.Float64()},
    "birth_diagnoses": {"diag_prefix": pl.String()},
    "grave_diagnoses": {"diag_prefix": pl.String()},
}
"""The lists of `config/reference/`: name of the file -> its columns beside name, dates and source.

`packages`: a package and the items it contains (I-15). `daily_limits`: units per person and day
(I-17). `sex_limits`: the only sex an item fits (I-07). `timed_services`: staff minutes per unit
(I-08). `resaleable_drugs`: what has a black market (A-07). `planned_cycles`: diagnoses of planned
returns such as chemotherapy and dialysis (I-04). `mild_diagnoses`: those that rarely need a bed
(I-05). `age_limits`: the first and the last year of life an item fits (I-28). `birth_diagnoses`:
those of a delivery, after which a child is treated on its mother's card (I-28).
`grave_diagnoses`: those whose out-patient care is rightly dear (A-12).
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


def starts_with_any(column: str, prefixes: tuple[str, ...]) -> pl.Expr:
    """Whether a text column starts with one of the prefixes; null counts as no."""
    return pl.any_horizontal(
        pl.lit(value=False), *(pl.col(column).str.starts_with(prefix) for prefix in prefixes)
    ).fill_null(value=False)
