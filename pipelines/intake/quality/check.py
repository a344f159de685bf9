"""What the checks between tables count, and what each of them needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.intake.quality.lake import Lake

NEEDS: Mapping[str, tuple[str, ...]] = {
    "header_differs": ("setl", "fee.setl_id"),
    "without_lines": ("setl", "fee.setl_id"),
    "unsettled_line": ("fee.setl_id",),
    "unknown_settlement": ("fee.setl_id", "setl"),
    "unknown_encounter": ("setl", "mdtrt"),
    "unknown_person": ("setl", "psn"),
    "unknown_institution": ("setl", "inst"),
    "absurd_age": ("mdtrt", "psn.brdy"),
    "duplicate_settlement": ("setl",),
    "duplicate_line": ("fee",),
}
"""Check -> the tables and columns without which it is not made; the order of the report."""

CHECKED = {name: needs[0].partition(".")[0] for name, needs in NEEDS.items()}
"""Check -> the table whose rows it looks at."""


@dataclass(frozen=True)
class Check:
    """What one check found in one month.

    Attributes:
        name: a key of `NEEDS`.
        month: the month of the rows looked at.
        rows: rows that fail.
        of: rows looked at.
        fen: the amount of the failing rows; of `header_differs` the sum of the differences,
            each counted as positive. None where there is none.
    """

    name: str
    month: str
    rows: int
    of: int
    fen: int | None = None

    @property
    def share(self) -> float:
        """The share of failing rows."""
        return self.rows / self.of if self.of else 0.0


def missing(lake: Lake) -> dict[str, tuple[str, ...]]:
    """Check -> what the lake lacks for it, for the checks that cannot be made."""
    absent = {
        name: tuple(need for need in needs if not _there(lake, need))
        for name, needs in NEEDS.items()
    }
    return {name: needs for name, needs in absent.items() if needs}


def _there(lake: Lake, need: str) -> bool:
    table, _, column = need.partition(".")
    return lake.supplies(table, column) if column else bool(lake.months(table))
