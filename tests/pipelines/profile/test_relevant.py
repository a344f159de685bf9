from pathlib import Path

import polars as pl
import pytest

from pipelines.profile.relevant import Relevant
from pipelines.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """S1 of M1, which began in January, is settled in February; S2 of M2 in March."""
    made = Store(tmp_path)
    made.write("lake/setl", "2025-02", pl.DataFrame({"setl_id": ["S1"], "mdtrt_id": ["M1"]}))
    made.write("lake/setl", "2025-03", pl.DataFrame({"setl_id": ["S2"], "mdtrt_id": ["M2"]}))
    encounters(made, "2025-01", M1="H1", M3="H1")
    encounters(made, "2025-03", M2="H2")
    return made


def encounters(store: Store, month: str, **where: str) -> None:
    rows = {"mdtrt_id": list(where), "fixmedins_code": list(where.values())}
    store.write("lake/mdtrt", month, pl.DataFrame(rows))


def test_a_changed_row_matters_to_the_month_that_settles_it_and_to_no_other(store: Store) -> None:
    february, march = Relevant(store).of("2025-02"), Relevant(store).of("2025-03")
    encounters(store, "2025-01", M1="H9", M3="H1")
    assert Relevant(store).of("2025-02") != february
    assert Relevant(store).of("2025-03") == march


def test_a_row_that_no_settlement_of_the_month_names_does_not_matter(store: Store) -> None:
    february = Relevant(store).of("2025-02")
    encounters(store, "2025-01", M1="H1", M3="H9", M4="H9")
    encounters(store, "2024-12", M5="H1")
    assert Relevant(store).of("2025-02") == february


def test_a_row_that_comes_late_matters(store: Store) -> None:
    before = Relevant(store).of("2025-02")
    store.write("lake/diag", "2024-11", pl.DataFrame({"mdtrt_id": ["M1"], "diag_code": ["I10"]}))
    assert Relevant(store).of("2025-02") != before


def test_other_settlements_ask_for_other_rows(store: Store) -> None:
    before = Relevant(store).of("2025-02")
    store.write("lake/setl", "2025-02", pl.DataFrame({"setl_id": ["S1"], "mdtrt_id": ["M3"]}))
    assert Relevant(store).of("2025-02") != before


def test_what_was_seen_is_not_read_again(store: Store) -> None:
    Relevant(store).of("2025-02")
    seen = store.partition("encounters", "2025-02", "relevant.json")
    written = seen.stat().st_mtime_ns
    Relevant(store).of("2025-02")
    assert seen.stat().st_mtime_ns == written
