"""`ingest`: exports in, lake and quarantine out, and an account of every row."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import polars as pl

from features.contract import EARLIEST, LATEST, TABLES, Table
from pipelines.errors import InputError
from pipelines.intake import quality, vault
from pipelines.intake.door import Door, Passed
from pipelines.intake.lake import SOURCE, Merged, merge
from pipelines.intake.mapping import Mapping
from pipelines.intake.pseudonyms import PSEUDONYM, Pseudonyms, check, remember
from pipelines.intake.quarantine import MONTH, PRIMARY_KEY, REASONS, gathered
from pipelines.intake.report import IngestReport, TableReport
from pipelines.intake.sources import SOURCE_FILE, SOURCE_LINE, Reading, readings
from pipelines.intake.staging import Staging
from pipelines.journal import FRESH, changing
from pipelines.manifest import write_json
from pipelines.progress import Progress, silent
from pipelines.store import WHOLE, Store, write_text

REPORTS = "ingests"
"""The folder of quality reports, one numbered folder per ingest."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What an ingest is told beside its sources and its mapping.

    Attributes:
        as_of: when the sources were exported: the version of rows without `updt_time`.
        key: the key of the pseudonyms, if the mapping asks for them.
        limits: from where on the quality report finds something worth a look.
        lang: the language of that report.
    """

    as_of: dt.datetime | None = None
    key: bytes | None = None
    limits: quality.Limits = field(default_factory=quality.Limits)
    lang: Literal["zh", "en"] = "zh"


def ingest(
    store: Store,
    paths: Sequence[Path | str],
    mapping: Mapping,
    options: Options | None = None,
    *,
    progress: Progress = silent,
) -> IngestReport:
    """Bring the exports at `paths` into the lake of `store`, as `mapping` says.

    Good rows go to `lake/<table>/`, older versions and contested rows to `superseded/<table>/`,
    refused rows, as they came but without what gives a person away, to `quarantine/<table>/`.
    Everything is put aside first and then changes at once: whenever it fails or is killed, the
    workspace is as it was, or as it should be. The same rows give the same lake to the byte, in
    any order and in any split into files and ingests.

    Args:
        store: the workspace.
        paths: files, folders, archives, and addresses of databases.
        mapping: how the sources become tables of the contract.
        options: version, key and limits.
        progress: told what is being read.

    Raises:
        InputError: a path, file, table or column is missing or cannot be read, the key is not
            the one that the workspace was begun with, or `as_of` is no time of the contract.
    """
    options = options or Options()
    _check_version(options.as_of)
    made = Pseudonyms(options.key) if options.key else None
    check(store.root, mapping.pseudonymise, made)
    held = frozenset(name for name in TABLES if store.months(f"lake/{name}"))
    found, absent = readings(paths, mapping, held)
    with changing(store.root) as scratch:
        run = _Run(store, Staging(scratch), found, made, options)
        tables = run.tables(_steps(progress, found))
        remember(scratch / FRESH, mapping.pseudonymise, made)
        report = IngestReport(
            mapping=mapping.name,
            sources=tuple(dict.fromkeys(reading.source.name for reading in found)),
            tables=tables,
            absent=tuple(absent),
            folder=_next_folder(store.root / REPORTS),
        )
        _tell_quality(report, store, Store(scratch / FRESH), options)
        run.staging.tidy()
    return report


def _check_version(as_of: dt.datetime | None) -> None:
    """Check that rows with this version could be superseded again, as `updt_time` itself is."""
    if as_of is not None and not EARLIEST <= as_of.date() <= LATEST:
        raise InputError(
            f"--as-of {as_of:%Y-%m-%d} is no day of an export; it lies from {EARLIEST} to {LATEST}"
        )


def _tell_quality(report: IngestReport, store: Store, fresh: Store, options: Options) -> None:
    """Write the quality report of an ingest beside what it brings."""
    assessed = quality.assess(
        store,
        fresh,
        report.tables,
        options.limits,
        mapping=report.mapping,
        sources=report.sources,
    )
    folder = fresh.root / report.folder.relative_to(store.root)
    write_text(quality.page(assessed, options.lang), folder / "ingest.html")
    write_json(folder / "ingest.json", quality.quality_json(assessed))


def _next_folder(reports: Path) -> Path:
    numbers = (each.name for each in reports.glob("[0-9]*") if each.name.isdecimal())
    last = max(map(int, numbers), default=0)
    return reports / f"{last + 1:04}"


def _steps(progress: Progress, found: Sequence[Reading]) -> tuple[Tell, Tell]:
    """Two voices: one that begins the next step, one that says more of it."""
    tables = {reading.mapping.table.name for reading in found}
    total = len(found) + len(tables)
    begun = iter(range(total))
    now = 0

    def begin(what: str) -> None:
        nonlocal now
        now = next(begun)
        progress(what, now, total)

    return begin, lambda what: progress(what, now, total)


@dataclass
class _Run:
    """One ingest while it is under way."""

    store: Store
    staging: Staging
    found: Sequence[Reading]
    pseudonyms: Pseudonyms | None
    options: Options
    _persons: list[pl.DataFrame] = field(default_factory=list)

    def __post_init__(self) -> None:
        part = self.store.partition(vault.FOLDER, WHOLE)
        self._vault = pl.read_parquet(part, glob=False) if part.exists() else vault.EMPTY
        self._met = self._vault.select(PSEUDONYM)

    def tables(self, tell: tuple[Tell, Tell]) -> dict[str, TableReport]:
        """Read everything, then bring it together table by table."""
        begin, more = tell
        names = {reading.mapping.table.name for reading in self.found}
        reports = {name: TableReport() for name in TABLES if name in names}
        for number, reading in enumerate(self.found):
            begin(f"{reading.mapping.table.name} ← {reading.source.name}")
            self._read(number, reading, reports[reading.mapping.table.name], more)
        for name, report in reports.items():
            begin(f"lake/{name}")
            self._merge(TABLES[name], report)
        self._seal()
        return reports

    def _read(self, number: int, reading: Reading, report: TableReport, more: Tell) -> None:
        """Read one source for one table and put its good and bad rows aside."""
        table = reading.mapping.table
        for passed in Door(reading, self.pseudonyms, self.options.as_of).batches():
            report.source_rows += passed.source_rows
            report.read += passed.read
            report.repeated += passed.repeated
            good = passed.good.with_columns(pl.lit(number, pl.UInt32).alias(SOURCE))
            self.staging.add("good", table, good)
            self._refuse(passed.bad, table, report)
            self._meet(passed)
            more(f"{table.name} ← {reading.source.name} {report.source_rows:,}")

    def _refuse(self, bad: pl.DataFrame, table: Table, report: TableReport) -> None:
        self.staging.add("bad", table, bad)
        report.refuse(bad.select(MONTH, REASONS).iter_rows())

    def _meet(self, passed: Passed) -> None:
        """Remember the persons of a batch that are new until the vault is sealed."""
        if len(passed.persons):
            new = passed.persons.join(self._met, on=PSEUDONYM, how="anti")
            self._met = pl.concat([self._met, new.select(PSEUDONYM)])
            self._persons.append(new)

    def _merge(self, table: Table, report: TableReport) -> None:
        """Bring the rows of one table into the lake and close its account."""
        merged = merge(self.store, self.staging, table)
        for bad in _contested(merged, self.found):
            self._refuse(bad, table, report)
        for month in self.staging.months("bad", table):
            self._quarantine(month, table)
        report.new, report.replaced = merged.new, merged.replaced
        report.superseded, report.withdrawn = merged.superseded, merged.withdrawn
        report.repeated += merged.repeated
        report.months = tuple(sorted(merged.months))
        report.new_by_month = dict(sorted(merged.new_by_month.items()))
        supplied = set().union(*self.staging.supplied(table).values())
        report.columns = tuple(name for name in table.columns if name in supplied)

    def _quarantine(self, month: str, table: Table) -> None:
        folder = f"quarantine/{table.name}"
        parts = [self.staging.scan("bad", table, month).collect()]
        held = self.store.partition(folder, month)
        if held.exists():
            parts.append(pl.read_parquet(held, glob=False))
        self.staging.fresh.write(folder, month, gathered(parts))

    def _seal(self) -> None:
        """Put the persons of this ingest into the vault."""
        if self.options.key is None or not self._persons:
            return
        new = pl.concat(self._persons)
        if len(new):
            sealed = vault.merged(self._vault, vault.seal(self.options.key, new))
            self.staging.fresh.write(vault.FOLDER, WHOLE, sealed)


def _contested(merged: Merged, found: Sequence[Reading]) -> Iterator[pl.DataFrame]:
    """Rows of which another content has the same time, for the quarantine: where they stand.

    What they say is kept in `superseded/`.
    """
    for conflicts in merged.conflicts:
        names = pl.col(SOURCE).replace_strict(
            dict(enumerate(reading.source.name for reading in found)), return_dtype=pl.String
        )
        yield conflicts.select(
            pl.exclude(SOURCE, SOURCE_LINE, MONTH).cast(pl.String),
            names.alias(SOURCE_FILE),
            SOURCE_LINE,
            MONTH,
            pl.lit([PRIMARY_KEY]).alias(REASONS),
        )
