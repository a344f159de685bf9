"""Hashes: equal for equal things, different for different ones."""

from pathlib import Path

from pipelines.manifest import (
    code_hash,
    file_hash,
    hashes,
    inputs_hash,
    is_current,
    packages,
    write_stamp,
)


def test_a_changed_byte_changes_the_hash(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")
    before = file_hash(file)
    file.write_bytes(b"two!")
    assert file_hash(file) != before


def test_the_order_of_inputs_does_not_matter() -> None:
    assert inputs_hash({"a": "1", "b": "2"}) == inputs_hash({"b": "2", "a": "1"})
    assert inputs_hash({"a": "1"}) != inputs_hash({"a": "2"})


def test_a_stamp_speaks_for_its_inputs_only(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp.json"
    assert not is_current(stamp, {"a": "1"})
    write_stamp(stamp, {"a": "1"})
    assert is_current(stamp, {"a": "1"})
    assert not is_current(stamp, {"a": "2"})


def test_code_and_packages_are_named() -> None:
    assert code_hash("features") != code_hash("models")
    assert {"python", "polars", "scikit-learn", "lightgbm"} <= packages().keys()


def test_paths_are_told_from_the_root(tmp_path: Path) -> None:
    inner = tmp_path / "lake" / "part"
    inner.parent.mkdir()
    inner.write_text("x")
    assert list(hashes([inner], tmp_path)) == ["lake/part"]
