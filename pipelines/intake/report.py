"""The account of an ingest: read = kept + quarantined, for every table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class TableReport:
    """What became of the rows for one table of the contract.

    Attributes:
        source_rows: rows of the sources; an unpivoted row is one of them.
        read: rows for the contract, after unpivoting.
        new: rows whose key was unknown and that are now in the lake.
        replaced: rows that are now in the lake in place of an older version.
        repeated: rows equal to one that was had already, or that came more than once.
        superseded: older versions of rows that the lake has; put aside, not lost.
        quarantined: rows that cannot be used.
        withdrawn: rows that left the lake because another content came with the same time.
        months: the partitions of the lake that changed.
        columns: the columns of the contract that were supplied.
        new_by_month: month -> new rows.
        quarantined_by_month: month -> reason -> rows.
    """

    source_rows: int = 0
    read: int = 0
    new: int = 0
    replaced: int = 0
    repeated: int = 0
    superseded: int = 0
    quarantined: int = 0
    withdrawn: int = 0
    months: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    new_by_month: Mapping[str, int] = field(default_factory=dict)
    quarantined_by_month: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """Rows that the workspace has now, in the lake or as an older version put aside."""
        return self.new + self.replaced + self.repeated + self.superseded

    @property
    def reasons(self) -> dict[str, int]:
        """How many quarantined rows have each reason; a row can have several."""
        return dict(
            sorted(sum(map(Counter, self.quarantined_by_month.values()), Counter()).items())
        )

    @property
    def quarantined_share(self) -> float:
        """The share of the rows read that is in quarantine."""
        return self.quarantined / self.read if self.read else 0.0

    def refuse(self, reasons: Iterable[tuple[str, list[str]]]) -> None:
        """Count quarantined rows, each given by its month and its reasons."""
        for month, several in reasons:
            self.quarantined += 1
            counts = self.quarantined_by_month.setdefault(month, {})
            for reason in several:
                counts[reason] = counts.get(reason, 0) + 1


@dataclass(frozen=True)
class IngestReport:
    """The account of one ingest.

    Attributes:
        mapping: the name of the mapping.
        sources: what was read, in order: files, members, sheets, tables.
        tables: the account of every table that had a source.
        absent: a line for every optional pattern that matched nothing.
        folder: where `ingest.html` and `ingest.json` tell the quality of what came.
    """

    mapping: str
    sources: tuple[str, ...]
    tables: Mapping[str, TableReport]
    absent: tuple[str, ...]
    folder: Path
