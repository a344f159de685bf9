"""The door of the workspace: what of a batch may be written, and as what.

Nothing is written before it has passed here: what gives a person away is dropped or masked, the
rest becomes rows of the contract, persons' numbers become pseudonyms if the mapping says so, and
what the contract refuses is set apart as it came.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipelines.intake.identity import (
    certificate_number,
    identity_columns,
    is_name,
    personal_number,
)
from pipelines.intake.mapping import TableMapping
from pipelines.intake.masking import hidden, masked, scrub
from pipelines.intake.parsing import IDENTIFIER
from pipelines.intake.pseudonyms import PSN_NO, SUBJECT_CODE, Pseudonyms
from pipelines.intake.quarantine import BROKEN, MONTH, REASONS, UNKNOWN_MONTH, as_came, split
from pipelines.intake.sources import REASON, SOURCE_FILE, SOURCE_LINE, Batch, Reading
from pipelines.intake.translate import Translated, listed, translate
from pipelines.intake.versions import UPDT_TIME

TELEPHONE_DIGITS = 11
"""No code is as long, but for identifiers and the numbers of lots."""

LOTS = frozenset({"manu_lotnum", "fixmedins_bchno"})


@dataclass(frozen=True)
class Passed:
    """What became of a batch: read = good + bad + repeated.

    Attributes:
        source_rows: rows of the source.
        repeated: rows that the batch held more than once where that is expected.
        good: `source_line`, `_month` and the supplied columns of the contract.
        bad: `source_file`, `source_line`, `reasons`, `_month` and what may be kept of the texts.
        persons: (`pseudonym`, `psn_no`) of the good rows; never written in plain.
    """

    source_rows: int
    repeated: int
    good: pl.DataFrame
    bad: pl.DataFrame
    persons: pl.DataFrame

    @property
    def read(self) -> int:
        """Rows for the contract."""
        return len(self.good) + len(self.bad) + self.repeated


@dataclass(frozen=True)
class Door:
    """The door for one reading.

    Attributes:
        reading: the source and its mapping.
        pseudonyms: makes persons' numbers into pseudonyms; None leaves them.
        as_of: the version of rows whose mapping supplies no `updt_time`.
    """

    reading: Reading
    pseudonyms: Pseudonyms | None = None
    as_of: dt.datetime | None = None

    def batches(self) -> Iterator[Passed]:
        """Read the source to its end."""
        for batch in self.reading.batches(self._identity):
            yield self._pass(batch)

    @property
    def _mapping(self) -> TableMapping:
        return self.reading.mapping

    @cached_property
    def _identity(self) -> list[str]:
        """Columns of the source that are read only to find what they hold elsewhere."""
        read = {self.reading.names[name] for name in self._mapping.source_columns}
        found = identity_columns(self.reading.source.columns())
        return [name for name in found if name not in read]

    @cached_property
    def _prose(self) -> list[str]:
        """Source columns that feed words."""
        return self._feeding(self._mapping.table.prose)

    @cached_property
    def _persons(self) -> list[str]:
        """Source columns that feed persons' numbers."""
        return self._feeding({PSN_NO, SUBJECT_CODE})

    def _feeding(self, fields: "frozenset[str] | set[str]") -> list[str]:
        columns = (s.columns for n, s in self._mapping.columns.items() if n in fields)
        return list(dict.fromkeys(name for names in columns for name in names))

    def _pass(self, batch: Batch) -> Passed:
        mapping = self._mapping
        raw = self._scrubbed(batch.rows)
        if mapping.distinct:
            raw = raw.unique(mapping.source_columns, keep="first", maintain_order=True)
        translated = self._translated(raw)
        parts = split(translated, mapping.table)
        good, persons = self._pseudonymised(self._versioned(parts.good))
        return Passed(
            source_rows=len(batch.rows) + len(batch.broken),
            repeated=len(batch.rows) - len(raw) + translated.repeated,
            good=good,
            bad=pl.concat([self._kept(raw, parts.bad), self._broken(batch)], how="diagonal"),
            persons=persons,
        )

    @cached_property
    def _owners(self) -> list[str]:
        """Columns that hold what gives persons away, whether they are mapped or not."""
        return [*self._identity, *identity_columns(self._mapping.source_columns)]

    def _scrubbed(self, rows: pl.DataFrame) -> pl.DataFrame:
        columns = [SOURCE_LINE, *self._mapping.source_columns]
        hashed = self._persons if self.pseudonyms else ()
        return scrub(rows, columns, self._owners, self._prose, hashed)

    def _translated(self, raw: pl.DataFrame) -> Translated:
        """Translate, and refuse what a person could be told by."""
        translated = translate(raw, self._mapping, self.reading.source.name)
        rows = translated.rows
        faults = [translated.faults, listed(rows, self._telling(rows))]
        return Translated(rows, pl.concat(faults), translated.repeated)

    def _telling(self, rows: pl.DataFrame) -> dict[str, pl.Expr]:
        """Reason -> the translated rows by which a person could be told outside free text."""
        texts = [n for n, dtype in rows.schema.items() if dtype == pl.String]
        codes = [n for n in texts if n not in self._mapping.table.prose]
        found = {f"{name}|hidden": hidden(pl.col(name)) for name in codes if self._owners}
        for name in codes:
            if name in (PSN_NO, SUBJECT_CODE):
                if self.pseudonyms is None:
                    found[f"{name}|certificate_number"] = certificate_number(pl.col(name))
                    found[f"{name}|name"] = is_name(pl.col(name))
            elif _is_short_code(rows[name]):
                found[f"{name}|personal_number"] = personal_number(pl.col(name))
        return found

    def _versioned(self, good: pl.DataFrame) -> pl.DataFrame:
        if self.as_of is None or UPDT_TIME in good.columns:
            return good
        return good.with_columns(pl.lit(self.as_of, pl.Datetime("us")).alias(UPDT_TIME))

    def _pseudonymised(self, good: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        if self.pseudonyms is None:
            return good, pl.DataFrame()
        made = self.pseudonyms.pseudonymised(good)
        return made.rows, made.pairs

    def _kept(self, raw: pl.DataFrame, bad: pl.DataFrame) -> pl.DataFrame:
        """The refused rows as they came, as far as they may be kept."""
        rows = raw.join(bad, on=SOURCE_LINE, how="semi", maintain_order="left")
        if self.pseudonyms is None:
            return as_came(masked(rows), bad, self.reading.source.name)
        hashed = self.pseudonyms.hidden(rows, self._persons)
        return as_came(masked(hashed, self._persons), bad, self.reading.source.name)

    def _broken(self, batch: Batch) -> pl.DataFrame:
        """Records without columns: nothing of them is kept but where they stand."""
        return batch.broken.select(
            pl.lit(self.reading.source.name).alias(SOURCE_FILE),
            SOURCE_LINE,
            pl.concat_list(pl.format(f"{BROKEN}|{{}}", REASON)).alias(REASONS),
            pl.lit(UNKNOWN_MONTH).alias(MONTH),
        )


def _is_short_code(values: pl.Series) -> bool:
    """Whether a column is one of codes, and something in it is long enough to be no code."""
    if values.name in LOTS or IDENTIFIER.search(values.name):
        return False
    return bool((values.str.len_bytes() >= TELEPHONE_DIGITS).any())
