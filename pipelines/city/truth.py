"""What was planted where. It is for tests, teaching and `--explain`, never for ingest."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.city.calendar import Month
from pipelines.city.schemes import Scheme
from pipelines.city.world import World

ACTOR, MEMBER = "actor", "member"
CLAIMS = pa.schema([(name, pa.string()) for name in ("scheme_id", "mdtrt_id", "feedetl_sn")])
EDITED = pa.schema(
    [(name, pa.string()) for name in ("scheme_id", "mdtrt_id", "field", "honest", "exported")]
)


def truth_schemes(
    world: World, calendar: Sequence[Month], schemes: Sequence[Scheme]
) -> pl.DataFrame:
    """One row per scheme or look-alike and somebody in it, with the months it ran.

    `role` is `actor` or, in a ring, `member`; `plot` the kind of scheme; `intensity` 2 blatant,
    1 plain, near 0 barely there; `case` the worked case of the catalogue.
    """
    return pl.DataFrame(
        [
            {
                "scheme_id": scheme.scheme_id,
                "violation": scheme.violation,
                "level": level,
                "entity_id": entity_code(world, scheme, level, place),
                "month_from": calendar[scheme.first].name,
                "month_to": calendar[scheme.last].name,
                "innocent": scheme.innocent,
                "role": role,
                "plot": scheme.name,
                "intensity": scheme.intensity,
                "case": scheme.case,
            }
            for scheme in schemes
            for role, level, place in everybody(scheme)
        ],
        schema=SCHEMES,
    )


SCHEMES: dict[str, type[pl.DataType]] = {
    "scheme_id": pl.String,
    "violation": pl.String,
    "level": pl.String,
    "entity_id": pl.String,
    "month_from": pl.String,
    "month_to": pl.String,
    "innocent": pl.Boolean,
    "role": pl.String,
    "plot": pl.String,
    "intensity": pl.Float64,
    "case": pl.String,
}
"""The columns of `truth/schemes.csv`."""


def everybody(scheme: Scheme) -> list[tuple[str, str, int]]:
    """Everybody in a scheme: role, level and place."""
    return [
        (ACTOR, scheme.level, scheme.actor),
        *((MEMBER, level, place) for level, place in scheme.members),
    ]


def entity_code(world: World, scheme: Scheme, level: str, place: int) -> str:
    """What the exports call somebody; a ring is called by its scheme."""
    codes = world.codes.get(level)
    return scheme.scheme_id if codes is None else str(codes[place])


@contextmanager
def truth_of_months(
    folder: Path, schemes: Sequence[Scheme]
) -> Iterator[Callable[[pl.DataFrame, pl.DataFrame], None]]:
    """Write `claims.parquet` and `edits.parquet` month by month.

    Give the planted lines and the edits of each month.
    """
    with (
        pq.ParquetWriter(folder / "claims.parquet", CLAIMS, compression="zstd") as claims,
        pq.ParquetWriter(folder / "edits.parquet", EDITED, compression="zstd") as edited,
    ):

        def write(planted: pl.DataFrame, edits: pl.DataFrame) -> None:
            for out, rows, schema in ((claims, planted, CLAIMS), (edited, edits, EDITED)):
                out.write_table(named(schemes, rows, schema.names).to_arrow().cast(schema))

        yield write


def named(schemes: Sequence[Scheme], rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Rows with the identifier of their scheme instead of its number, in order."""
    names = pl.Series([scheme.scheme_id for scheme in schemes], dtype=pl.String)
    told = rows.with_columns(scheme_id=pl.lit(names).gather(pl.col("scheme")))
    return told.select(columns).sort(columns)
