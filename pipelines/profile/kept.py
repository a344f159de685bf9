"""What is kept of a profile, under which names, and what it looks at."""

import json

import polars as pl

from pipelines.errors import InputError
from pipelines.store import Store

ENCOUNTERS, HITS, DOCTOR_DAYS = "encounters", "hits", "doctor_days"
STAMP, UNAVAILABLE, PEERS = "stamp.json", "unavailable.json", "peers.parquet"
ALERTS = "alerts.parquet"


BEHIND = ("diag", "oprn", "order", "inv")
WHO = ("inst", "dr", "psn", "case", "tip")
REGISTERS = ("psn", "inst", "dr", "enrol", "ext")
"""Tables that signals look at beside the claims: of the months they see, and whole."""


def read_unavailable(store: Store, level: str, month: str) -> dict[str, list[str]]:
    """Features that the data of a month could not give, with what is missing."""
    path = store.partition(f"profiles/{level}", month, UNAVAILABLE)
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def read_alerts(store: Store, level: str, month: str) -> pl.DataFrame:
    """The alerts of a level (`features.alerts.ALERT`), as its profile was made.

    Raises:
        InputError: when the month was not profiled.
    """
    path = store.partition(f"profiles/{level}", month, ALERTS)
    if not path.exists():
        raise InputError(f"{month} is not profiled; run `feijian profile --month {month}` first")
    return pl.read_parquet(path, glob=False)
