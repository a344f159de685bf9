"""Sources that are nothing but a name, a header and rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from pipelines.city import simulate
from pipelines.intake.propose import Aliases, load_aliases
from pipelines.intake.sources.source import SOURCE_LINE, Batch, no_broken


@dataclass(frozen=True)
class Written:
    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def columns(self) -> list[str]:
        return list(self.header)

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        places = [self.header.index(name) for name in columns]
        cells = [[row[place] for place in places] for row in self.rows]
        frame = pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String), orient="row")
        yield Batch(frame.with_row_index(SOURCE_LINE, offset=2), no_broken())


Write = Callable[..., Written]


@pytest.fixture
def write() -> Write:
    """A source from a line of names and lines of values."""

    def write(name: str, header: str, *rows: str) -> Written:
        cells = tuple(tuple(row.split(",")) for row in rows)
        return Written(name, tuple(header.split(",")), cells)

    return write


@pytest.fixture(scope="session")
def aliases() -> Aliases:
    return load_aliases()


@pytest.fixture(scope="session")
def city_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw exports of a small simulated city."""
    out = tmp_path_factory.mktemp("city") / "raw"
    simulate(out, persons=1000, months=10, seed=3)
    return out
