import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.errors import InputError
from pipelines.intake import IngestReport, Mapping, Options, TableReport, ingest, load_mapping
from pipelines.intake.staging import Staging
from pipelines.store import Store

Write = Callable[..., Path]
Load = Callable[[str], Mapping]

HEADER = "ID,VISIT,PERSON,SITE,TIME,KIND,TOTAL,FUND"
FIRST = "S1,V1,P1,H1,20250103,I,100.10,80"
SECOND = "S2,V2,P2,H2,20250214,O,12.3,0"


def balanced(report: TableReport) -> bool:
    return report.read == report.kept + report.quarantined


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def claims(store: Store) -> dict[str, bytes]:
    """Every file of the workspace but the reports of ingests."""
    found = files(store.root)
    return {name: content for name, content in found.items() if not name.startswith("ingests")}


def test_rows_reach_the_lake_in_the_contract(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(FIRST, SECOND)
    report = ingest(store, [exports], mapping)
    assert (report.mapping, report.sources, report.absent) == ("small", ("setl.csv",), ())
    table = report.tables["setl"]
    assert (table.source_rows, table.read, table.new, table.kept) == (2, 2, 2, 2)
    assert (table.quarantined, table.reasons, table.withdrawn) == (0, {}, 0)
    assert table.months == ("2025-01", "2025-02")
    assert table.new_by_month == {"2025-01": 1, "2025-02": 1}
    assert " ".join(table.columns) == (
        "setl_id mdtrt_id psn_no fixmedins_code setl_time med_type medfee_sumamt fund_pay_sumamt"
    )
    lake = store.lake("setl").collect()
    columns = ["setl_id", "fixmedins_code", "med_type", "medfee_sumamt", "insutype"]
    assert lake.select(columns).rows() == [
        ("S1", "H1", "21", 10010, None),
        ("S2", "H2", "11", 1230, None),
    ]
    assert "setl.med_type" in store.supplied(store.months("lake/setl"))
    assert "setl.insutype" not in store.supplied(store.months("lake/setl"))


def test_bad_rows_wait_in_the_quarantine_as_they_came(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(FIRST, "S3,V3, 0 ,H1,20250131,X,1.234,80", "S4,V4,P4,H1,31.01.2025,I,1,1")
    report = ingest(store, [exports], mapping).tables["setl"]
    assert (report.kept, report.quarantined) == (1, 2)
    assert report.reasons == {
        "med_type|unknown_value": 1,
        "medfee_sumamt|not_whole_fen": 1,
        "psn_no|placeholder_id": 1,
        "setl_time|not_a_time": 1,
    }
    january = pl.read_parquet(store.partition("quarantine/setl", "2025-01"), glob=False)
    assert january.select("source_file", "source_line", "PERSON", "KIND", "TOTAL").rows() == [
        ("setl.csv", 3, " 0 ", "X", "1.234")
    ]
    unknown = pl.read_parquet(store.partition("quarantine/setl", "unknown"), glob=False)
    assert unknown["reasons"].to_list() == [["setl_time|not_a_time"]]


def test_columns_that_the_mapping_does_not_name_are_never_stored(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(f"{FIRST},Zhang San", "S2,,,,,,,,Li Si", header=f"{HEADER},PSN_NAME")
    ingest(store, [exports], mapping)
    assert store.months("quarantine/setl") == ["unknown"]
    assert not any(b"PSN_NAME" in content for content in files(store.root).values())


def test_two_contents_of_one_key_are_both_quarantined(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(FIRST, SECOND, name="setl_a.csv")
    write(FIRST.replace("100.10", "99"), SECOND, name="setl_b.csv")
    report = ingest(store, [exports], mapping).tables["setl"]
    assert (report.read, report.kept, report.repeated, report.quarantined) == (4, 2, 1, 2)
    assert report.reasons == {"primary_key": 2}
    bad = store.scan("quarantine/setl").select("source_file", "source_line", "setl_id").collect()
    assert bad.rows() == [("setl_a.csv", 2, "S1"), ("setl_b.csv", 2, "S1")]
    amounts = store.scan("superseded/setl").select("medfee_sumamt").collect()
    assert sorted(amounts.to_series()) == [9900, 10010], "nothing is lost"


def test_the_same_ingest_again_changes_nothing(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(FIRST, SECOND, "S3,,,,,,,")
    ingest(store, [exports], mapping)
    before = claims(store)
    again = ingest(store, [exports], mapping).tables["setl"]
    assert (again.new, again.repeated, again.quarantined, again.months) == (0, 2, 1, ())
    assert claims(store) == before


def test_a_corrected_file_replaces_its_rows(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(FIRST, SECOND)
    ingest(store, [exports], mapping, Options(as_of=dt.datetime(2025, 3, 1)))  # noqa: DTZ001
    write(FIRST.replace("100.10", "99"), SECOND)
    later = Options(as_of=dt.datetime(2025, 4, 1))  # noqa: DTZ001
    report = ingest(store, [exports], mapping, later).tables["setl"]
    assert (report.kept, report.replaced, report.repeated) == (2, 1, 1)
    assert store.lake("setl").collect()["medfee_sumamt"].to_list() == [9900, 1230]
    assert store.scan("superseded/setl").collect()["medfee_sumamt"].to_list() == [10010]


def test_an_old_file_read_after_its_correction_does_not_undo_it(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(FIRST.replace("100.10", "99"))
    ingest(store, [exports], mapping, Options(as_of=dt.datetime(2025, 4, 1)))  # noqa: DTZ001
    write(FIRST)
    report = ingest(store, [exports], mapping).tables["setl"]
    assert (report.kept, report.superseded, report.months) == (1, 1, ())
    assert store.lake("setl").collect()["medfee_sumamt"].to_list() == [9900]


def test_what_came_later_with_the_same_time_takes_the_row_out_until_somebody_decides(
    store: Store, exports: Path, write: Write, mapping: Mapping
) -> None:
    write(FIRST, SECOND)
    ingest(store, [exports], mapping)
    write(FIRST.replace("100.10", "99"))
    report = ingest(store, [exports], mapping).tables["setl"]
    assert (report.quarantined, report.withdrawn) == (1, 1)
    assert store.lake("setl").collect()["setl_id"].to_list() == ["S2"]
    decided = Options(as_of=dt.datetime(2025, 4, 1))  # noqa: DTZ001
    ingest(store, [exports], mapping, decided)
    assert store.lake("setl").collect()["medfee_sumamt"].to_list() == [9900, 1230]


def test_the_name_of_a_file_says_its_version(
    store: Store, exports: Path, write: Write, mapping_of: Load, described: str
) -> None:
    mapping = mapping_of(
        described + r"""updt_time = { file_name = '_(\d{8})', format = "%Y%m%d" }"""
    )
    write(FIRST.replace("100.10", "99"), name="setl_20250401.csv")
    write(FIRST, name="setl_20250301.csv")
    report = ingest(store, [exports], mapping).tables["setl"]
    assert (report.new, report.superseded) == (1, 1)
    assert store.lake("setl").collect()["medfee_sumamt"].to_list() == [9900]


REGISTER = """
[[table]]
table = "inst"
files = "setl*.csv"
distinct = true
[table.columns]
fixmedins_code = "SITE"
fixmedins_name = "SITE"
fixmedins_type = { constant = "1" }
[[table]]
table = "psn"
files = "psn*.csv"
[table.columns]
psn_no = "PERSON"
"""


def test_a_register_is_read_off_a_fact_file(
    store: Store, exports: Path, write: Write, mapping_of: Load
) -> None:
    write(FIRST, FIRST.replace("S1", "S3"), SECOND)
    report = ingest(store, [exports], mapping_of(f'name = "r"{REGISTER}'))
    inst = report.tables["inst"]
    assert (inst.read, inst.new, inst.repeated, inst.months) == (3, 2, 1, ("all",))
    assert store.lake("inst").collect()["fixmedins_code"].to_list() == ["H1", "H2"]
    assert len(report.absent) == 1
    assert report.absent[0].startswith("psn: ")
    assert "psn" not in report.tables


DIAGNOSES = """\
name = "d"
[[table]]
table = "diag"
files = "*.csv"
[table.columns]
mdtrt_id = "V"
diag_time = "T"
diag_code = { unpivot = ["DX1", "DX2"], position = "diag_srt_no" }
"""


def test_unpivoted_rows_are_all_accounted_for(
    store: Store, exports: Path, write: Write, mapping_of: Load
) -> None:
    rows = ("V1,2025-01-03,A,A", "V2,2025-01-03,A,B", "V3,x,A,B", "V4,2025-01-03,,")
    write(*rows, header="V,T,DX1,DX2")
    report = ingest(store, [exports], mapping_of(DIAGNOSES)).tables["diag"]
    assert (report.source_rows, report.read) == (4, 6)
    assert (report.new, report.repeated, report.quarantined) == (3, 1, 2)
    assert store.scan("quarantine/diag").collect().height == 1


def test_a_workspace_among_the_exports_is_none_of_them(
    exports: Path, write: Write, mapping_of: Load, described: str
) -> None:
    mapping = mapping_of(described.replace("setl*.csv", "*.csv"))
    write(FIRST)
    inside = Store(exports / "workspace")
    ingest(inside, [exports], mapping)
    again = ingest(inside, [exports], mapping)
    assert again.sources == ("setl.csv",)


def test_a_column_more_in_the_mapping_completes_rows_and_contests_none(
    store: Store, exports: Path, write: Write, mapping_of: Load, described: str
) -> None:
    write(FIRST, SECOND)
    ingest(store, [exports], mapping_of(described))
    fuller = mapping_of(described + 'insutype = "SITE"\n')
    report = ingest(store, [exports], fuller).tables["setl"]
    assert (report.replaced, report.withdrawn, report.quarantined) == (2, 0, 0)
    assert store.lake("setl").collect()["insutype"].to_list() == ["H1", "H2"]
    older = ingest(store, [exports], mapping_of(described)).tables["setl"]
    assert (older.repeated, older.months) == (2, ())


@pytest.mark.parametrize("bad", [None, "A\n1\n"], ids=["unreadable", "missing column"])
def test_a_failure_leaves_everything_as_it_was(
    store: Store, exports: Path, write: Write, mapping: Mapping, bad: str | None
) -> None:
    write(FIRST)
    ingest(store, [exports], mapping)
    before = files(store.root)
    write(SECOND)
    broken = exports / "setl_z.csv"
    broken.write_text("" if bad is None else bad)
    with pytest.raises(InputError, match="setl_z"):
        ingest(store, [exports], mapping)
    assert files(store.root) == before


def test_a_failure_before_the_last_step_leaves_everything_as_it_was(
    store: Store, exports: Path, write: Write, mapping: Mapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    write(FIRST)
    monkeypatch.setattr(Staging, "tidy", fail)
    with pytest.raises(OSError, match="disk full"):
        ingest(store, [exports], mapping)
    assert list(store.root.iterdir()) == []


def test_progress_tells_every_step(
    store: Store, exports: Path, write: Write, mapping: Mapping, capsys: pytest.CaptureFixture[str]
) -> None:
    write(FIRST)
    steps: list[tuple[str, int, int]] = []
    ingest(store, [exports], mapping, progress=lambda *step: steps.append(step))
    assert steps == [("setl ← setl.csv", 0, 2), ("setl ← setl.csv 1", 0, 2), ("lake/setl", 1, 2)]
    assert capsys.readouterr() == ("", "")


IDENTIFIERS = st.sampled_from(["S1", "S2", "S3", " S4 ", "0", "", "NA", "无"])
ROWS = st.tuples(
    IDENTIFIERS,
    st.sampled_from(["V1", "-"]),
    st.sampled_from(["P1", '"P,2"']),
    st.sampled_from(["H1", "H2"]),
    st.sampled_from(["20250103", "20250204", "2025-03-05", "19000101", "soon", ""]),
    st.sampled_from(["I", "O", "X", ""]),
    st.sampled_from(["1", "1.50", "1.505", "x", ""]),
    st.sampled_from(["0", '"1,000.10"', "-2"]),
).map(",".join)


def ingested(
    root: Path, parts: list[list[str]], mapping: Mapping, earlier: list[str]
) -> tuple[Path, IngestReport]:
    """The workspace after `earlier` was ingested and then all `parts` at once."""
    exports = root / "exports"
    exports.mkdir()
    store = Store(root / "workspace")
    for number, rows in enumerate([earlier, *parts]):
        text = "\n".join([HEADER, *rows, ""])
        (exports / f"setl_{number}.csv").write_text(text, encoding="utf-8")
    ingest(store, [exports / "setl_0.csv"], mapping)
    later = sorted(exports.glob("setl_[1-9].csv"))
    return store.root / "lake", ingest(store, later, mapping)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(ROWS, max_size=12),
    earlier=st.lists(ROWS, max_size=4),
    cut=st.integers(0, 12),
    random=st.randoms(use_true_random=False),
)
def test_rows_are_accounted_for_and_order_and_split_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    mapping: Mapping,
    rows: list[str],
    earlier: list[str],
    cut: int,
    random: Random,
) -> None:
    whole, report = ingested(tmp_path_factory.mktemp("whole"), [rows], mapping, earlier)
    table = report.tables["setl"]
    assert table.read == len(rows)
    assert balanced(table)
    shuffled = random.sample(rows, len(rows))
    parts = [shuffled[:cut], shuffled[cut:]]
    split, other = ingested(tmp_path_factory.mktemp("split"), parts, mapping, earlier)
    assert files(split) == files(whole)
    counts = other.tables["setl"]
    assert (counts.kept, counts.repeated, counts.quarantined, counts.reasons, counts.months) == (
        table.kept,
        table.repeated,
        table.quarantined,
        table.reasons,
        table.months,
    )


CLAIMS = Path(__file__).parents[4] / "shared" / "data" / "medicare_claims"


@pytest.mark.real
@pytest.mark.skipif(not CLAIMS.exists(), reason="the Medicare claims are not at ../shared/data")
def test_every_medicare_claim_is_accounted_for(store: Store) -> None:
    mapping = load_mapping(Path("config/mappings/medicare_claims.toml"))
    report = ingest(store, [CLAIMS / "labelled"], mapping)
    counts = {name: (t.source_rows, t.read, t.new) for name, t in report.tables.items()}
    assert counts == {
        "setl": (40_474, 40_474, 40_474),
        "mdtrt": (40_474, 40_474, 40_474),
        "diag": (40_474, 327_328, 327_328),
        "psn": (31_289, 31_289, 31_289),
        "inst": (40_474, 40_474, 2_092),
        "case": (1_284, 1_284, 1_284),
    }
    assert all(balanced(table) for table in report.tables.values())
    assert report.tables["setl"].months == tuple(f"2009-{month:02}" for month in range(1, 13))
    outcomes = store.lake("case").group_by("outcome").len().collect().rows()
    assert dict(outcomes) == {"confirmed": 271, "cleared": 1_013}
    _amounts_are_those_of_the_source(store)
    again = ingest(store, [CLAIMS / "labelled"], mapping)
    assert all(table.new == 0 == table.quarantined for table in again.tables.values())


def _amounts_are_those_of_the_source(store: Store) -> None:
    source = pl.read_csv(CLAIMS / "labelled" / "inpatient.csv", infer_schema=False)
    amounts = pl.col("InscClaimAmtReimbursed", "DeductibleAmtPaid").cast(pl.Int64, strict=False)
    paid, deducted = source.select(amounts.sum()).row(0)
    columns = ("fund_pay_sumamt", "act_pay_dedc", "medfee_sumamt")
    sums = store.lake("setl").select(columns).sum().collect().row(0)
    assert sums == (100 * paid, 100 * deducted, 100 * (paid + deducted))


@pytest.mark.parametrize("year", [1800, 2950])
def test_a_version_that_nothing_could_replace_is_refused(
    store: Store, exports: Path, write: Write, mapping: Mapping, year: int
) -> None:
    write(FIRST)
    with pytest.raises(InputError, match=f"--as-of {year}-01-01 is no day of an export"):
        ingest(store, [exports], mapping, Options(as_of=dt.datetime(year, 1, 1)))  # noqa: DTZ001
