"""A small export: two settlements at two institutions, and its mapping."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.intake import Mapping, load_mapping
from pipelines.store import Store

MAPPING = """\
name = "small"

[[table]]
table = "setl"
files = "setl*.csv"
null_values = ["NA"]
[table.columns]
setl_id = "ID"
mdtrt_id = "VISIT"
psn_no = "PERSON"
fixmedins_code = "SITE"
setl_time = { from = "TIME", format = "%Y%m%d" }
med_type = { from = "KIND", values = { I = "21", O = "11" }, other = "quarantine" }
medfee_sumamt = "TOTAL"
fund_pay_sumamt = "FUND"
"""

HEADER = "ID,VISIT,PERSON,SITE,TIME,KIND,TOTAL,FUND"

Write = Callable[..., Path]


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


@pytest.fixture
def write(exports: Path) -> Write:
    """Write rows below the header into a file of the export."""

    def write(*rows: str, name: str = "setl.csv", header: str = HEADER) -> Path:
        path = exports / name
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def mapping_of(tmp_path: Path) -> Callable[[str], Mapping]:
    """Load a mapping from its text."""

    def load(text: str) -> Mapping:
        path = tmp_path / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return load_mapping(path)

    return load


@pytest.fixture
def described() -> str:
    """The text of the mapping; it ends in the columns of its table."""
    return MAPPING


@pytest.fixture
def mapping(mapping_of: Callable[[str], Mapping], described: str) -> Mapping:
    return mapping_of(described)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "workspace")
