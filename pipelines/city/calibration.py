"""How close a simulated city comes to published figures of real ones (`domain_standard` A.12).

Everything is read from the raw exports, month after month, so it works for any size of city.
Counting rules: only valid settlements (`VALI_FLAG` 1) count; a refund takes one settlement (and
its lines) away, so that a settlement cancelled and made anew counts once and sums are net;
95th percentiles are those of positive rows. Medical
assistance settled on its own (`SETL_TYPE` 3) belongs to the settlement it helps: its payment
counts, the row does not. That a city agrees with these figures shows that the
machinery is fed realistically; it is no evidence of how well real violations are found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

Language = Literal["zh", "en"]

RECORDS = {
    "inpatient": ("21", "25", "28", "52"),
    "outpatient": ("11", "13", "51"),
    "pharmacy": ("41",),
    "chronic": ("14",),
}
"""The `med_type` codes of each class of record; others are in none (the shares do not add up)."""

CITY, COUNTY, TRAPS = "A.12 city", "A.12 county", "A.9"


@dataclass(frozen=True)
class Aim:
    """A published figure: what it is called in Chinese and English, how much, and from where."""

    zh: str
    en: str
    value: float
    source: str


AIMS = {
    "settlements_per_year": Aim("人均年结算次数", "settlements per person-year", 6.2, CITY),
    "lines_per_settlement": Aim("每次结算明细行数", "lines per settlement", 14, CITY),
    "medfee_mean": Aim("次均总费用(元)", "mean medfee_sumamt (yuan)", 874, CITY),
    "medfee_p95": Aim("总费用P95(元)", "P95 medfee_sumamt (yuan)", 3_480, CITY),
    "fund_mean": Aim("次均基金支付(元)", "mean fund_pay_sumamt (yuan)", 571, CITY),
    "fund_p95": Aim("基金支付P95(元)", "P95 fund_pay_sumamt (yuan)", 2_135, CITY),
    "hifp_mean": Aim("次均统筹支付(元)", "mean hifp_pay (yuan)", 519, CITY),
    "hifp_p95": Aim("统筹支付P95(元)", "P95 hifp_pay (yuan)", 2_018, CITY),
    "line_mean": Aim("明细行均金额(元)", "mean fee line (yuan)", 63, CITY),
    "line_p95": Aim("明细行P95(元)", "P95 fee line (yuan)", 200, CITY),
    "valid_share": Aim("有效标志占比", "share with vali_flag = 1", 0.9963, CITY),
    "refund_share": Aim("退费行占比", "share of refund rows", 0.052, TRAPS),
    "inpatient_records": Aim("住院人次占比", "in-patient share of records", 0.053, COUNTY),
    "outpatient_records": Aim("门诊人次占比", "out-patient share of records", 0.35, COUNTY),
    "pharmacy_records": Aim("药店人次占比", "pharmacy share of records", 0.47, COUNTY),
    "chronic_records": Aim("慢特病人次占比", "chronic share of records", 0.049, COUNTY),
    "inpatient_cost": Aim("住院费用占比", "in-patient share of cost", 0.633, COUNTY),
    "outpatient_cost": Aim("门诊费用占比", "out-patient share of cost", 0.11, COUNTY),
    "pharmacy_cost": Aim("药店费用占比", "pharmacy share of cost", 0.083, COUNTY),
    "chronic_cost": Aim("慢特病费用占比", "chronic share of cost", 0.053, COUNTY),
    "short_stays": Aim("一日内住院占比", "stays of a day or less", 0.0275, COUNTY),
}
"""What is measured, in the order of the report."""

TOLERANCE = 0.15
"""How far a figure may lie from its aim."""


@dataclass(frozen=True)
class Measured:
    """A figure of a city beside its aim."""

    name: str
    aim: Aim
    value: float

    @property
    def deviation(self) -> float:
        """How far it lies from the aim, as a share of the aim."""
        return self.value / self.aim.value - 1

    @property
    def close(self) -> bool:
        """Whether it lies within the tolerance."""
        return abs(self.deviation) <= TOLERANCE


def measured(folder: Path) -> list[Measured]:
    """The figures of the raw exports in `folder`."""
    found = {
        **_of_settlements(folder),
        **_of_lines(folder),
        "short_stays": _short_stays(folder),
    }
    found["lines_per_settlement"] = found.pop("lines") / found["settlements"]
    persons = _scan(folder, "psn_info_b.csv").select(pl.len()).collect().item()
    years = len(list(folder.glob("setl_d_*.csv"))) / 12
    found["settlements_per_year"] = found.pop("settlements") / (persons * years)
    return [Measured(name, aim, found[name]) for name, aim in AIMS.items()]


def _scan(folder: Path, files: str) -> pl.LazyFrame:
    return pl.scan_csv(folder / files, infer_schema=False)


def _of_settlements(folder: Path) -> dict[str, float]:
    money = {"medfee": "MEDFEE_SUMAMT", "fund": "FUND_PAY_SUMAMT", "hifp": "HIFP_PAY"}
    rows = _scan(folder, "setl_d_*.csv").select(
        pl.col("VALI_FLAG") == "1",
        refund=pl.col("REFD_SETL_FLAG") == "1",
        assistance=pl.col("SETL_TYPE") == "3",
        kind="MED_TYPE",
        **{name: pl.col(column).cast(pl.Float64) for name, column in money.items()},
    )
    valid = rows.filter("VALI_FLAG").with_columns(
        net=pl.when("assistance").then(0).when("refund").then(-1).otherwise(1).cast(pl.Int64)
    )
    sums = ("net", *money)
    by_kind = (
        valid.group_by("kind")
        .agg(pl.len().alias("rows"), pl.col("refund").sum(), *(pl.col(s).sum() for s in sums))
        .collect(engine="streaming")
    )
    total = by_kind.select(pl.col("rows", "refund", *sums).sum()).row(0, named=True)
    number_of_rows = rows.select(pl.len()).collect(engine="streaming").item()
    found = {f"{name}_mean": total[name] / total["net"] for name in money}
    found |= {f"{name}_p95": _p95(valid.filter(pl.col("net") > 0), name) for name in money}
    return {
        **found,
        **_shares(by_kind, total),
        "settlements": total["net"],
        "valid_share": total["rows"] / number_of_rows,
        "refund_share": total["refund"] / total["rows"],
    }


def _shares(by_kind: pl.DataFrame, total: dict[str, float]) -> dict[str, float]:
    """The share of each class of record in the records and in the cost."""
    shares = {}
    for name, kinds in RECORDS.items():
        of_class = by_kind.filter(pl.col("kind").is_in(kinds))
        shares[f"{name}_records"] = float(of_class["net"].sum()) / total["net"]
        shares[f"{name}_cost"] = float(of_class["medfee"].sum()) / total["medfee"]
    return shares


def _of_lines(folder: Path) -> dict[str, float]:
    lines = pl.scan_parquet(folder / "fee_list_d_*.parquet").select(
        amount=pl.col("DET_ITEM_FEE_SUMAMT").cast(pl.Float64),
        net=pl.when(pl.col("INIT_FEEDETL_SN").is_null()).then(1).otherwise(-1).cast(pl.Int64),
    )
    total = lines.select(pl.col("amount", "net").sum()).collect(engine="streaming")
    amount, net = total.row(0)
    return {
        "lines": net,
        "line_mean": amount / net,
        "line_p95": _p95(lines.filter(pl.col("net") > 0), "amount"),
    }


def _p95(rows: pl.LazyFrame, name: str) -> float:
    """The 95th percentile of a column, from how often each amount occurs."""
    counts = rows.group_by(name).agg(pl.len()).sort(name).collect(engine="streaming")
    reached = counts["len"].cum_sum() >= 0.95 * float(counts["len"].sum())
    return float(counts[name].gather(reached.arg_true().head(1)).item())


def _short_stays(folder: Path) -> float:
    """The share of stays that end on the day of admission or the next."""
    day = pl.col("BEGNDATE", "ENDDATE").str.slice(0, 10).str.to_date("%Y-%m-%d")
    stays = _scan(folder, "mdtrt_d_*.csv").filter(
        pl.col("MED_TYPE").is_in(RECORDS["inpatient"]), pl.col("ENDDATE").is_not_null()
    )
    short = stays.select(day).select(
        ((pl.col("ENDDATE") - pl.col("BEGNDATE")).dt.total_days() <= 1).mean()
    )
    return float(short.collect(engine="streaming").item())


HEADS: dict[Language, Sequence[str]] = {
    "zh": ("指标", "目标", "实测", "偏差", "来源"),
    "en": ("figure", "aim", "measured", "deviation", "source"),
}
CAVEATS: dict[Language, str] = {
    "zh": "模拟城市只检查程序是否运转正确，绝不能作为检出效果的证据。",
    "en": "The city checks the machinery; it is never evidence of detection quality.",
}


def report(figures: Iterable[Measured], language: Language = "zh") -> str:
    """The figures as a text table, those outside the tolerance marked with `!`."""
    rows = [tuple(HEADS[language]), *(_row(figure, language) for figure in figures)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True))
        for row in rows
    ]
    return "\n".join([*(line.rstrip() for line in lines), CAVEATS[language]]) + "\n"


def _row(figure: Measured, language: Language) -> tuple[str, ...]:
    aim = figure.aim
    mark = "" if figure.close else " !"
    deviation = f"{100 * figure.deviation:+.1f} %{mark}"
    name = aim.zh if language == "zh" else aim.en
    return (name, f"{aim.value:,.4g}", f"{figure.value:,.4g}", deviation, aim.source)


def _width(text: str) -> int:
    """Columns a text takes on a screen; Chinese characters take two."""
    return sum(2 if sign > "\u2e80" else 1 for sign in text)
