"""The same claims in every form a bureau may have them in reach the same lake."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.city import simulate
from pipelines.settings import CONFIG, PROJECT

MEDICARE = PROJECT.parent / "shared" / "data" / "medicare_claims" / "labelled"

pytestmark = pytest.mark.slow

Frames = dict[str, pl.DataFrame]

ROWS = 5_000
"""Of the real claims so many are written as sheets: whole years are read by `test_ingest`."""


def text_frames(folder: Path) -> Frames:
    """Every file of an export as text, by its stem."""
    found: Frames = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".csv" and path.parent.name != "truth":
            found[path.stem] = pl.read_csv(path, infer_schema=False)
        elif path.suffix == ".parquet" and path.parent.name != "truth":
            frame = pl.read_parquet(path)
            found[path.stem] = frame.with_columns(
                pl.selectors.temporal().dt.to_string("%Y-%m-%d %H:%M:%S"),
                pl.selectors.float().round(6),
            ).cast(pl.String)
    return found


def as_parquet(frames: Frames, folder: Path) -> list[str]:
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return [str(folder)]


def as_gb18030(frames: Frames, folder: Path) -> list[str]:
    for name, frame in frames.items():
        text = frame.write_csv(line_terminator="\r\n")
        (folder / f"{name}.csv").write_bytes(text.encode("gb18030"))
    return [str(folder)]


def as_excel(frames: Frames, folder: Path) -> list[str]:
    for name, frame in frames.items():
        frame.write_excel(folder / f"{name}.xlsx", position=(2, 0), autofilter=False)
    return [str(folder)]


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture(scope="module", params=["city", "medicare"])
def claims(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Frames, Path]:
    """The tables of an export as text, and their mapping."""
    if request.param == "medicare":
        if not MEDICARE.exists():
            pytest.skip("../shared/data/medicare_claims is not here")
        frames = {name: frame.head(ROWS) for name, frame in text_frames(MEDICARE).items()}
        return frames, CONFIG / "mappings" / "medicare_claims.toml"
    out = tmp_path_factory.mktemp("forms") / "raw"
    simulate(out, persons=150, months=6, seed=11)
    return text_frames(out), CONFIG / "mappings" / "simulated_city.toml"


@pytest.fixture(scope="module")
def expected(
    claims: tuple[Frames, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """The lake of the Parquet form."""
    frames, mapping = claims
    folder = tmp_path_factory.mktemp("parquet")
    ws = Workspace(tmp_path_factory.mktemp("expected") / "workspace")
    ws.ingest(as_parquet(frames, folder), mapping)
    return files(ws.root / "lake")


@pytest.mark.parametrize("form", [as_gb18030, as_excel])
def test_files(
    form: Callable[[Frames, Path], list[str]],
    claims: tuple[Frames, Path],
    expected: dict[str, bytes],
    tmp_path: Path,
) -> None:
    frames, mapping = claims
    ws = Workspace(tmp_path / "workspace")
    (tmp_path / "in").mkdir()
    ws.ingest(form(frames, tmp_path / "in"), mapping)
    assert files(ws.root / "lake") == expected


def test_a_database(
    claims: tuple[Frames, Path], expected: dict[str, bytes], tmp_path: Path, database: str
) -> None:
    import sqlalchemy as sa

    frames, mapping = claims
    engine = sa.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for name, frame in frames.items():
            table = sa.Table(
                name, sa.MetaData(), *(sa.Column(each, sa.Text) for each in frame.columns)
            )
            table.create(connection)
            for part in frame.iter_slices(5_000):
                connection.execute(table.insert(), part.to_dicts())
    engine.dispose()
    ws = Workspace(tmp_path / "workspace")
    ws.ingest([database], mapping)
    assert files(ws.root / "lake") == expected
