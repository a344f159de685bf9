import zipfile
from pathlib import Path

import pytest

from pipelines.intake.sources.archive import Content
from pipelines.intake.sources.files import contents, fits


def test_folders_are_searched_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.csv", "2025/a.csv", ".hidden.csv", ".git/c.csv", "~$b.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [content.path for content in contents([tmp_path])] == [
        tmp_path / "2025/a.csv",
        tmp_path / "b.csv",
    ]


def test_a_file_named_twice_is_one(tmp_path: Path) -> None:
    path = tmp_path / "setl.csv"
    path.touch()
    assert len(contents([tmp_path, path, tmp_path / ".." / tmp_path.name])) == 1


def test_archives_are_looked_into(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "june.ZIP", "w") as archive:
        archive.writestr("b.csv", "")
        archive.writestr("a.csv", "")
    assert [content.member for content in contents([tmp_path])] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("name", "pattern", "meant"),
    [
        ("setl_1.csv", "setl*.csv", True),
        ("SETL_1.CSV", "setl*.csv", True),
        ("setl_1.csv.gz", "setl*.csv", True),
        ("setl_1.csv", "setl*.csv.gz", True),
        ("setl_1.xlsx", "setl*.csv", True),
        ("setl_1.parquet", "SETL*.xlsx", True),
        ("setl_1.md", "setl*.csv", False),
        ("setl_1.md", "setl*", True),
        ("fee_1.csv", "setl*.csv", False),
        ("setl_1", "setl*.csv", False),
    ],
)
def test_patterns_mean_every_form(name: str, pattern: str, meant: bool) -> None:  # noqa: FBT001
    assert fits(Content(Path("exports") / name), pattern) == meant


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        (Content(Path("june.zip"), "deep/setl_1.csv"), True),
        (Content(Path("june.zip"), "data.csv"), False),
        (Content(Path("setl_1.zip"), "data.csv"), False),
        (Content(Path("setl_1.zip"), "data.csv", alone=True), True),
        (Content(Path("setl_1.csv.zip"), "数据.txt", alone=True), True),
        (Content(Path("june.zip"), "data.csv", alone=True), False),
    ],
)
def test_members_and_only_members(content: Content, meant: bool) -> None:  # noqa: FBT001
    assert fits(content, "setl*.csv") == meant
