"""Which rows of other months the encounters of a month rest on.

What is settled in a month may have begun earlier, so its encounters, diagnoses and operations can
lie in any month before. A month is made again when these very rows change, not whenever their
files do: late claims rebuild the months they touch and no other.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.manifest import file_hash, write_json
from pipelines.store import Store

TABLES = ("mdtrt", "diag", "oprn")
SEEN = "relevant.json"
"""What was found before, beside the encounters; rows are read again only in files that changed."""


class Relevant:
    """Asks a store which rows matter to which month, for as many months as a run works on.

    Of every file the encounters and rows are kept as two numbers each, so a file is read once
    however many months ask: 16 bytes for a row of `mdtrt`, `diag` and `oprn`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[tuple[Path, str], pl.DataFrame] = {}

    def of(self, month: str) -> dict[str, dict[str, str]]:
        """Table -> month -> one hash for its rows of encounters settled in `month`.

        Months up to `month` that hold such rows; the encounters of `month` rest on no other.

        Cost: nothing but hashes of files when nothing changed; otherwise one scan of the files
        that did, whatever the number of months.
        """
        path = self._store.partition("encounters", month, SEEN)
        settled = self._store.partition("lake/setl", month)
        if not settled.exists():
            return {table: {} for table in TABLES}
        seen = _seen(path, file_hash(settled))
        found = {"setl": seen["setl"]} | {
            table: self._digests(table, month, settled, seen.get(table, {})) for table in TABLES
        }
        if found != seen:
            write_json(path, found)
        return {
            table: {each: digest for each, (_, digest) in found[table].items() if digest}
            for table in TABLES
        }

    def _digests(
        self, table: str, month: str, settled: Path, seen: Mapping[str, list[str]]
    ) -> dict[str, list[str]]:
        """Month -> the hash of its file, and of the rows that matter; empty where none does."""
        digests = {}
        for each in self._store.months(f"lake/{table}"):
            if each > month:
                continue
            part = self._store.partition(f"lake/{table}", each)
            same = seen.get(each, [""])[0] == file_hash(part)
            digests[each] = seen[each] if same else [file_hash(part), self._digest(part, settled)]
        return digests

    def _digest(self, part: Path, settled: Path) -> str:
        found = self._rows(part).join(self._visits(settled), on="visit", how="semi")
        if found.is_empty():
            return ""
        columns = "\n".join(f"{n} {dtype}" for n, dtype in pl.read_parquet_schema(part).items())
        hashes = found.get_column("row").sort().to_numpy().tobytes()
        return hashlib.sha256(columns.encode() + hashes).hexdigest()

    def _rows(self, part: Path) -> pl.DataFrame:
        """Of each row of a file the number of its encounter, and one for all that it says."""
        key = part, file_hash(part)
        if key not in self._read:
            rows = pl.read_parquet(part, glob=False)
            self._read[key] = pl.DataFrame(
                {"visit": rows.get_column("mdtrt_id").hash(), "row": rows.hash_rows(seed=0)}
            )
        return self._read[key]

    def _visits(self, settled: Path) -> pl.DataFrame:
        key = settled, file_hash(settled)
        if key not in self._read:
            visits = pl.scan_parquet(settled, glob=False).select(visit=pl.col("mdtrt_id").hash())
            self._read[key] = visits.unique().collect()
        return self._read[key]


def _seen(path: Path, setl: str) -> dict[str, Any]:
    """What was found for these settlements; of others nothing is known."""
    if path.exists():
        seen: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if seen["setl"] == setl:
            return seen
    return {"setl": setl}
