"""Who made a list, and when: the mark on its pages and sheets (decision 021).

The only clock of the wing. A mark is a value of the inputs like any other: it is pinned in the
manifest, and whoever hands in the same one gets the same bytes.
"""

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines import audit

PRODUCED = "produced"
"""Where a manifest holds the mark."""

BY, EPOCH = "FEIJIAN_BY", "SOURCE_DATE_EPOCH"
"""Names of the environment: who makes it, and when, in seconds since 1970, for a repeated build."""


@dataclass(frozen=True)
class Mark:
    """Who made something (`by`) and when, to the minute, with the offset of the zone (`at`)."""

    by: str
    at: str

    @property
    def plain(self) -> dict[str, str]:
        """As a manifest holds it."""
        return asdict(self)


def mark(by: str | None = None) -> Mark:
    """The mark of what is made now: by whom it is said, else the user of the machine."""
    epoch = os.environ.get(EPOCH)
    now = dt.datetime.now(dt.UTC).astimezone()
    moment = now if epoch is None else dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    who = by or os.environ.get(BY) or audit.who()
    return Mark(who, moment.isoformat(sep=" ", timespec="minutes"))


def first_mark(manifest_file: Path, manifest: Mapping[str, Any], now: Mark) -> Mark:
    """The mark of the list that is there, when the same person makes it anew from the same."""
    try:
        held = json.loads(manifest_file.read_text(encoding="utf-8"))
        before = Mark(**held.pop(PRODUCED))
        held.pop("files")
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return now
    same = held == json.loads(json.dumps(manifest, default=str))
    return before if same and before.by == now.by else now
