"""What was planted where. It is for tests and for the demo's last page, never for ingest."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.city.arrays import Texts
from pipelines.city.calendar import Month
from pipelines.city.schemes import Scheme
from pipelines.city.world import World


def write_truth(
    folder: Path,
    world: World,
    calendar: Sequence[Month],
    schemes: Sequence[Scheme],
    planted: Sequence[pl.DataFrame],
) -> None:
    """Write `schemes.csv` and `claims.parquet` into a folder that ingest does not look into."""
    folder.mkdir()
    truth_schemes(world, calendar, schemes).write_csv(folder / "schemes.csv")
    truth_claims(schemes, planted).write_parquet(folder / "claims.parquet")


def truth_schemes(
    world: World, calendar: Sequence[Month], schemes: Sequence[Scheme]
) -> pl.DataFrame:
    """One row per scheme and look-alike, with the months it ran."""
    codes = {
        "institution": world.institutions.code,
        "doctor": world.doctors.code,
        "patient": world.people.psn_no,
    }
    return pl.DataFrame(
        [
            {
                "scheme_id": scheme.scheme_id,
                "violation": scheme.violation,
                "level": scheme.level,
                "entity_id": str(codes[scheme.level][scheme.actor])
                if scheme.level in codes
                else "",
                "month_from": calendar[scheme.first].name,
                "month_to": calendar[scheme.last].name,
                "innocent": scheme.innocent,
            }
            for scheme in schemes
        ]
    )


def truth_claims(schemes: Sequence[Scheme], planted: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The planted fee lines: `scheme_id, mdtrt_id, feedetl_sn`."""
    names = pl.Series([scheme.scheme_id for scheme in schemes])
    lines = pl.concat(planted)
    return lines.select(
        scheme_id=pl.lit(names).gather(pl.col("scheme")),
        mdtrt_id="mdtrt_id",
        feedetl_sn="feedetl_sn",
    ).sort("scheme_id", "feedetl_sn")


def _entity(codes: dict[str, Texts], scheme: Scheme) -> str:
    """The code of the actor; a ring, a clerk or an employer has none here."""
    return str(codes[scheme.level][scheme.actor]) if scheme.level in codes else ""
