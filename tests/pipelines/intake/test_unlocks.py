from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from features.catalogue import CATALOGUE, SIGNALS
from features.contract import TABLES
from pipelines.intake import Mapping, load_mapping
from pipelines.intake.mapping import TableMapping
from pipelines.intake.unlocks import Unlock, supplied_by_files, unlocks, unlocks_of
from pipelines.store import WHOLE, Store

ROOT = Path(__file__).parents[3]
Write = Callable[..., Path]
GOLDEN = ROOT / "tests/golden/unlocks_city.txt"

EVERYTHING = frozenset(
    name for table in TABLES.values() for name in (table.name, *(
        f"{table.name}.{column}" for column in table.columns
    ))
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    mapping: TableMapping


def named(name: str, supplied: frozenset[str]) -> Unlock:
    return next(each for each in unlocks(supplied) if each.name == name)


def supplied_by(mapping: str) -> frozenset[str]:
    tables = load_mapping(ROOT / f"config/mappings/{mapping}.toml").tables
    return supplied_by_files([Read(table) for table in tables])


def test_every_table_and_every_optional_column_is_listed_once() -> None:
    names = [each.name for each in unlocks(frozenset())]
    assert len(names) == len(set(names))
    assert {name for name in names if "." not in name} == set(TABLES)
    assert "fee.prd_days" in names
    assert "fee.cnt" not in names  # required: it comes with the table


def test_what_a_column_unlocks_is_needed_by_it() -> None:
    needs = {each.name: each.needs for each in (*CATALOGUE, *SIGNALS)}
    for each in (each for each in unlocks(EVERYTHING) if each.column is not None):
        assert all(each.name in needs[name] for name in (*each.features, *each.signals))


def test_nothing_is_left_to_open_when_all_is_supplied() -> None:
    for each in unlocks(EVERYTHING):
        assert each.supplied
        assert not each.opens_features + each.opens_signals


@pytest.mark.parametrize(
    "missing", ["fee.pric_uplmt_amt", "psn.gend", "setl.balc", "mdtrt.endtime"]
)
def test_the_only_thing_missing_opens_all_that_need_it(missing: str) -> None:
    column = named(missing, EVERYTHING - {missing})
    assert not column.supplied
    assert column.opens_signals == column.signals != ()
    assert column.opens_features == column.features


def test_one_of_two_missing_columns_opens_nothing() -> None:
    both = EVERYTHING - {"setl.acct_pay", "setl.balc"}
    assert "account_emptied" in named("setl.balc", both).signals
    assert "account_emptied" not in named("setl.balc", both).opens_signals
    assert "account_emptied" in named("setl.balc", EVERYTHING - {"setl.balc"}).opens_signals


def test_a_missing_table_opens_what_needs_its_columns_but_no_other_table() -> None:
    without = frozenset(name for name in EVERYTHING if name.partition(".")[0] != "fee")
    assert "supply_overlap" in named("fee", without).opens_signals
    assert "no_prescription_number" in named("fee.rxno", without).opens_signals
    assert "wrong_sex" in named("fee", without).opens_signals
    assert "wrong_sex" not in named("fee", without - {"psn", "psn.gend"}).opens_signals


def test_required_tables_say_so() -> None:
    required = {each.name for each in unlocks(frozenset()) if each.required}
    assert required == {"setl", "mdtrt", "inst"}


def test_columns_that_only_some_files_supply_are_not_supplied() -> None:
    medicare = supplied_by("medicare_claims")
    assert "mdtrt.atddr_no" in medicare
    assert "mdtrt.dise_codg" not in medicare  # in-patient claims only
    assert {"diag", "diag.diag_srt_no"} <= medicare
    assert "fee" not in medicare


def test_files_and_lake_supply_together(mapping: Mapping, write: Write, store: Store) -> None:
    path = write("S1,V1,P1,H1,20250101,O,1.00,1.00")
    store.write("lake/psn", WHOLE, pl.DataFrame({"psn_no": ["P1"], "gend": ["1"]}))
    supplied = {each.name for each in unlocks_of(store, [path], mapping) if each.supplied}
    assert supplied == {"setl", "psn", "psn.gend"}


def test_the_city_as_printed() -> None:
    told = [
        f"{'+' if each.supplied else '-'} {each.name}: {len(each.features)} features, "
        f"signals {', '.join(each.signals) or 'none'}; "
        f"opens {', '.join((*each.opens_features, *each.opens_signals)) or 'nothing'}"
        for each in unlocks(supplied_by("simulated_city"))
        if each.features or each.signals
    ]
    assert told == GOLDEN.read_text(encoding="utf-8").splitlines()
