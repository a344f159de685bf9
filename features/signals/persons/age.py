"""Items that fit only another age."""

import polars as pl

from features.reference import starts_with_any
from features.signals.claims import Claims
from features.signals.persons.presence import LINE, seen_by_a_doctor
from features.signals.signal import Signal

_DAYS_OF_A_YEAR = 365.25


def _wrong_age(claims: Claims) -> pl.LazyFrame:
    """Not at pharmacies, where a family may buy with one account."""
    limits = claims.reference["age_limits"]
    persons = claims.psn.filter(pl.col("brdy").is_not_null()).select("psn_no", "brdy")
    age = ((pl.col("day") - pl.col("brdy")).dt.total_days() / _DAYS_OF_A_YEAR).floor()
    unfit = (
        claims.lines.join(limits, on="med_list_codg")
        .join(persons, on="psn_no")
        .filter((age < pl.col("min_age")) | (age > pl.col("max_age")))
    )
    lines = seen_by_a_doctor(claims, unfit)
    treated = _of_their_newborn(claims, lines.filter(age > pl.col("max_age")))
    return lines.join(treated, on="feedetl_sn", how="anti").select(*LINE, amount_fen="at_issue")


def _of_their_newborn(claims: Claims, lines: pl.LazyFrame) -> pl.LazyFrame:
    """Lines on the cards of women who gave birth: a child is treated on its mother's card."""
    births = claims.encounters.filter(
        starts_with_any("diag", claims.reference.codes("birth_diagnoses"))
    ).select("psn_no")
    return lines.join(births, on="psn_no", how="semi").select("feedetl_sn")


SIGNALS = (
    Signal(
        name="wrong_age",
        violation="I-28",
        also=("I-07", "D-01", "A-01"),
        zh="项目与年龄不符",
        en="items that do not fit the age",
        rule="限年龄项目用于该年龄以外的参保人（药店购药、产后新生儿用母亲凭证除外）",
        rule_en=(
            "an item for some ages charged to a person of another, pharmacies and newborns on"
            " their mothers' cards aside"
        ),
        levels=("institution", "doctor", "patient"),
        needs=("fee", "psn.brdy"),
        key="psn_no",
        find=_wrong_age,
        national=(7, 19, 29, 65, 80),
        lists=("age_limits", "birth_diagnoses"),
    ),
)
