import csv
import io
from pathlib import Path

import polars as pl

from pipelines.targets.listing import COLUMNS, csv_text

GOLDEN = Path(__file__).parents[2] / "golden/targets.csv"


def test_the_list_is_as_agreed(written: Path) -> None:
    assert (written / "targets.csv").read_text(encoding="utf-8") == GOLDEN.read_text(
        encoding="utf-8"
    )


def test_columns_and_order(written: Path) -> None:
    with (written / "targets.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == COLUMNS
    assert [row["level"] for row in rows] == ["institution"] * 12 + ["doctor"] * 4 + ["patient"] * 5
    assert [row["rank"] for row in rows[:12]] == [str(n) for n in range(1, 13)]
    for row in rows:
        assert (written / row["dossier"]).is_file()


def test_no_text_starts_a_formula_and_numbers_stay_numbers() -> None:
    hostile = ["=1+1", "+1", "-1", "@a", "\t=1", "a=1", None, ""]
    frame = pl.DataFrame({"text": hostile, "amount": [-1.005, 0.0, -0.001, 2.0, None, 1, 1, 1]})
    rows = list(csv.DictReader(io.StringIO(csv_text(frame, {"amount": 2}))))
    texts = [row["text"] for row in rows]
    assert texts == ["'=1+1", "'+1", "'-1", "'@a", "'\t=1", "a=1", "", ""]
    assert [row["amount"] for row in rows[:5]] == ["-1.00", "0.00", "0.00", "2.00", ""]
