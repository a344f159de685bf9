"""No name, certificate number, telephone or address of the input is in any byte of the output.

Everybody in the city gets an invented identity that can be told anywhere: names with rare
characters, certificate numbers of one region, telephones of one series, addresses of one lane. The
certificate number stands where `psn_no` should. Rows are damaged so that identities also stand in
columns where they do not belong. Then the whole job is done, and everything it wrote is searched.
"""

import io
import json
import logging
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.city import simulate
from pipelines.errors import InputError
from pipelines.settings import CONFIG

MONTH = "2024-06"
LANE = "隐仙巷"
RARE = "龘靐齉"

pytestmark = pytest.mark.slow


def certificate(number: int) -> str:
    """A number of the right form, check digit and all; the region is one of no city."""
    body = f"659099{1930 + number % 80}{1 + number % 12:02}{1 + number % 28:02}{number % 1000:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return body + "10X98765432"[check]


# The digits of a fraction may happen to be a telephone's: those that follow a digit are none.
TOLD = [
    re.compile(mark.encode(code))
    for mark in (RARE, LANE)
    for code in ("utf-8", "gb18030", "utf-16-le")
] + [re.compile(rb"659099[12][90]\d{9}[\dX]"), re.compile(rb"(?<!\d)1990000\d{4}")]


def told(content: bytes) -> bool:
    return any(mark.search(content) for mark in TOLD)


def contents(path: Path) -> Iterator[bytes]:
    """What a file says: its bytes, and what they hold when they are unpacked."""
    raw = path.read_bytes()
    yield raw
    yield path.name.encode()
    if path.suffix == ".parquet":
        frame = pl.read_parquet(io.BytesIO(raw))
        flat = frame.select(
            pl.selectors.by_dtype(pl.List(pl.String)).list.join(" "),
            pl.selectors.exclude(pl.selectors.by_dtype(pl.List(pl.String), pl.Binary)),
        )
        yield flat.write_csv().encode()
        yield b" ".join(
            value for column in frame.select(pl.selectors.binary()) for value in column.to_list()
        )
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city whose exports name everybody."""
    out = tmp_path_factory.mktemp("named") / "raw"
    simulate(out, persons=500, months=6, seed=5)
    people = pl.read_csv(out / "psn_info_b.csv", infer_schema=False)["PSN_NO"]
    number = {psn_no: place for place, psn_no in enumerate(people)}
    dice = random.Random(0)
    for path in sorted(out.rglob("*")):
        if path.parent.name == "truth" or path.suffix not in (".csv", ".parquet"):
            continue
        is_csv = path.suffix == ".csv"
        frame = pl.read_csv(path, infer_schema=False) if is_csv else pl.read_parquet(path)
        column = "SUBJ_CODE" if "SUBJ_CODE" in frame.columns else "PSN_NO"
        if column not in frame.columns:
            continue
        named = _named(frame, column, number, dice)
        named.write_csv(path.with_suffix(".csv"))
        if not is_csv:
            path.unlink()
    return out


def _named(
    frame: pl.DataFrame, column: str, number: dict[str, int], dice: random.Random
) -> pl.DataFrame:
    place = frame[column].replace_strict(number, default=None, return_dtype=pl.Int64)
    persons = [None if at is None else int(at) for at in place]
    frame = frame.with_columns(
        pl.Series(
            column,
            [
                c if at is None else certificate(at)
                for c, at in zip(frame[column], persons, strict=True)
            ],
        ),
        pl.Series("PSN_NAME", [None if at is None else f"{RARE}某{at}" for at in persons]),
        pl.Series("TEL", [None if at is None else f"1990000{at:04}" for at in persons]),
        pl.Series("LIVE_ADDR", [None if at is None else f"{LANE}{at}号" for at in persons]),
    )
    strange = {
        name: f"{name}*" for name in ("ADM_DIAG_DSCR", "INSUTYPE", "PRD_DAYS", "GEND", "MED_TYPE")
    }
    for name in strange:
        if name in frame.columns:
            spoilt = [dice.random() < 0.02 for _ in persons]
            frame = frame.with_columns(
                pl.when(pl.Series(spoilt))
                .then(pl.format("{} {}", "PSN_NAME", "TEL"))
                .otherwise(pl.col(name).cast(pl.String))
                .alias(name)
            )
    return frame


@pytest.fixture(scope="module")
def mapping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (CONFIG / "mappings" / "simulated_city.toml").read_text(encoding="utf-8")
    path = tmp_path_factory.mktemp("mapping") / "mapping.toml"
    path.write_text(
        text.replace("\n[[table]]", '\npseudonymise = ["psn_no"]\n\n[[table]]', 1), encoding="utf-8"
    )
    return path


FEW = '[train]\ntrees = 30\n[targets]\npolicy = "../../tests/few_places"\n'
"""Few trees and few places: what is searched for would be in any of them."""


def test_nothing_that_was_written_or_said_tells_who_anybody_is(
    exports: Path,
    mapping: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert any(told(path.read_bytes()) for path in exports.rglob("*.csv")), "the search can find"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'mlruns' / 'mlflow.db'}")
    (tmp_path / "mlruns").mkdir()
    caplog.set_level(logging.DEBUG)
    ws = Workspace(tmp_path / "workspace")
    ws.root.mkdir()
    (ws.root / "feijian.toml").write_text(FEW)
    key = ws.new_key(tmp_path / "bureau.key")
    report = ws.ingest([exports], mapping, key=key)
    assert all(of.read == of.kept + of.quarantined for of in report.tables.values())
    assert report.tables["setl"].quarantined > 0
    for level in ws.trainable(MONTH):
        ws.train(level, MONTH)
    listed = ws.run(MONTH)
    lead = listed.table.filter(pl.col("level") == "patient")["entity_id"][0]
    ws.explain(lead, MONTH, "patient").to_html(tmp_path / "workspace" / "dossier.html")
    said = capfd.readouterr()
    found = [
        str(path.relative_to(tmp_path))
        for path in sorted(tmp_path.rglob("*"))
        if path.is_file() and any(told(content) for content in contents(path))
    ]
    assert found == []
    assert not told((said.out + said.err + caplog.text).encode())

    number = ws.resolve([lead], key)[lead]
    assert re.fullmatch(r"659099\d{11}[\dX]", number)
    acts = [json.loads(line) for line in (ws.root / "audit.jsonl").read_text().splitlines()]
    assert acts[-1]["act"] == "resolve"
    assert acts[-1]["pseudonyms"] == [lead]
    assert not told((ws.root / "audit.jsonl").read_bytes())
    other = ws.new_key(tmp_path / "other.key")
    with pytest.raises(InputError, match="another key"):
        ws.resolve([lead], other)


def test_certificate_numbers_are_not_taken_for_keys_of_persons(
    exports: Path, tmp_path: Path
) -> None:
    ws = Workspace(tmp_path / "workspace")
    report = ws.ingest([exports], CONFIG / "mappings" / "simulated_city.toml")
    setl = report.tables["setl"]
    assert setl.reasons["psn_no|certificate_number"] == setl.read == setl.quarantined
    found = [
        path.name
        for path in sorted(tmp_path.rglob("*"))
        if path.is_file() and any(told(content) for content in contents(path))
    ]
    assert found == []
