import re
from typing import Any

import polars as pl
import pytest

from features.catalogue import PROFILE_LEVELS, VIOLATIONS
from features.contract import TABLES
from features.signals import HIT_SCHEMA, SIGNALS, Signal

City = Any  # the builder of conftest.py
each_signal = pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)


def test_names_are_unique() -> None:
    assert len({signal.name for signal in SIGNALS}) == len(SIGNALS)


@each_signal
def test_a_signal_says_what_it_is(signal: Signal) -> None:
    assert re.fullmatch("[a-z][a-z_]*", signal.name)
    assert all((signal.zh, signal.en, signal.rule, signal.rule_en))
    assert signal.violation in VIOLATIONS
    assert set(signal.levels) <= set(PROFILE_LEVELS)
    assert signal.levels


@each_signal
def test_a_signal_needs_what_the_contract_has(signal: Signal) -> None:
    known = set(TABLES) | {f"{t}.{c}" for t, table in TABLES.items() for c in table.columns}
    assert set(signal.needs) <= known


@each_signal
def test_nothing_comes_of_no_claims(signal: Signal, city: City) -> None:
    found = city.hits(signal.name)
    assert found.is_empty()
    assert found.schema == HIT_SCHEMA


@each_signal
def test_a_lone_ordinary_visit_shows_nothing(signal: Signal, city: City) -> None:
    ordered = {"bilg_dr_codg": "D1", "bilg_dept_codg": "03"}
    city.visit("A", "2025-06-01", yuan=100).line("A", "2025-06-01", "X", 100, **ordered)
    assert city.hits(signal.name).is_empty()


@each_signal
def test_a_level_that_counts_a_signal_finds_its_key_in_the_hits(signal: Signal, city: City) -> None:
    """A signal counted for doctors must say whose it is, and so on.

    Of clerks and employers, whom hits do not name, the encounter tells.
    """
    columns = signal.find(city.claims()).collect_schema().names()
    keys = {PROFILE_LEVELS[level].key for level in signal.levels}
    assert {key if key in HIT_SCHEMA else "mdtrt_id" for key in keys} <= set(columns)


def test_what_a_signal_leaves_out_is_null() -> None:
    silent = Signal(
        name="all", violation="I-01", zh="", en="", rule="", rule_en="", levels=(), needs=(),
        key="mdtrt_id", find=lambda _: pl.LazyFrame({"mdtrt_id": ["B", "A"]}),
    )  # fmt: skip
    hits = silent.hits(None).collect()  # type: ignore[arg-type]
    assert hits.schema == HIT_SCHEMA
    assert hits.select("signal", "violation", "mdtrt_id", "amount_fen").rows() == [
        ("all", "I-01", "A", None),
        ("all", "I-01", "B", None),
    ]
