import gzip
import zipfile
from pathlib import Path, PurePath

import pytest

from pipelines.errors import InputError
from pipelines.intake.sources.archive import Content, is_hidden, members

TEXT = b"A,B\n1,2\n" * 500


def whole(content: Content, size: int = 1000) -> bytes:
    return b"".join(content.blocks(size))


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def named_in_gbk(path: Path, name: str) -> Path:
    """A zip as Windows writes it: the name in GBK, and nothing that says so."""
    placeholder = "x" * len(name.encode("gbk"))
    content = zipped(path, **{placeholder: TEXT}).read_bytes()
    path.write_bytes(content.replace(placeholder.encode(), name.encode("gbk")))
    return path


def test_plain_and_gzip_give_the_same(tmp_path: Path) -> None:
    plain, packed = tmp_path / "setl.csv", tmp_path / "setl.CSV.GZ"
    plain.write_bytes(TEXT)
    packed.write_bytes(gzip.compress(TEXT))
    assert whole(Content(plain)) == whole(Content(packed)) == TEXT
    assert [Content(path).file_name for path in (plain, packed)] == ["setl.csv", "setl.CSV"]
    assert [Content(path).packed for path in (plain, packed)] == [False, True]


def test_members_are_told_by_their_names(tmp_path: Path) -> None:
    files = {"b/x.csv": TEXT, "a.csv.gz": gzip.compress(TEXT), "__MACOSX/._a.csv": b"", ".a": b""}
    path = zipped(tmp_path / "june.zip", **files)
    found = members(path)
    assert [content.name for content in found] == ["june.zip/a.csv.gz", "june.zip/b/x.csv"]
    assert [content.file_name for content in found] == ["a.csv", "x.csv"]
    assert [whole(content) for content in found] == [TEXT, TEXT]
    assert not any(content.alone for content in found)


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    (content,) = members(named_in_gbk(tmp_path / "june.zip", "结算表.csv"))
    assert (content.name, content.alone) == ("june.zip/结算表.csv", True)
    assert whole(content) == TEXT


def told(content: Content) -> str:
    with pytest.raises(InputError) as caught:
        whole(content)
    return str(caught.value).removeprefix(f"{content.path.parent}/")


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "june.zip", setl=TEXT)
    content = bytearray(path.read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + flags] |= 1
    path.write_bytes(content)
    assert told(Content(path, "setl")) == (
        "june.zip/setl: the archive is encrypted; pack it without password"
    )


def test_an_unknown_compression_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "june.zip", setl=TEXT)
    content = bytearray(path.read_bytes())
    for header, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(header) + method] = 9
    path.write_bytes(content)
    assert told(Content(path, "setl")).endswith("cannot be read; pack it as zip or gzip")


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_cut_off_archive_is_told(tmp_path: Path, kept: float) -> None:
    path = tmp_path / "setl.csv.gz"
    content = gzip.compress(TEXT)
    path.write_bytes(content[: int(kept * len(content))])
    assert told(Content(path)) == ("setl.csv.gz: the archive is damaged or cut off; copy it again")
    path = zipped(tmp_path / "june.zip", setl=TEXT)
    path.write_bytes(path.read_bytes()[: int(kept * path.stat().st_size)])
    with pytest.raises(InputError, match=r"june.zip: the archive is damaged or cut off"):
        members(path)


def test_damage_inside_a_member_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "june.zip", setl=TEXT)
    content = bytearray(path.read_bytes())
    content[45] ^= 0xFF
    path.write_bytes(content)
    assert told(Content(path, "setl")).startswith("june.zip/setl: the archive is damaged")


def test_two_members_of_one_name_are_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "june.zip", "w") as archive:
        archive.writestr("a.csv", TEXT)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", TEXT)
    with pytest.raises(InputError, match="two files in the archive have one name"):
        members(tmp_path / "june.zip")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert told(Content(tmp_path / "setl.csv")) == (
        "setl.csv: the file cannot be read (No such file or directory)"
    )


@pytest.mark.parametrize(
    ("path", "hidden"),
    [("a/b.csv", False), (".a/b.csv", True), ("a/~$b.xlsx", True), ("__MACOSX/b", True)],
)
def test_hidden_files(path: str, hidden: bool) -> None:  # noqa: FBT001
    assert is_hidden(PurePath(path)) == hidden
