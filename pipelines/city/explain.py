"""What one scheme planted, and how its actor would look without it."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.city.claims import IN_PATIENT
from pipelines.city.schemes import PLOT
from pipelines.errors import InputError

EXAMPLES = 3
"""Encounters shown line by line."""

CHARGES = {
    "drugs": ("09", "10", "11"),
    "tests": ("03", "04"),
    "treatment": ("05",),
    "operations": ("06",),
    "materials": ("08",),
    "bed_and_care": ("01", "02", "07"),
}
"""Groups of charge types (`med_chrgitm_type`) whose share of the money is told."""

OPEN, CLOSED = 8, 18
"""Office hours."""


@dataclass(frozen=True)
class Explained:
    """A scheme in the open.

    `scheme` has one row per somebody in it (as `truth/schemes.csv`); `told` says in words what is
    done; `by_month` holds `month, encounters, lines, yuan` of what was planted; `life` one row
    per measure with `measure, exported, honest`: all claims of the actor from the first month of
    the scheme to its last, and those that are left without the planted ones; `examples` the lines
    of some planted encounters, each with `planted`; `edits` what was changed in ordinary
    visits: `mdtrt_id, field, honest, exported`.
    """

    scheme: pl.DataFrame
    told: str
    by_month: pl.DataFrame
    life: pl.DataFrame
    examples: pl.DataFrame
    edits: pl.DataFrame


def explain(city: Path, scheme_id: str) -> Explained:
    """Explain one scheme of a simulated city.

    Args:
        city: the folder that `simulate` wrote.
        scheme_id: as in `truth/schemes.csv`.

    Raises:
        InputError: when the folder holds no city, or the city no such scheme.
    """
    scheme = _scheme(city, scheme_id)
    truth = pl.scan_parquet(city / "truth" / "claims.parquet")
    planted = truth.filter(pl.col("scheme_id") == scheme_id).collect()
    edited = pl.scan_parquet(city / "truth" / "edits.parquet")
    edits = edited.filter(pl.col("scheme_id") == scheme_id).collect()
    encounters = _encounters(city, scheme, planted)
    lines = _lines(city, encounters).with_columns(
        planted=pl.col("BKKP_SN").is_in(planted["feedetl_sn"].implode())
    )
    return Explained(
        scheme=scheme,
        told=(PLOT[scheme["plot"][0]].act.__doc__ or "").strip(),
        by_month=_by_month(lines.filter("planted")),
        life=_life(encounters, lines),
        examples=_examples(lines),
        edits=edits.drop("scheme_id"),
    )


def _scheme(city: Path, scheme_id: str) -> pl.DataFrame:
    path = city / "truth" / "schemes.csv"
    if not path.exists():
        raise InputError(f"{city} holds no simulated city; write one with: feijian simulate {city}")
    schemes = pl.read_csv(path, schema_overrides={"entity_id": pl.String, "case": pl.String})
    found = schemes.filter(pl.col("scheme_id") == scheme_id)
    if found.is_empty():
        some = ", ".join(schemes["scheme_id"].unique(maintain_order=True).head(3))
        raise InputError(
            f"{scheme_id!r} is no scheme of this city; truth/schemes.csv lists them: {some} ..."
        )
    return found


def _encounters(city: Path, scheme: pl.DataFrame, planted: pl.DataFrame) -> pl.DataFrame:
    """The encounters of everybody in the scheme in its months, and those it planted."""
    rows = pl.scan_csv(city / "mdtrt_d_*.csv", infer_schema=False)
    codes = {
        level: pl.lit(scheme.filter(pl.col("level") == level)["entity_id"].implode())
        for level in ("institution", "doctor", "patient")
    }
    theirs = (
        pl.col("MEDINS_CODE").is_in(codes["institution"])
        | pl.col("ATDDR_NO").is_in(codes["doctor"])
        | pl.col("PSN_NO").is_in(codes["patient"])
    )
    month = pl.col("BEGNDATE").str.slice(0, 7)
    running = month.is_between(pl.lit(scheme["month_from"][0]), pl.lit(scheme["month_to"][0]))
    handled = _handled(city, scheme)
    ids = pl.lit(pl.concat([planted["mdtrt_id"], handled]).unique().implode())
    return (
        rows.filter((theirs & running) | pl.col("MDTRT_ID").is_in(ids))
        .select("MDTRT_ID", "PSN_NO", "MEDINS_CODE", "MED_TYPE", "BEGNDATE", "ENDDATE")
        .with_columns(pl.col("BEGNDATE", "ENDDATE").str.to_datetime("%Y-%m-%d %H:%M:%S"))
        .collect(engine="streaming")
    )


def _handled(city: Path, scheme: pl.DataFrame) -> pl.Series:
    """The encounters that clerks in the scheme settled, checked or paid in its months."""
    clerks = scheme.filter(pl.col("level") == "agency")["entity_id"]
    if clerks.is_empty():
        return pl.Series(dtype=pl.String)
    month = pl.col("SETL_TIME").str.slice(0, 6)
    first, last = (scheme[end][0].replace("-", "") for end in ("month_from", "month_to"))
    by_them = pl.any_horizontal(
        pl.col("OPTER_ID", "RCHKER_ID", "DFR_OPTER_ID").is_in(clerks.implode())
    )
    rows = pl.scan_csv(city / "setl_d_*.csv", infer_schema=False)
    found = rows.filter(by_them, month.is_between(pl.lit(first), pl.lit(last)))
    return found.select("MDTRT_ID").collect(engine="streaming")["MDTRT_ID"]


def _lines(city: Path, encounters: pl.DataFrame) -> pl.DataFrame:
    ids = pl.lit(encounters["MDTRT_ID"].implode())
    return (
        pl.scan_parquet(city / "fee_list_d_*.parquet")
        .filter(pl.col("MDTRT_ID").is_in(ids))
        .select(
            "BKKP_SN", "MDTRT_ID", "FEE_OCUR_TIME", "HILIST_NAME", "MED_CHRGITM_TYPE", "CNT",
            yuan=pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64),
        )
        .collect(engine="streaming")
        .sort("FEE_OCUR_TIME", "BKKP_SN")
    )  # fmt: skip


def _by_month(planted: pl.DataFrame) -> pl.DataFrame:
    month = pl.col("FEE_OCUR_TIME").dt.strftime("%Y-%m").alias("month")
    return (
        planted.group_by(month)
        .agg(
            encounters=pl.col("MDTRT_ID").n_unique(),
            lines=pl.len(),
            yuan=pl.col("yuan").sum().round(2),
        )
        .sort("month")
    )


def _life(encounters: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Every measure of the actor's claims, with and without what was planted."""
    honest = lines.filter(~pl.col("planted"))
    left = encounters.filter(pl.col("MDTRT_ID").is_in(honest["MDTRT_ID"].implode()))
    exported, without = _measures(encounters, lines), _measures(left, honest)
    return pl.DataFrame(
        {
            "measure": list(exported),
            "exported": list(exported.values()),
            "honest": list(without.values()),
        },
        schema_overrides={"exported": pl.Float64, "honest": pl.Float64},
    )


