"""One damaged or foreign file at a time: the same lake, or the one row that is broken."""

import csv
import gzip
import io
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.errors import InputError
from pipelines.intake import ingest, load_mapping
from pipelines.store import Store

NAME = "张三丰"


def packed(member: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return out.getvalue()


def titled(text: str) -> str:
    return "某市医疗保障局 结算明细导出\n导出日期：2025-03-01,,\n\n" + text


def excel(export: Any, table: str, title: int = 0) -> bytes:
    out = io.BytesIO()
    frame = pl.DataFrame(export.rows[table])
    frame.write_excel(out, position=(title, 0), autofilter=False)
    return out.getvalue()


def typed_excel(export: Any) -> bytes:
    out = io.BytesIO()
    frame = pl.DataFrame(export.rows["setl"]).with_columns(
        pl.col("setl_time").str.to_datetime(),
        pl.col("medfee_sumamt", "fund_pay_sumamt", "acct_pay").cast(pl.Float64),
        pl.col("med_type", "insutype", "mdtrt_cert_type").cast(pl.Int64),
    )
    frame.write_excel(out)
    return out.getvalue()


def parquet(export: Any, table: str) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(export.rows[table]).write_parquet(out)
    return out.getvalue()


def _setl(
    export: Any, change: Callable[[str], str] = lambda text: text, code: str = "utf-8"
) -> Any:
    return export.instead("setl", change(export.text("setl")).encode(code))


SAME: dict[str, Callable[[Any], Any]] = {
    "UTF-8 with a byte order mark": lambda e: _setl(e, code="utf-8-sig"),
    "GB18030": lambda e: e.instead("inst", e.text("inst").encode("gb18030")),
    "GBK": lambda e: e.instead("inst", e.text("inst").encode("gbk")),
    "UTF-16 with a mark": lambda e: e.instead("inst", e.text("inst").encode("utf-16")),
    "UTF-16 big-endian": lambda e: e.instead(
        "inst", b"\xfe\xff" + e.text("inst").encode("utf-16-be")
    ),
    "UTF-16 without a mark": lambda e: _setl(e, code="utf-16-le"),
    "Windows line ends": lambda e: _setl(e, lambda t: t.replace("\n", "\r\n")),
    "no line end at the end": lambda e: _setl(e, lambda t: t.rstrip("\n")),
    "blank lines": lambda e: _setl(e, lambda t: t.replace("\n", "\n\n") + "\n \n"),
    "every field quoted": lambda e: e.instead(
        "setl", e.text("setl", quoting=csv.QUOTE_ALL).encode()
    ),
    "tabs": lambda e: e.instead("setl", e.text("setl", delimiter="\t").encode()),
    "semicolons": lambda e: e.instead("setl", e.text("setl", delimiter=";").encode()),
    "bars": lambda e: e.instead("setl", e.text("setl", delimiter="|").encode()),
    "text with another suffix": lambda e: e.instead("setl", e.text("setl").encode(), ".txt"),
    "NUL characters": lambda e: _setl(e, lambda t: t.replace("S1,", "S1\0,")),
    "gzipped": lambda e: e.instead("setl", gzip.compress(e.text("setl").encode()), ".csv.gz"),
    "zipped": lambda e: e.instead("setl", packed("setl.csv", e.text("setl").encode()), ".zip"),
    "zipped with another name inside": lambda e: e.instead(
        "setl", packed("export.csv", e.text("setl").encode()), ".zip"
    ),
    "a title above the header": lambda e: _setl(e, titled),
    "a title in GB18030": lambda e: _setl(e, titled, "gb18030"),
    "the header in capitals": lambda e: _setl(
        e, lambda t: t.partition("\n")[0].upper() + "\n" + t.partition("\n")[2]
    ),
    "spaces in the header": lambda e: _setl(e, lambda t: t.replace("psn_no,", " psn_no\u3000,", 1)),
    "an Excel workbook": lambda e: e.instead("setl", excel(e, "setl"), ".xlsx"),
    "an Excel workbook with titles": lambda e: e.instead("setl", excel(e, "setl", 3), ".xlsx"),
    "an Excel workbook with types": lambda e: e.instead("setl", typed_excel(e), ".xlsx"),
    "Parquet": lambda e: e.instead("setl", parquet(e, "setl"), ".parquet"),
    "a column more": lambda e: e.set("setl", 0, remark="no matter"),
    "rows in another order": lambda e: e.rows["setl"].reverse() or e,
    "columns in another order": lambda e: e.rows.update(
        setl=[dict(reversed(row.items())) for row in e.rows["setl"]]
    ) or e,
    "two files that overlap": lambda e: e.instead("setl", e.text("setl").encode()).instead(
        "setl_again", e.text("setl").encode()
    ),
}  # fmt: skip


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("damage", SAME.values(), ids=SAME)
def test_a_foreign_form_gives_the_same_lake_to_the_byte(
    damage: Callable[[Any], Any], export: Any, ingested: Any, sound: Store
) -> None:
    outcome = ingested(damage(export))
    assert outcome.reasons == {}
    assert files(outcome.store.root / "lake") == files(sound.root / "lake")


def broken(text: str) -> Callable[[Any], Any]:
    """Put a broken record in place of the first row of the settlements."""

    def damage(export: Any) -> Any:
        lines = export.text("setl").splitlines()
        return export.instead("setl", "\n".join([lines[0], text, *lines[2:], ""]).encode())

    return damage


FIRST = "S1,M1,P1,H1,2025-01-05 10:00:00,11,100.00,60.00,10.00,310,01,0,1"

BROKEN: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a field too many": (broken(f"{FIRST},more"), "broken_row|fields"),
    "a field too few": (broken(FIRST.rpartition(",")[0]), "broken_row|fields"),
    "a comma in an amount": (broken(FIRST.replace("100.00", "1,100.00")), "broken_row|fields"),
    "a quote that never closes": (broken(FIRST.replace("P1", '"P1')), "broken_row|quoting"),
    "text behind a closing quote": (broken(FIRST.replace("P1", '"P1"x')), "broken_row|quoting"),
    "a line cut in the middle": (broken(FIRST[:30]), "broken_row|fields"),
}


