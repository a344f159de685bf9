"""Damage all exports of a city, and note every damaged row in `truth/`."""

from pathlib import Path

import numpy as np
import polars as pl

from pipelines.city.defects.forms import FORMS, rewrite
from pipelines.city.defects.kinds import DEFECTS, KEYS, damaged
from pipelines.city.dice import dice


def damage_exports(city: Path, seed: int) -> int:
    """Damage the text exports in a city's folder; the number of damaged or repeated rows.

    Every file gets one of the forms a bureau's exports come in, and a few of its rows one of the
    defects of real exports. `truth/defects.parquet` names each row, its defect, and what has to
    become of it: `read` as it was, `repeated` and so kept once, or `quarantined`.

    Equal exports and seeds give equal bytes. One file is in memory at a time.
    """
    told = [
        _damage(path, table, dice(seed, f"defects {path.name}"))
        for table in KEYS
        for path in sorted(city.glob(f"{table}_*.csv"))
    ]
    defects = pl.concat([pl.DataFrame(schema=DEFECTS), *told])
    defects.write_parquet(city / "truth" / "defects.parquet")
    return len(defects)


def _damage(path: Path, table: str, rng: np.random.Generator) -> pl.DataFrame:
    rows = pl.read_csv(path, infer_schema=False)
    broken, told = damaged(rows, table, rng)
    made = rewrite(path, broken, FORMS[int(rng.integers(len(FORMS)))])
    return told.select(file=pl.lit(made.name), key="key", kind="kind", fate="fate")
