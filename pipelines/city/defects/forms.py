"""The forms in which a text file reaches a bureau's analyst; all of them mean the same."""

import csv
import gzip
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

TITLE = "医疗保障信息平台 数据导出\n导出单位：模拟市医疗保障局\n\n"


def _csv(rows: pl.DataFrame, *, quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerow(rows.columns)
    writer.writerows(rows.iter_rows())
    return out.getvalue()


@dataclass(frozen=True)
class Form:
    """A form of a file: what is put behind its name, and its bytes."""

    name: str
    suffix: str
    content: Callable[[pl.DataFrame], bytes]


FORMS = (
    Form("plain", "", lambda rows: _csv(rows).encode()),
    Form("byte order mark", "", lambda rows: _csv(rows).encode("utf-8-sig")),
    Form("GB18030", "", lambda rows: _csv(rows).encode("gb18030")),
    Form("UTF-16", "", lambda rows: _csv(rows).encode("utf-16")),
    Form("title above", "", lambda rows: (TITLE + _csv(rows)).encode()),
    Form("quoted", "", lambda rows: _csv(rows, quoting=csv.QUOTE_ALL, end="\r\n").encode()),
    Form("gzip", ".gz", lambda rows: gzip.compress(_csv(rows).encode(), mtime=0)),
)


def rewrite(path: Path, rows: pl.DataFrame, form: Form) -> Path:
    """Put rows in place of a file, in a form; the new path."""
    made = path.with_name(path.name + form.suffix)
    content = form.content(rows)
    path.unlink()
    made.write_bytes(content)
    return made
