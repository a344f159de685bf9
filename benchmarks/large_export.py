"""One large text file into the lake: time, and the most memory it took.

`python benchmarks/large_export.py --rows 10000000` writes fee lines of one month, with a settlement
and an encounter for every fourteen, as CSV into a temporary folder, ingests them in a process of
its own, and prints seconds and MiB beside those of merely reading the file with Polars.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = 14
"""Fee lines per settlement (domain standard A.12)."""

MAPPING = "large.toml"
BATCH = 500_000

READ = """
import sys
import polars as pl
lines = pl.scan_csv(sys.argv[1], infer_schema=False)
lines.select(pl.len(), pl.all().str.len_bytes().sum()).collect()
"""

INGEST = """
import sys
from pipelines import Workspace
report = Workspace(sys.argv[1]).ingest([sys.argv[2]], sys.argv[3])
for name, of in report.tables.items():
    print(f"{name}: read {of.read:,} = kept {of.kept:,} + quarantined {of.quarantined:,}")
    assert of.read == of.kept + of.quarantined == of.new
"""

FEE = (
    "feedetl_sn", "mdtrt_id", "setl_id", "psn_no", "fixmedins_code", "fee_ocur_time",
    "med_list_codg", "med_chrgitm_type", "cnt", "pric", "det_item_fee_sumamt", "inscp_scp_amt",
    "list_type", "chrgitm_lv", "bilg_dr_codg", "bilg_dept_codg", "prd_days", "rxno",
    "hi_nego_drug_flag", "dscg_tkdrug_flag",
)  # fmt: skip
SETL = (
    "setl_id", "mdtrt_id", "psn_no", "fixmedins_code", "setl_time", "med_type", "medfee_sumamt",
    "fund_pay_sumamt",
)  # fmt: skip
MDTRT = ("mdtrt_id", "psn_no", "fixmedins_code", "med_type", "begntime")
INST = ("fixmedins_code", "fixmedins_name", "fixmedins_type")


def fee_line(number: int) -> str:
    """One fee line; neighbours in the file are far apart in the order of keys."""
    visit = number // LINES
    day, amount = 1 + visit % 28, 1 + number % 9000
    return (
        f"F{number * 7_919 % 100_000_007:012},M{visit:010},S{visit:010},P{visit % 300_000:08},"
        f"H{visit % 500:06},2025-03-{day:02} 10:{number % 60:02}:00,X{number % 5000:07},"
        f"{1 + number % 14:02},1,{amount / 100:.4f},{amount / 100:.2f},{amount / 100:.2f},"
        f"101,01,D{visit % 4000:06},K{visit % 40:02},{number % 30},R{visit:010},0,0\n"
    )


def visit_rows(visit: int) -> tuple[str, str]:
    """The settlement and the encounter of a visit."""
    head = f"P{visit % 300_000:08},H{visit % 500:06}"
    moment = f"2025-03-{1 + visit % 28:02} 11:00:00"
    return (
        f"S{visit:010},M{visit:010},{head},{moment},11,87.00,50.00\n",
        f"M{visit:010},{head},11,{moment}\n",
    )


def write_export(folder: Path, rows: int) -> None:
    """Write the four files and their mapping."""
    tables = {"fee": FEE, "setl": SETL, "mdtrt": MDTRT, "inst": INST}
    text = 'name = "large"\n'
    for name, columns in tables.items():
        text += f'[[table]]\ntable = "{name}"\nfiles = "{name}.csv"\n[table.columns]\n'
        text += "".join(f'{column} = "{column}"\n' for column in columns)
        (folder / f"{name}.csv").write_text(",".join(columns) + "\n")
    (folder / MAPPING).write_text(text)
    with (folder / "fee.csv").open("a") as fee:
        for start in range(0, rows, BATCH):
            fee.writelines(map(fee_line, range(start, min(start + BATCH, rows))))
    with (folder / "setl.csv").open("a") as setl, (folder / "mdtrt.csv").open("a") as mdtrt:
        for visit in range((rows + LINES - 1) // LINES):
            settled, seen = visit_rows(visit)
            setl.write(settled)
            mdtrt.write(seen)
    with (folder / "inst.csv").open("a") as inst:
        inst.writelines(f"H{number:06},机构{number},1\n" for number in range(500))


def timed(program: str, *arguments: str) -> tuple[float, float]:
    """Seconds that a program takes in a process of its own, and the most MiB of any so far."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *arguments], check=True)  # noqa: S603
    seconds = time.perf_counter() - started
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Write, read, ingest, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "export"
        folder.mkdir()
        write_export(folder, rows)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        print(f"{rows:,} fee lines, {size:,.0f} MiB of CSV")
        read, memory = timed(READ, str(folder / "fee.csv"))
        print(f"read with Polars {read:.1f} s, {memory:,.0f} MiB")
        arguments = (str(Path(place) / "workspace"), str(folder), str(folder / MAPPING))
        first, memory = timed(INGEST, *arguments)
        print(f"ingest {first:.1f} s, {memory:,.0f} MiB, {first / read:.0f} times reading")


if __name__ == "__main__":
    main()
