"""Damaged and odd files beside good ones."""

import gzip
import zipfile
from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.intake.propose import propose
from pipelines.intake.propose.opened import sources_at, unreadable

PSN = "psn_no,gend,brdy\nP1,1,1980-01-02\nP2,2,1990-03-04\n"
DR = "dr_code,fixmedins_code\nD1,H1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "psn.csv").write_text(PSN, encoding="utf-8")
    return tmp_path


def told(folder: Path) -> dict[str, str]:
    """What is told of files that are not proposed."""
    return {each.name: each.why.en for each in propose([folder]).unrecognised}


def zipped(path: Path, **members: str | bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)


def test_files_folders_and_archives_are_looked_into_once(folder: Path) -> None:
    zipped(folder / "june.zip", dr__csv=DR)
    (folder / ".hidden.csv").write_text(PSN, encoding="utf-8")
    sources, unread = sources_at([folder, folder / "psn.csv"])
    assert [source.name for source in sources] == ["june.zip/dr.csv", "psn.csv"]
    assert unread == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("setl.xlsx", b"no workbook", "this cannot be read as a workbook"),
        ("setl.zip", b"PK no archive", "the archive is damaged or cut off; copy it again"),
        ("setl.rar", b"Rar!", "archives of this kind are not read; pack it as zip or gzip"),
        (
            "setl.csv.gz",
            gzip.compress(b"A,B\n" * 999, mtime=0)[:30],
            "the archive is damaged or cut off",
        ),
        ("setl.csv", b"", "the file is empty; export it again"),
        ("setl.parquet", b"PAR1", "this cannot be read as Parquet; export it again"),
    ],
)
def test_a_damaged_file_does_not_stop_the_rest(
    folder: Path, name: str, content: bytes, why: str
) -> None:
    (folder / name).write_bytes(content)
    found = propose([folder])
    assert [table.table.name for table in found.tables] == ["psn"]
    (other,) = found.unrecognised
    assert other.name == name
    assert why in other.why.en
    assert why in other.why.zh
    assert str(folder) not in other.why.en


def test_an_odd_member_does_not_stop_its_archive(folder: Path) -> None:
    zipped(folder / "june.zip", dr__csv=DR, inv__xlsx=b"a workbook")
    found = propose([folder])
    assert [table.table.name for table in found.tables] == ["psn", "dr"]
    assert told(folder) == {
        "june.zip/inv.xlsx": "unreadable: only text is read from archives; take this file out"
    }


def test_a_name_that_looks_like_a_pattern_means_itself(folder: Path) -> None:
    (folder / "dr[1].csv").write_text(DR, encoding="utf-8")
    assert {source.name for source in sources_at([folder])[0]} == {"dr[1].csv", "psn.csv"}


def test_a_damaged_file_alone_is_told(tmp_path: Path) -> None:
    (tmp_path / "setl.zip").write_bytes(b"nothing")
    assert list(told(tmp_path)) == ["setl.zip"]


def test_what_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a does not exist; check the path\n.*b does not exist"):
        sources_at([tmp_path / "a", tmp_path / "b", tmp_path])
    with pytest.raises(InputError, match="no file at"):
        sources_at([tmp_path])
    with pytest.raises(InputError, match="there is no such file; check the address"):
        sources_at([f"sqlite:///{tmp_path}/none.db"])


def test_an_error_without_a_place_is_told_as_it_is() -> None:
    assert unreadable("x", InputError("it is odd")).why.en == "unreadable: it is odd"
