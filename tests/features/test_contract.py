import datetime as dt

import polars as pl
import pytest

from features.contract import (
    ENTITY_KEY,
    IDENTIFIERS,
    LEVELS,
    REQUIRED_TABLES,
    SENTINEL_ID,
    TABLES,
    Table,
)

NOON = dt.datetime(2025, 1, 3, 12)  # noqa: DTZ001
DAY = NOON.date()

SOUND: dict[str, dict[str, object]] = {
    "setl": {"setl_time": NOON, "medfee_sumamt": 1, "fund_pay_sumamt": -1},
    "mdtrt": {"begntime": NOON},
    "fee": {"fee_ocur_time": NOON, "cnt": 1.5, "det_item_fee_sumamt": 0},
    "diag": {"diag_time": NOON},
    "psn": {},
    "inst": {},
    "dr": {},
    "oprn": {"oprn_oprt_date": NOON},
    "order": {"order_type": "report", "order_time": NOON},
    "inv": {"inv_chg_type": "sale", "inv_chg_time": NOON, "cnt": 1.0},
    "enrol": {"psn_insu_date": DAY},
    "ext": {"ext_type": "death", "begndate": DAY},
    "tip": {"subject_type": "institution", "received_date": DAY},
    "case": {
        "subject_type": "doctor",
        "outcome": "cleared",
        "period_start": DAY,
        "period_end": DAY,
        "confirmed_date": DAY,
    },
}
"""The required columns that are not text."""


def row(table: Table, **changes: object) -> pl.DataFrame:
    """One sound row with nothing but the required columns, then changed."""
    texts = {name: "X1" for name in table.required if table.dtypes[name] == pl.String}
    values = dict.fromkeys(table.columns) | texts | SOUND[table.name] | changes
    return pl.DataFrame([values], schema=table.dtypes)


def broken(table: str, **changes: object) -> list[str]:
    """The rules that the changed row breaks."""
    _, failure = TABLES[table].schema.filter(row(TABLES[table], **changes))
    return sorted(failure.counts())


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_required_columns_are_enough(table: Table) -> None:
    assert table.schema.is_valid(row(table))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_each_required_column_is_needed(table: Table) -> None:
    for name in table.required:
        assert f"{name}|nullability" in broken(table.name, **{name: None})


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_knows_its_key_and_the_time_of_its_month(table: Table) -> None:
    assert table.key
    assert set(table.key) <= set(table.required)
    if table.month_of is not None:
        assert table.month_of in table.required
        assert table.dtypes[table.month_of] == pl.Datetime("us")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_money_is_whole_fen(table: Table) -> None:
    for name, dtype in table.dtypes.items():
        expected = {"fen": pl.Int64, "yuan": pl.Float64}.get(table.unit(name) or "")
        assert expected in (None, dtype)
        if name.endswith(("_sumamt", "_pay", "_amt")) and dtype.is_numeric():
            assert table.unit(name) is not None


def test_keys_are_unique() -> None:
    setl = TABLES["setl"]
    twice = pl.concat([row(setl), row(setl)])
    assert not setl.schema.is_valid(twice)


@pytest.mark.parametrize("placeholder", ["0", "000", "-", "--", "无", "NULL", "NA", "", "  "])
def test_a_placeholder_is_never_an_identifier(placeholder: str) -> None:
    assert broken("setl", psn_no=placeholder) == ["psn_no|check__placeholder_id"]


@pytest.mark.parametrize("identifier", ["10", "0A", "无锡", "N1", "nanjing"])
def test_an_identifier_may_look_like_a_placeholder(identifier: str) -> None:
    assert broken("setl", psn_no=identifier) == []
    assert not pl.Series([identifier]).str.contains(SENTINEL_ID).item()


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        ("mdtrt", {"endtime": NOON - dt.timedelta(seconds=1)}, "ends_after_it_begins"),
        ("case", {"period_end": DAY - dt.timedelta(days=1)}, "period_in_order"),
        ("case", {"inclusion_probability": 1.1}, "inclusion_probability|max"),
        ("setl", {"setl_time": dt.datetime(1989, 12, 31)}, "setl_time|min"),  # noqa: DTZ001
        ("setl", {"setl_time": dt.datetime(2100, 1, 1)}, "setl_time|max"),  # noqa: DTZ001
        ("psn", {"gend": "3"}, "gend|regex"),
        ("psn", {"brdy": dt.date(1800, 1, 1)}, "brdy|min"),
        ("fee", {"prd_days": -1.0}, "prd_days|min"),
        ("fee", {"med_list_codg": ""}, "med_list_codg|min_length"),
        ("inst", {"lat": 91.0}, "lat|max"),
    ],
)
def test_a_broken_rule_is_named(table: str, changes: dict[str, object], rule: str) -> None:
    assert broken(table, **changes) == [rule]


def test_an_encounter_may_end_as_it_begins_or_not_yet() -> None:
    assert broken("mdtrt", endtime=NOON) == broken("mdtrt", endtime=None) == []


def test_refunds_are_negative_amounts() -> None:
    assert broken("setl", medfee_sumamt=-100) == broken("fee", cnt=-1.0) == []


def test_levels_and_identifiers_are_columns_of_the_contract() -> None:
    columns = {name for table in TABLES.values() for name in table.columns}
    assert columns >= IDENTIFIERS
    assert tuple(ENTITY_KEY) == LEVELS
    assert set(ENTITY_KEY.values()) <= IDENTIFIERS
    assert set(REQUIRED_TABLES) <= set(TABLES)
