"""Every number that a signal or a profile compares with, section by section of the file.

Nothing here is read: `pipelines` reads `config/thresholds.toml`, which gives the source of each
value, and passes the numbers in, so that no threshold lives in code. A name tells its unit.
"""

from dataclasses import dataclass

from features.feature import Base

WHOLE = ("encounters", "visits", "purchases")
"""What an entity has many of, as it has of encounters; of all else it may have few."""


@dataclass(frozen=True)
class _Stays:
    """Of in-patient stays."""

    split_admission_days: int
    readmission_days: int
    hollow_days_min: int
    hollow_share_min: float
    group_admission_min: int
    mild_group_min: int
    elderly_age: int
    short_stay_days: int
    long_stay_days: int
    checkup_share_min: float
    check_up_days_max: int
    check_up_drug_share_max: float
    booked_visit_days_max: int
    thin_stay_days_max: int
    full_care_quantile: float
    thin_stay_items_share_max: float
    adult_age: int
    quiet_end_days_min: int
    template_group_min: int
    template_overlap_min: float
    copied_items_min: int
    copied_persons_min: int
    copied_illnesses_min: int
    cut_stay_days: int
    month_end_discharge_days: int
    month_end_stays_min: int
    month_end_times_min: float
    month_end_deviations_min: float
    month_end_weekdays_share_min: float
    proof_days: int


@dataclass(frozen=True)
class _Charges:
    """Of charging, prices and working hours."""

    double_claim_min_yuan: float
    high_value_material_yuan: float
    doctor_minutes_per_day: int
    shift_minutes_per_day: int
    therapy_circle_persons_min: int
    therapy_circle_share_min: float
    therapy_circle_days_apart: int
    bed_days_beside_nights: int
    like_price_sites_min: int
    dear_price_share_min: float


@dataclass(frozen=True)
class _Indications:
    """Of what like cases get elsewhere (I-18, I-20, I-21, D-11, D-12)."""

    like_cases_min: int
    unusual_share_max: float
    habit_share_min: float
    habit_illnesses_min: int
    habit_house_illnesses_min: int
    habit_items_min: int
    usual_share_min: float
    bundle_items_min: int
    bundle_stays_min: int
    bundle_share_max: float
    pair_item_share_max: float
    pair_lift_min: float
    repeated_days_min: int
    repeated_part_min: float
    repeated_tests_min: int
    repeated_share_max: float
    habit_doctors_min: int


@dataclass(frozen=True)
class _Drugs:
    """Of drugs."""

    supply_overlap_days: int
    long_prescription_days: int
    hoard_days: int
    ward_supply_days: int
    series_persons_min: int
    series_gap_seconds: int
    series_supply_days_min: int
    unnumbered_share_usual: float
    unnumbered_deviations_min: float
    unnumbered_lines_min: int
    desk_account_min_yuan: float
    desk_ownpay_min_yuan: float


@dataclass(frozen=True)
class _Cards:
    """Of cards and accounts at a till."""

    burst_persons_min: int
    burst_gap_seconds: int
    row_persons_min: int
    row_gap_seconds: int
    same_sum_persons_min: int
    till_opens_hour: int
    account_left_max_yuan: float
    account_spent_min_yuan: float
    round_sum_yuan: float
    account_share_min: float


@dataclass(frozen=True)
class _Tills:
    """Of what a pharmacy sells and tells."""

    price_tolerance: float
    tonic_price_share_min: float
    tonic_packs_min: int
    barter_difference_max: float
    invoice_holders_max: int
    stock_gap_share_of_any_line: float
    pharmacy_gap_share_min: float


@dataclass(frozen=True)
class _Persons:
    """Of persons who cannot have been there, or come too often."""

    wrong_register_days_min: int
    wrong_sex_persons_per_day: float
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


@dataclass(frozen=True)
class _Records:
    """Of uploads, stock and strangers."""

    upload_late_days: int
    upload_late_min: int
    upload_late_share_min: float
    upload_slow_days: int
    header_gap_min_yuan: float
    cancelled_min: int
    cancelled_share_min: float
    stranger_share_min: float
    pile_visits_min: int
    pile_gap_seconds: int
    pile_share_min: float
    off_duty_strangers_min: int
    unnamed_share_min: float
    stock_gap_min: float
    stock_gap_share_min: float


@dataclass(frozen=True)
class _Offices:
    """Of clerks, employers and enrolments."""

    early_care_days: int
    trial_days: int
    trainee_age_max: int
    newcomers_min: int
    newcomers_low_share_min: float
    colleagues_min: int
    lowest_base_yuan: float
    declared_base_share_max: float
    contribution_share: float
    review_seconds_min: int
    review_ratio_max: float
    review_claims_min: int
    payout_days_max: int
    own_pay_share_max: float
    template_persons_min: int


@dataclass(frozen=True)
class _Calendar:
    """Of hours and days."""

    night_from_hour: int
    night_to_hour: int
    month_end_from_day: int


@dataclass(frozen=True)
class _Networks:
    """Of networks and rings."""

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


@dataclass(frozen=True)
class _Dossiers:
    """Of what the pictures of a dossier show."""

    change_shift_min: float
    map_persons_min: int


@dataclass(frozen=True)
class _Peers:
    """Of peer groups, and of how much a number of encounters says."""

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
    reliability_of_parts: int
    min_encounters_department: int
    min_encounters_clerk: int
    min_encounters_employer: int


@dataclass(frozen=True)
class Thresholds(
    _Stays,
    _Charges,
    _Indications,
    _Drugs,
    _Cards,
    _Tills,
    _Persons,
    _Records,
    _Offices,
    _Calendar,
    _Networks,
    _Dossiers,
    _Peers,
):
    """All of them together; a workspace may set its own (`feijian.toml`)."""

    def reliability(self, level: str, base: Base) -> int:
        """Of how many of what a number rests on a deviation of an entity of `level` counts half."""
        if base not in WHOLE:
            return self.reliability_of_parts
        value: int = getattr(self, f"reliability_{level}")
        return value

    def min_encounters(self, level: str) -> int:
        """The fewest encounters in the window for an entity of `level` to be scored."""
        value: int = getattr(self, f"min_encounters_{level}")
        return value
