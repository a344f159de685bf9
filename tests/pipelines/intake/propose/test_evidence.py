import polars as pl
import pytest

from features.contract import TABLES
from pipelines.intake.identity import WEIGHTS
from pipelines.intake.propose import Aliases
from pipelines.intake.propose.evidence import Evidence, evidence, speaks_for

BODY = "11010119000101001"
"""An invented certificate number without its check digit."""

CHECK = "0123456789X"[
    (1 - sum(int(digit) * weight for digit, weight in zip(BODY, WEIGHTS, strict=False))) % 11
]


def said(aliases: Aliases, column: str, *texts: str, table: str = "setl") -> Evidence:
    values = pl.Series("V", texts, pl.String)
    return evidence(values, column, TABLES[table], "yuan", aliases)


@pytest.mark.parametrize(
    ("table", "column", "texts"),
    [
        ("setl", "setl_id", ("236202401000000000", "236202401000000001")),
        ("setl", "medfee_sumamt", ("12.50", "-3", "1,200.00")),
        ("setl", "balc", ()),
        ("fee", "cnt", ("1.5", "2")),
        ("diag", "diag_code", ("J20.9", "I25.100x003")),
        ("inst", "fixmedins_name", ("模拟医院",)),
        ("inst", "aprv_bed_cnt", ("848",)),
    ],
)
def test_values_that_fit_leave_no_doubt(
    aliases: Aliases, table: str, column: str, texts: tuple[str, ...]
) -> None:
    assert said(aliases, column, *texts, table=table) == Evidence()


@pytest.mark.parametrize(
    ("table", "column", "texts", "told"),
    [
        ("setl", "medfee_sumamt", ("12.50", "twelve"), "50% of the values cannot be read"),
        ("setl", "setl_time", ("2024-01-01", "soon"), "50% of the values cannot be read"),
        ("setl", "fixmedins_code", ("模拟医院",), "words, not codes"),
        ("setl", "setl_id", ("1.23456E+17",), "cannot be read"),
        ("setl", "setl_id", ("a", "a", "b"), "primary key repeat"),
        ("diag", "diag_code", ("4019", "5853"), "do not look like ICD-10"),
        ("psn", "psn_no", (f"{BODY}{CHECK}",), "pseudonymise"),
        ("setl", "setl_id", (), "no value was seen"),
    ],
)
def test_values_that_do_not_fit_are_told(
    aliases: Aliases, table: str, column: str, texts: tuple[str, ...], told: str
) -> None:
    (doubt,) = said(aliases, column, *texts, table=table).doubts
    assert told in doubt.text("en")
    assert not any(text in doubt.text("zh") for text in texts)


@pytest.mark.parametrize(
    ("table", "column", "texts", "likely"),
    [
        ("setl", "fixmedins_code", ("H36019100001", "P36019300055"), True),
        ("setl", "fixmedins_code", ("36019100001",), False),
        ("setl", "setl_time", ("20240131", "20240201"), True),
        ("setl", "setl_time", ("240131", "12"), False),
        ("diag", "diag_code", ("J20.9",), True),
        ("setl", "med_type", ("11",), False),
        ("setl", "setl_time", (), False),
    ],
)
def test_few_columns_are_known_by_their_values_alone(
    table: str, column: str, texts: tuple[str, ...], *, likely: bool
) -> None:
    values = pl.Series("V", texts, pl.String)
    assert speaks_for(values, column, TABLES[table]) is likely
