"""What the forms are made from: the cases of a month, the institutions, the areas."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from features.encounters import INPATIENT
from features.windows import first_day, shift
from pipelines.errors import InputError
from pipelines.store import Store

NOWHERE = "未归属"
"""The area of who is in no register."""

AREAS = (
    "area", "name", "plan", "document_no", "lead_unit", "supporting_document", "issued",
    "contact", "telephone",
)  # fmt: skip
"""Columns of the areas' own particulars, see `docs/templates/areas.csv`."""


@dataclass(frozen=True)
class Ledger:
    """What a month's forms are made from.

    Attributes:
        month: `YYYY-MM`.
        cases: the cases whose outcome became known in the month, columns of `case`, and `area`,
            `fixmedins_type`, `medinslv` of the subject.
        inst: `fixmedins_code, fixmedins_type, medinslv, area`.
        areas: the areas in order, columns as in `AREAS`.
        seen: `fixmedins_code, violation, stays, visits`: whether hits of the window show the
            violation among in-patient stays, and among out-patient visits.
        funnel: `area, records, hits, entities, listed`.
    """

    month: str
    cases: pl.DataFrame
    inst: pl.DataFrame
    areas: pl.DataFrame
    seen: pl.DataFrame
    funnel: pl.DataFrame


def cases_of(store: Store, month: str) -> pl.DataFrame:
    """The cases whose outcome became known in a month, with the area of their subject."""
    known = pl.col("confirmed_date").is_between(
        first_day(month), first_day(shift(month, 1)) - dt.timedelta(days=1)
    )
    return (
        store.lake("case")
        .filter(known)
        .with_columns(pl.col("subject_type").cast(pl.String))
        .join(_subjects(store), on=("subject_type", "subject_code"), how="left")
        .with_columns(pl.col("area").fill_null(NOWHERE))
        .sort("case_id")
        .collect()
    )


def institutions(store: Store) -> pl.DataFrame:
    """`fixmedins_code, fixmedins_type, medinslv, area`, sorted."""
    return (
        store.lake("inst")
        .select(
            "fixmedins_code",
            "fixmedins_type",
            "medinslv",
            area=pl.col("fix_blng_admdvs").fill_null(NOWHERE),
        )
        .sort("fixmedins_code")
        .collect()
    )


def _subjects(store: Store) -> pl.LazyFrame:
    """Everybody whom a case can name; a doctor of several areas belongs to the first."""
    inst = institutions(store).lazy()
    doctors = store.lake("dr").join(inst, on="fixmedins_code", how="left")
    persons = store.lake("psn").select(
        pl.lit("patient").alias("subject_type"), subject_code="psn_no", area="live_admdvs"
    )
    return pl.concat(
        [
            inst.select(
                pl.lit("institution").alias("subject_type"),
                "area",
                "fixmedins_type",
                "medinslv",
                subject_code="fixmedins_code",
            ),
            doctors.group_by(subject_code="dr_code").agg(
                pl.lit("doctor").alias("subject_type"), pl.col("area").min()
            ),
            persons,
        ],
        how="diagonal",
    )


def stays_and_visits(hits: pl.LazyFrame, mdtrt: pl.LazyFrame) -> pl.DataFrame:
    """Whether an institution's hits of a violation are stays, visits, or both.

    Returns:
        `fixmedins_code, violation, stays, visits`, sorted.
    """
    stay = pl.col("med_type").str.slice(0, 2).is_in(INPATIENT)
    return (
        hits.select("fixmedins_code", "violation", "mdtrt_id")
        .join(mdtrt.select("mdtrt_id", "med_type"), on="mdtrt_id")
        .group_by("fixmedins_code", "violation")
        .agg(stays=stay.any(), visits=(~stay).any())
        .sort("fixmedins_code", "violation")
        .collect()
    )


def areas_of(codes: Sequence[str], file: Path | None) -> pl.DataFrame:
    """The areas of the file in its order, then every other code with nothing told of it.

    Raises:
        InputError: the file is no such CSV, or names an area twice.
    """
    told = pl.DataFrame(schema=dict.fromkeys(AREAS, pl.String)) if file is None else _read(file)
    rest = sorted(set(codes) - set(told["area"]), key=lambda code: (code == NOWHERE, code))
    others = pl.DataFrame(
        {"area": rest, "name": rest}, schema={"area": pl.String, "name": pl.String}
    )
    return pl.concat([told, others], how="diagonal")


def _read(file: Path) -> pl.DataFrame:
    try:
        found = pl.read_csv(file, infer_schema=False).select(AREAS)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"{file}: cannot be read as a CSV with {', '.join(AREAS)}: {error}"
        ) from error
    if found["area"].is_duplicated().any() or found["area"].null_count():
        raise InputError(f"{file}: every line needs an area of its own")
    return found.with_columns(pl.col("name").fill_null(pl.col("area")))
