"""What a bureau lists and the signals are handed: packages, limits, indications and the like.

Nothing here is read from a file: `pipelines` reads `config/reference/*.csv` and passes the lines
valid in the month in, so that a bureau's own lists take the place of those shipped.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from features.keys import numbered

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
    "imaging_items": ReferenceList(
        _CODE | {"modality": pl.String()},
        "an imaging examination and how the picture is made: ct, mri, xray, ultrasound, nuclear",
        ("I-20",),
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

    def numbered(self) -> "Reference":
        """The same lists with keys as numbers (`features.keys`), to be joined with lines."""
        return Reference({name: numbered(of.lazy()).collect() for name, of in self.lists.items()})

    def codes(self, name: str) -> tuple[str, ...]:
        """The first column of a list: codes, or prefixes of codes."""
        return tuple(self.lists[name].to_series(0))

    def where(self, name: str, column: str, value: str) -> tuple[str, ...]:
        """The first column of those lines of a list whose `column` is `value`."""
        return tuple(self.lists[name].filter(pl.col(column) == value).to_series(0))

    def days(self, name: str) -> tuple[dt.date, ...]:
        """The first column of a list of days."""
        return tuple(self.lists[name].to_series(0))


def starts_with_any(column: str, prefixes: tuple[str, ...]) -> pl.Expr:
    """Whether a text column starts with one of the prefixes; null counts as no."""
    return pl.any_horizontal(
        pl.lit(value=False), *(pl.col(column).str.starts_with(prefix) for prefix in prefixes)
    ).fill_null(value=False)


def holds_any(column: str, codes: Iterable[str]) -> pl.Expr:
    """Whether one of the codes stands in a text of codes joined by blanks; null stays null."""
    sought = pl.Series([f" {code} " for code in codes], dtype=pl.String)
    return (" " + pl.col(column) + " ").str.contains_any(pl.lit(sought).implode())
