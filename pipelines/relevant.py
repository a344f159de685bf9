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


def relevant(store: Store, month: str) -> dict[str, dict[str, str]]:
    """Table -> month -> one hash for its rows of encounters settled in `month`.

    Months up to `month` that hold such rows; the encounters of `month` rest on no other.

    Cost: nothing but hashes of files when nothing changed; otherwise a scan of the keys of the
    files that did.
    """
    path = store.partition("encounters", month, SEEN)
    settled = store.partition("lake/setl", month)
    seen = _seen(path, file_hash(settled))
    found = {"setl": seen["setl"]} | {
        table: _digests(store, table, month, settled, seen.get(table, {})) for table in TABLES
    }
    if found != seen:
        write_json(path, found)
    return {
        table: {each: digest for each, (_, digest) in found[table].items() if digest}
        for table in TABLES
    }


def _seen(path: Path, setl: str) -> dict[str, Any]:
    """What was found for these settlements; of others nothing is known."""
    if path.exists():
        seen: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if seen["setl"] == setl:
            return seen
    return {"setl": setl}


def _digests(
    store: Store, table: str, month: str, settled: Path, seen: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Month -> the hash of its file, and of the rows that matter; empty where none does."""
    digests = {}
    for each in store.months(f"lake/{table}"):
        if each > month:
            continue
        part = store.partition(f"lake/{table}", each)
        same = seen.get(each, [""])[0] == file_hash(part)
        digests[each] = seen[each] if same else [file_hash(part), _digest(part, settled)]
    return digests


def _digest(part: Path, settled: Path) -> str:
    visits = pl.scan_parquet(settled, glob=False).select("mdtrt_id").unique()
    rows = pl.scan_parquet(part, glob=False)
    if rows.select("mdtrt_id").join(visits, on="mdtrt_id", how="semi").collect().is_empty():
        return ""
    found = rows.join(visits, on="mdtrt_id", how="semi").collect()
    columns = "\n".join(f"{name} {dtype}" for name, dtype in found.schema.items())
    hashes = found.hash_rows(seed=0).sort().to_numpy().tobytes()
    return hashlib.sha256(columns.encode() + hashes).hexdigest()
