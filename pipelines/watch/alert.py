"""One thing that somebody should look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "missing_table",
    "cut_short",
    "volume",
    "silent",
    "lost_features",
    "shift",
    "score_shift",
    "reason_shift",
    "more_shifts",
    "peers_shrank",
    "calibration",
]
"""What an alert is about; `wording.toml` has a line for each, and what to do."""


@dataclass(frozen=True)
class WatchAlert:
    """An alert of a month.

    Attributes:
        kind: what it is about.
        subject: the table, feature, or peer group; empty where the kind says all.
        level: of whom; None for tables.
        areas: where, when it is not everywhere.
        numbers: what its line tells.
    """

    kind: Kind
    subject: str = ""
    level: str | None = None
    areas: tuple[str, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """JSON values."""
        return {**vars(self), "areas": list(self.areas), "numbers": dict(self.numbers)}