def _measures(encounters: pl.DataFrame, lines: pl.DataFrame) -> dict[str, float]:
    stays = encounters.filter(pl.col("MED_TYPE").is_in([str(code) for code in IN_PATIENT]))
    days = (stays["ENDDATE"].dt.date() - stays["BEGNDATE"].dt.date()).dt.total_days()
    hour = encounters["BEGNDATE"].dt.hour()
    money, number = float(lines["yuan"].sum()), max(1, len(encounters))
    whole = money or 1.0
    measures = {
        "encounters": float(len(encounters)),
        "persons": float(encounters["PSN_NO"].n_unique()),
        "stays": float(len(stays)),
        "days_per_stay": float(days.mean() or 0),  # type: ignore[arg-type]
        "yuan": money,
        "yuan_per_encounter": money / number,
        "lines_per_encounter": len(lines) / number,
        "outside_office_hours": float((~hour.is_between(OPEN, CLOSED - 1)).sum()) / number,
    }
    of_type = dict(lines.group_by("MED_CHRGITM_TYPE").agg(pl.col("yuan").sum()).iter_rows())
    shares = {
        f"share_of_{name}": sum(of_type.get(code, 0.0) for code in codes) / whole
        for name, codes in CHARGES.items()
    }
    return {name: round(value, 4) for name, value in (measures | shares).items()}


def _examples(lines: pl.DataFrame) -> pl.DataFrame:
    """All lines of the first planted encounters, the planted ones marked."""
    first = lines.filter("planted")["MDTRT_ID"].unique(maintain_order=True).head(EXAMPLES)
    return (
        lines.filter(pl.col("MDTRT_ID").is_in(first.implode()))
        .sort("MDTRT_ID", maintain_order=True)
        .select("MDTRT_ID", "FEE_OCUR_TIME", "HILIST_NAME", "CNT", "yuan", "planted")
    )