@pytest.mark.parametrize(("damage", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_record_is_one_row_and_takes_no_other_with_it(
    damage: Callable[[Any], Any], reason: str, export: Any, ingested: Any
) -> None:
    outcome = ingested(damage(export))
    assert outcome.reasons == {"setl": {reason: 1}}
    assert outcome.keys("setl") == ["S2", "S3"]
    kept = pl.read_parquet(outcome.store.partition("quarantine/setl", "unknown"), glob=False)
    assert kept.select("source_file", "source_line").rows() == [("setl.csv", 2)]
    assert "P1" not in str(kept.rows()), "nothing of it is kept: a name can stand anywhere"


def test_bytes_that_mean_no_characters_break_their_line_only(export: Any, ingested: Any) -> None:
    text = (
        export.text("inst").encode("gb18030").replace("青山药店".encode("gb18030"), b"\xff\xff\x80")
    )
    outcome = ingested(export.instead("inst", text))
    assert outcome.reasons == {"inst": {"broken_row|encoding": 1}}
    assert outcome.keys("inst") == ["H2"]


def test_a_line_break_inside_quotes_belongs_to_the_field(export: Any, ingested: Any) -> None:
    outcome = ingested(export.set("diag", 0, diag_name="高血压\n三级"))
    assert outcome.cell("diag", "M1", "diag_name") == "高血压\n三级"


def test_a_stray_quote_inside_a_field_is_text(export: Any, ingested: Any) -> None:
    text = export.text("diag").replace("高血压", '高"血压')
    outcome = ingested(export.instead("diag", text.encode()))
    assert outcome.cell("diag", "M1", "diag_name") == '高"血压'


def test_totals_below_the_table_are_no_rows_of_it(export: Any, ingested: Any) -> None:
    text = export.text("setl") + "合计,,,,,,2635.70,2080.00,,,,,\n"
    outcome = ingested(export.instead("setl", text.encode()))
    assert outcome.keys("setl") == ["S1", "S2", "S3"]
    assert outcome.report.tables["setl"].quarantined == 1


def test_a_header_in_the_middle_is_a_row_that_is_refused(export: Any, ingested: Any) -> None:
    lines = export.text("setl").splitlines()
    text = "\n".join([*lines[:2], lines[0], *lines[2:], ""])
    outcome = ingested(export.instead("setl", text.encode()))
    assert outcome.keys("setl") == ["S1", "S2", "S3"]
    assert outcome.report.tables["setl"].quarantined == 1


def test_a_file_of_only_a_header_has_no_rows(export: Any, ingested: Any) -> None:
    outcome = ingested(export.instead("dr", b"dr_code,fixmedins_code,mul_prac_flag\n"))
    assert outcome.report.tables["dr"].read == 0


def test_long_numbers_in_a_workbook_have_lost_digits(export: Any, ingested: Any) -> None:
    out = io.BytesIO()
    rows = [{**row, "psn_no": 123456789012345678} for row in export.rows["setl"]]
    pl.DataFrame(rows).write_excel(out)
    outcome = ingested(export.instead("setl", out.getvalue(), ".xlsx"))
    assert outcome.reasons["setl"] == {"psn_no|digits_lost": 3}


REFUSED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "an empty file": (lambda e: e.instead("setl", b""), r"setl\.csv.*empty"),
    "a truncated gzip file": (
        lambda e: e.instead("setl", gzip.compress(e.text("setl").encode())[:-12], ".csv.gz"),
        r"setl\.csv\.gz",
    ),
    "a damaged zip archive": (lambda e: e.instead("setl", b"PK\x03\x04 no archive", ".zip"), "zip"),
    "a damaged workbook": (lambda e: e.instead("setl", b"no workbook", ".xlsx"), r"setl\.xlsx"),
    "a damaged Parquet file": (lambda e: e.instead("setl", b"PAR1", ".parquet"), r"setl\.parquet"),
    "a missing column": (
        lambda e: _setl(e, lambda t: t.replace("psn_no", "who", 1)),
        "not among the 13 columns of the header: 'psn_no'",
    ),
    "no header at all": (
        lambda e: _setl(e, lambda t: NAME + t.partition("\n")[2]),
        "check that the file has a header",
    ),
}


@pytest.mark.parametrize(("damage", "message"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_one_message_and_changes_nothing(
    damage: Callable[[Any], Any], message: str, export: Any, ingested: Any, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=message) as told:
        ingested(damage(export))
    assert NAME not in str(told.value)
    assert not list((tmp_path / "workspace").rglob("*.parquet"))


def test_a_database_gives_the_same_lake(
    export: Any, described: str, sound: Store, tmp_path: Path
) -> None:
    path = tmp_path / "bureau.db"
    with sqlite3.connect(path) as base:
        for table, rows in export.rows.items():
            names = ", ".join(f'"{name}"' for name in rows[0])
            signs = ", ".join("?" * len(rows[0]))
            base.execute(f'CREATE TABLE "{table}" ({names})')
            base.executemany(
                f'INSERT INTO "{table}" VALUES ({signs})', [list(row.values()) for row in rows]
            )
    base.close()
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(described, encoding="utf-8")
    store = Store(tmp_path / "workspace")
    ingest(store, [f"sqlite:///{path}"], load_mapping(mapping))
    assert files(store.root / "lake") == files(sound.root / "lake")
