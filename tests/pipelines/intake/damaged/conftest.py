"""A small sound export of seven tables, to be damaged in one way at a time."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pytest

from features.contract import TABLES
from pipelines.intake import IngestReport, Options, ingest, load_mapping
from pipelines.store import Store

Row = dict[str, str]

SOUND: dict[str, str] = {
    "setl": """\
        setl_id,mdtrt_id,psn_no,fixmedins_code,setl_time,med_type,medfee_sumamt,fund_pay_sumamt,\
acct_pay,insutype,mdtrt_cert_type,refd_setl_flag,vali_flag
        S1,M1,P1,H1,2025-01-05 10:00:00,11,100.00,60.00,10.00,310,01,0,1
        S2,M2,P2,H2,2025-01-09 11:30:00,21,2500.50,2000.00,0.00,390,02,0,1
        S3,M3,P1,H1,2025-02-02 09:15:00,41,35.20,20.00,15.20,310,03,0,1""",
    "mdtrt": """\
        mdtrt_id,psn_no,fixmedins_code,med_type,begntime,endtime,dscg_maindiag_code,atddr_no,\
oprn_oprt_code
        M1,P1,H1,11,2025-01-05 09:00:00,2025-01-05 10:00:00,I10,D1,
        M2,P2,H2,21,2025-01-02 08:00:00,2025-01-09 11:00:00,J18,D2,47.01
        M3,P1,H1,41,2025-02-02 09:00:00,2025-02-02 09:15:00,,,""",
    "fee": """\
        feedetl_sn,mdtrt_id,setl_id,psn_no,fixmedins_code,fee_ocur_time,med_list_codg,\
med_chrgitm_type,cnt,pric,det_item_fee_sumamt,prd_days,bilg_dr_codg,init_feedetl_sn
        F1,M1,S1,P1,H1,2025-01-05 09:30:00,XA01,09,2,30.00,60.00,7,D1,
        F2,M1,S1,P1,H1,2025-01-05 09:31:00,0011,02,1,40.00,40.00,,D1,
        F3,M2,S2,P2,H2,2025-01-03 08:00:00,0012,01,5,500.10,2500.50,,D2,
        F4,M3,S3,P1,H1,2025-02-02 09:10:00,XA02,09,1,35.20,35.20,14,,""",
    "diag": """\
        mdtrt_id,diag_code,diag_time,diag_name,maindiag_flag
        M1,I10,2025-01-05 09:00:00,高血压,1
        M2,J18,2025-01-02 08:00:00,肺炎,1""",
    "psn": """\
        psn_no,gend,brdy,insutype
        P1,1,1950-03-01,310
        P2,2,1984-12-24,390""",
    "inst": """\
        fixmedins_code,fixmedins_name,fixmedins_type,medinslv,hosp_lv,aprv_bed_cnt
        H1,青山药店,2,9,11,
        H2,青山医院,1,2,05,120""",
    "dr": """\
        dr_code,fixmedins_code,mul_prac_flag
        D1,H1,0
        D2,H2,1""",
}
"""Table -> its file; five encounters' worth of claims that fit together."""


def _rows(text: str) -> list[Row]:
    lines = [line.strip() for line in text.splitlines()]
    return list(csv.DictReader(lines))


