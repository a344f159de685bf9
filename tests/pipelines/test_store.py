from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from features.contract import TABLES
from pipelines.errors import InputError
from pipelines.store import WHOLE, Store, replacing, write_parquet, write_text

PERSON = pl.DataFrame({"psn_no": ["P1"], "gend": ["1"]})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "workspace")


def contents(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.txt"
    write_text("old", target)
    write_text("新\n", target)
    assert target.read_bytes() == "新\n".encode()
    assert contents(tmp_path) == ["deep", "deep/a.txt"]


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    for name in ("old", "new"):
        with replacing(target) as fresh:
            fresh.mkdir()
            (fresh / name).touch()
    assert contents(tmp_path) == ["pages", "pages/new"]


def fail_halfway(target: Path) -> None:
    with replacing(target) as fresh:
        fresh.write_text("half")
        raise OSError("full")


def write_nothing(target: Path) -> None:
    with replacing(target):
        pass


@pytest.mark.parametrize("write", [fail_halfway, write_nothing])
def test_a_failure_leaves_a_file_as_it_was(tmp_path: Path, write: Callable[[Path], None]) -> None:
    target = tmp_path / "a.txt"
    write_text("old", target)
    with pytest.raises(OSError, match=r"full|No such file"):
        write(target)
    assert target.read_text() == "old"
    assert contents(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("write", [fail_halfway, write_nothing])
def test_a_failure_leaves_a_folder_as_it_was(tmp_path: Path, write: Callable[[Path], None]) -> None:
    (tmp_path / "pages").mkdir()
    write_text("old", tmp_path / "pages" / "a.txt")
    with pytest.raises(OSError, match=r"full|No such file"):
        write(tmp_path / "pages")
    assert contents(tmp_path) == ["pages", "pages/a.txt"]


def test_equal_frames_give_equal_bytes(tmp_path: Path) -> None:
    whole = pl.DataFrame({"a": range(1000)})
    write_parquet(whole, tmp_path / "a")
    write_parquet(pl.concat([whole[:3], whole[3:]]).rechunk(), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_months_are_written_listed_and_dropped(store: Store) -> None:
    for month in ("2025-02", "2024-12"):
        store.write("lake/psn", month, PERSON)
    assert store.months("lake/psn") == ["2024-12", "2025-02"]
    assert store.partition("lake/psn", "2025-02").exists()
    store.drop("lake/psn", "2025-02")
    store.drop("lake/psn", "2025-02")
    assert store.months("lake/psn") == ["2024-12"]
    assert store.months("lake/none") == []


def test_scan_reads_the_wanted_months_in_order(store: Store) -> None:
    for month in ("2025-03", "2025-01", "2025-02"):
        store.write("scores", month, pl.DataFrame({"m": [month]}))
    assert store.scan("scores").collect()["m"].to_list() == ["2025-01", "2025-02", "2025-03"]
    some = store.scan("scores", ["2025-03", "2025-01", "2030-01"]).collect()
    assert some["m"].to_list() == ["2025-01", "2025-03"]


def test_scan_of_nothing_is_told(store: Store) -> None:
    with pytest.raises(InputError, match="scores holds nothing for any month"):
        store.scan("scores")
    with pytest.raises(InputError, match="scores holds nothing for 2025-01"):
        store.scan("scores", ["2025-01"])


def test_the_lake_has_every_column_of_the_contract(store: Store) -> None:
    psn = TABLES["psn"]
    assert store.lake("psn").collect_schema() == pl.Schema(psn.dtypes)
    store.write("lake/psn", WHOLE, PERSON)
    lake = store.lake("psn").collect()
    assert lake.schema == pl.Schema(psn.dtypes)
    assert_frame_equal(lake.select("psn_no", "gend"), PERSON)
    assert lake["brdy"].null_count() == 1


def test_supplied_names_tables_and_columns(store: Store) -> None:
    assert store.supplied([]) == frozenset()
    store.write("lake/psn", WHOLE, PERSON)
    assert store.supplied([]) == {"psn", "psn.psn_no", "psn.gend"}


def test_a_file_never_takes_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "precious.txt").write_text("mine")
    with pytest.raises(InputError, match="is a folder; name a file"):
        write_text("page", tmp_path / "out")
    assert (tmp_path / "out" / "precious.txt").read_text() == "mine"


def test_brackets_in_the_name_of_a_workspace(tmp_path: Path) -> None:
    store = Store(tmp_path / "w[1]")
    store.write("lake/inst", "all", pl.DataFrame({"fixmedins_code": ["H1"]}))
    assert store.scan("lake/inst").collect().height == 1


def test_fee_lines_count_as_supplied_only_for_every_month(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("lake/setl", "2024-01", pl.DataFrame({"setl_id": ["a"], "balc": [1]}))
    store.write("lake/setl", "2024-02", pl.DataFrame({"setl_id": ["b"]}))
    store.write("lake/fee", "2024-01", pl.DataFrame({"feedetl_sn": ["f"]}))
    assert store.supplied(["2024-01"]) >= {"fee", "setl.balc"}
    assert not store.supplied(["2024-01", "2024-02"]) & {"fee", "setl.balc"}
