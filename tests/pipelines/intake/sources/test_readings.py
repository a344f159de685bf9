import gzip
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import InputError
from pipelines.intake import Mapping
from pipelines.intake.sources import Reading, readings

Write = Callable[..., Path]

NOTHING = frozenset[str]()

HEADER = "ID,VISIT,PERSON,SITE,TIME,KIND,TOTAL,FUND"


def found(paths: list[Path | str], mapping: Mapping) -> list[Reading]:
    return readings(paths, mapping, NOTHING)[0]


def names(paths: list[Path | str], mapping: Mapping) -> list[str]:
    return [reading.source.name for reading in found(paths, mapping)]


def test_folders_are_searched_at_any_depth(exports: Path, write: Write, mapping: Mapping) -> None:
    (exports / "2025").mkdir()
    write(name="2025/setl_02.csv")
    write(name="setl_01.csv")
    write(name="other.csv")
    assert names([exports], mapping) == ["setl_02.csv", "setl_01.csv"]


def test_a_path_may_be_text(exports: Path, write: Write, mapping: Mapping) -> None:
    assert names([str(write())], mapping) == ["setl.csv"]


def test_a_file_named_twice_is_read_once(exports: Path, write: Write, mapping: Mapping) -> None:
    path = write()
    assert len(found([exports, path, exports / ".." / "exports"], mapping)) == 1


def test_one_export_in_every_form(exports: Path, write: Write, mapping: Mapping) -> None:
    """The rows are those of the plain file; that of Excel is tested with its reader."""
    row = ["1", "2", "p", "s", "20250131", "I", "12.30", "2"]
    plain = write(",".join(row), name="setl.csv").read_bytes()
    (exports / "SETL.TXT").write_bytes(plain.replace(b",", b"\t").replace(b"\n", b"\r\n"))
    (exports / "setl_gb.csv.gz").write_bytes(gzip.compress("结算\n".encode("gbk") + plain))
    with zipfile.ZipFile(exports / "june.zip", "w") as archive:
        archive.writestr("六月/setl_6.csv", plain)
        archive.writestr("readme.md", "")
    with zipfile.ZipFile(exports / "setl_7.zip", "w") as archive:
        archive.writestr("data.csv", plain)
    columns = HEADER.split(",")
    pl.DataFrame([row], schema=columns, orient="row").write_parquet(exports / "setl.parquet")
    read = found([exports], mapping)
    assert [reading.source.name for reading in read] == [
        "SETL.TXT", "june.zip/六月/setl_6.csv", "setl.csv", "setl.parquet", "setl_7.zip/data.csv",
        "setl_gb.csv.gz",
    ]  # fmt: skip
    for reading in read:
        (batch,) = [batch for batch in reading.batches() if len(batch.rows)]
        assert [*batch.rows.row(0)[1:]] == row


def test_text_may_be_called_xls(write: Write, mapping: Mapping) -> None:
    path = write("1,2,3,4,5,6,7,8", name="setl.xls")
    path.write_bytes(path.read_text(encoding="utf-8").replace(",", "\t").encode("utf-16"))
    (reading,) = found([path], mapping)
    (batch,) = [batch for batch in reading.batches() if len(batch.rows)]
    assert batch.rows.row(0) == (2, *"12345678")


def test_the_tables_of_a_database(tmp_path: Path, mapping: Mapping) -> None:
    address = f"sqlite:///{tmp_path}/city.db"
    database = sqlite3.connect(tmp_path / "city.db")
    database.execute(f"CREATE TABLE setl_d ({HEADER})")
    database.execute("INSERT INTO setl_d VALUES (1, 2, 3, 4, 5, 6, 7, 8)")
    database.commit()
    database.close()
    (reading,) = found([address], mapping)
    assert reading.source.name == "setl_d (sqlite)"
    (batch,) = reading.batches()
    assert batch.rows.row(0) == (1, "1", "2", "3", "4", "5", "6", "7", "8")


def test_a_pattern_without_a_file_is_told(write: Write, mapping: Mapping) -> None:
    late = replace(mapping.tables[0], files="late*.csv")
    two = replace(mapping, tables=(*mapping.tables, late))
    assert readings([write()], two, NOTHING)[1] == ["setl: no file matches late*.csv"]


def told(paths: list[Path | str], mapping: Mapping, root: Path) -> str:
    with pytest.raises(InputError) as caught:
        found(paths, mapping)
    return str(caught.value).replace(str(root), "…")


def test_bad_paths_are_told_together(exports: Path, write: Write, mapping: Mapping) -> None:
    write(name="fee.csv")
    with zipfile.ZipFile(exports / "june.zip", "w") as archive:
        archive.writestr("fee.csv", "")
    fits = "fits no pattern of the mapping 'small' (setl*.csv); rename the file or add its pattern"
    bad = [exports / "none", exports / "fee.csv", exports / "june.zip"]
    assert told([*bad], mapping, exports) == (
        f"…/none does not exist; check the path\n…/fee.csv {fits}\n…/june.zip {fits}"
    )


def test_other_archives_are_told(exports: Path, mapping: Mapping) -> None:
    (exports / "setl.rar").touch()
    assert told([exports / "setl.rar"], mapping, exports) == (
        "…/setl.rar: archives of this kind are not read; pack it as zip or gzip"
    )


def test_a_required_table_without_a_file_is_told(exports: Path, mapping: Mapping) -> None:
    assert told([exports], mapping, exports) == (
        "no file for the required tables setl at …, and the lake holds none yet; the mapping "
        "'small' looks for setl*.csv (setl): add the files or correct the patterns"
    )


def test_no_message_holds_a_password(tmp_path: Path, mapping: Mapping) -> None:
    sqlite3.connect(tmp_path / "secret.db").close()
    message = told([f"sqlite:///{tmp_path}/secret.db"], mapping, tmp_path)
    assert "at sqlite://…," in message
    assert "secret" not in message


def test_files_that_lack_columns_are_told_together(
    write: Write, mapping: Mapping, exports: Path
) -> None:
    write(header="ID,VISIT", name="setl_1.csv")
    (exports / "setl_2.csv").touch()
    first, second = told([exports], mapping, exports).split("\n")
    assert first.startswith("setl_1.csv: mapped for setl, but not among the 2 columns")
    assert second == "…/setl_2.csv: the file is empty; export it again"


def test_archives_are_for_text(exports: Path, mapping: Mapping) -> None:
    with zipfile.ZipFile(exports / "june.zip", "w") as archive:
        archive.writestr("setl.xlsx", "")
        archive.writestr("setl.parquet", "")
    assert told([exports], mapping, exports) == (
        "…/june.zip/setl.parquet: only text is read from archives; take this file out\n"
        "…/june.zip/setl.xlsx: only text is read from archives; take this file out"
    )