@dataclass
class Export:
    """An export that can still be damaged.

    Attributes:
        rows: table -> its rows, cells by column.
        files: name of a file -> its bytes; replaces the CSV of the table it is named after.
    """

    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {name: _rows(text) for name, text in SOUND.items()}
    )
    files: dict[str, bytes] = field(default_factory=dict)

    def set(self, table: str, row: int, **cells: str) -> "Export":
        """Change cells of a row."""
        self.rows[table][row].update(cells)
        return self

    def add(self, table: str, like: int, **cells: str) -> "Export":
        """Add a row like another, with other cells."""
        self.rows[table].append({**self.rows[table][like], **cells})
        return self

    def text(self, table: str, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
        """The CSV of a table."""
        out = io.StringIO()
        names = list(dict.fromkeys(name for row in self.rows[table] for name in row))
        writer = csv.DictWriter(
            out, names, restval="", delimiter=delimiter, quoting=quoting, lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(self.rows[table])
        return out.getvalue()

    def instead(self, table: str, content: bytes, suffix: str = ".csv") -> "Export":
        """Replace the file of a table."""
        self.files[f"{table}{suffix}"] = content
        return self

    def write(self, folder: Path) -> Path:
        """Write the files of the export."""
        folder.mkdir(parents=True, exist_ok=True)
        replaced = {name.partition(".")[0] for name in self.files}
        for table in self.rows:
            if table not in replaced:
                (folder / f"{table}.csv").write_text(self.text(table), encoding="utf-8")
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        return folder


def mapping_text() -> str:
    """The mapping of the sound export: every column under its national name."""
    parts = ['name = "sound"']
    for table, text in SOUND.items():
        columns = "".join(f'{name} = "{name}"\n' for name in _rows(text)[0])
        parts.append(
            f'[[table]]\ntable = "{table}"\nfiles = "{table}*.csv"\n[table.columns]\n{columns}'
        )
    return "\n".join(parts)


@dataclass
class Outcome:
    """A workspace after an ingest.

    Attributes:
        report: the account.
        store: the workspace.
    """

    report: IngestReport
    store: Store

    @property
    def reasons(self) -> dict[str, dict[str, int]]:
        """Table -> reason -> quarantined rows."""
        return {n: of.reasons for n, of in self.report.tables.items() if of.reasons}

    def lake(self, table: str) -> pl.DataFrame:
        """A table of the lake, sorted by its key."""
        return self.store.lake(table).sort(TABLES[table].key).collect()

    def cell(self, table: str, key: str, column: str) -> object:
        """One cell of the lake."""
        of = TABLES[table].key[0]
        return self.lake(table).row(by_predicate=pl.col(of) == key, named=True)[column]

    def keys(self, table: str) -> list[str]:
        """The first key of every row of the lake."""
        return self.lake(table)[TABLES[table].key[0]].to_list()

    def balanced(self) -> bool:
        """Whether every row read was kept or quarantined."""
        return all(of.read == of.kept + of.quarantined for of in self.report.tables.values())


Ingested = Callable[..., Outcome]


@pytest.fixture
def export() -> Export:
    return Export()


@pytest.fixture
def ingested(tmp_path: Path) -> Ingested:
    """Ingest an export into a workspace (by default a new one)."""
    count = iter(range(1000))

    def run(export: Export, name: str = "workspace", options: Options | None = None) -> Outcome:
        described = tmp_path / "mapping.toml"
        described.write_text(mapping_text(), encoding="utf-8")
        folder = export.write(tmp_path / f"exports-{next(count)}")
        store = Store(tmp_path / name)
        outcome = Outcome(ingest(store, [folder], load_mapping(described), options), store)
        assert outcome.balanced()
        return outcome

    return run


@pytest.fixture(scope="module")
def ingested_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Export], Outcome]:
    """Ingest an export whose outcome several tests look at."""

    def run(export: Export) -> Outcome:
        root = tmp_path_factory.mktemp("once")
        (root / "mapping.toml").write_text(mapping_text(), encoding="utf-8")
        store, mapping = Store(root / "workspace"), load_mapping(root / "mapping.toml")
        outcome = Outcome(ingest(store, [export.write(root / "exports")], mapping), store)
        assert outcome.balanced()
        return outcome

    return run


@pytest.fixture(scope="session")
def new_export() -> type[Export]:
    """Makes sound exports."""
    return Export


@pytest.fixture(scope="session")
def described() -> str:
    """The mapping of the sound export."""
    return mapping_text()


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A workspace after the ingest of the sound export; tests only read it."""
    root = tmp_path_factory.mktemp("sound")
    (root / "mapping.toml").write_text(mapping_text(), encoding="utf-8")
    store = Store(root / "workspace")
    ingest(store, [Export().write(root / "exports")], load_mapping(root / "mapping.toml"))
    return store


@pytest.fixture(scope="session")
def sound_lake(sound: Store) -> dict[str, pl.DataFrame]:
    """What the sound export becomes, table by table."""
    return {name: sound.lake(name).collect() for name in SOUND}
