"""What was planted where. It is for tests and for the demo's last page, never for ingest."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.city.calendar import Month
from pipelines.city.schemes import Scheme
from pipelines.city.world import World

CLAIMS = pa.schema([(name, pa.string()) for name in ("scheme_id", "mdtrt_id", "feedetl_sn")])


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


@contextmanager
def planted_claims(
    folder: Path, schemes: Sequence[Scheme]
) -> Iterator[Callable[[pl.DataFrame], None]]:
    """Write `claims.parquet` month by month: give the planted lines of each."""
    with pq.ParquetWriter(folder / "claims.parquet", CLAIMS, compression="zstd") as out:

        def write(planted: pl.DataFrame) -> None:
            rows = truth_claims(schemes, planted).to_arrow()
            out.write_table(rows.cast(CLAIMS))

        yield write


def truth_claims(schemes: Sequence[Scheme], planted: pl.DataFrame) -> pl.DataFrame:
    """The planted fee lines: `scheme_id, mdtrt_id, feedetl_sn`."""
    names = pl.Series([scheme.scheme_id for scheme in schemes], dtype=pl.String)
    return planted.select(
        scheme_id=pl.lit(names).gather(pl.col("scheme")),
        mdtrt_id="mdtrt_id",
        feedetl_sn="feedetl_sn",
    ).sort("scheme_id", "feedetl_sn")
