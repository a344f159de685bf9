"""A list that is what it pins is equal; a single changed byte is found and named."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import InputError, Workspace
from pipelines.registry.files import FOLDER
from pipelines.targets.verify import changed, pinned_policy, read_manifest, unlike
from tests.conftest import copy_of


@pytest.fixture(scope="module")
def held(done: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return copy_of(done, tmp_path_factory.mktemp("verified") / "workspace")


def flipped(path: Path, place: int = -20) -> Callable[[], None]:
    """Change one byte, keep size and times; returns what takes it back."""
    before, times = path.read_bytes(), (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    damaged = bytearray(before)
    damaged[place] ^= 1

    def put(content: bytes) -> None:
        path.write_bytes(content)
        os.utime(path, ns=times)

    put(bytes(damaged))
    return lambda: put(before)


@pytest.mark.slow
def test_the_claims_alone_give_the_list_and_nothing_is_written_but_the_audit(
    held: Workspace, month: str
) -> None:
    before = {p: p.read_bytes() for p in held.root.rglob("*") if p.is_file()}
    assert held.verify(f"targets/{month}", from_lake=True) == []
    after = {p: p.read_bytes() for p in held.root.rglob("*") if p.is_file()}
    assert {p for p in after if before.get(p) != after[p]} == {held.root / "audit.jsonl"}
    last = json.loads((held.root / "audit.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["act"], last["differences"]) == ("verify", 0)


@pytest.mark.parametrize(
    "name",
    [
        "profiles/institution/month={month}/part.parquet",
        "profiles/doctor/month={month}/peers.parquet",
        "hits/month={month}/part.parquet",
        "lake/setl/month={month}/part.parquet",
        "rings/month={month}/part.parquet",
    ],
)
def test_one_changed_byte_of_an_input_is_named(held: Workspace, month: str, name: str) -> None:
    path = name.format(month=month)
    back = flipped(held.root / path)
    try:
        found = held.verify(held.root / "targets" / month)
    finally:
        back()
    assert found == [f"{path}: is not the file that manifest.json pins"]


@pytest.mark.parametrize(
    "name", ["policy/few_places.toml", "targets.csv", "targets.xlsx", "draw/institution.json"]
)
def test_one_changed_byte_of_the_list_is_named(held: Workspace, month: str, name: str) -> None:
    folder = held.root / "targets" / month
    back = flipped(folder / name)
    try:
        found = changed(folder, read_manifest(folder), held.root, None)
    finally:
        back()
    assert found.files == (f"{name}: is not the file that manifest.json pins",)
    assert found.inputs == ()


def test_a_file_more_or_less_is_named(held: Workspace, month: str, tmp_path: Path) -> None:
    folder = tmp_path / "list"
    shutil.copytree(held.root / "targets" / month, folder)
    (folder / "draw.csv").rename(folder / "drawn.csv")
    found = changed(folder, read_manifest(folder), held.root, None)
    assert found.files == ("draw.csv: is missing", "drawn.csv: is no file of the list")


def test_a_changed_model_is_named(
    held: Workspace, month: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mlflow

    fetch = mlflow.artifacts.download_artifacts

    def damaged(uri: str, dst_path: str) -> str:
        folder = fetch(uri, dst_path=dst_path)
        flipped(max((Path(folder) / FOLDER).iterdir(), key=lambda path: path.stat().st_size))
        return folder

    monkeypatch.setattr(mlflow.artifacts, "download_artifacts", damaged)
    (told,) = held.verify(f"targets/{month}")
    assert re.search(r"model feijian-\w+/1: its files have changed", told)


def test_a_list_whose_hash_was_changed_with_it_is_found(held: Workspace, month: str) -> None:
    from pipelines.targets.produce import _write_manifest

    folder = held.root / "targets" / month
    listed, manifest = folder / "targets.csv", folder / "manifest.json"
    before = {path: path.read_bytes() for path in (listed, manifest)}
    listed.write_bytes(before[listed].replace(b",model,", b",tip,", 1))
    pins = json.loads(before[manifest])
    del pins["files"]
    manifest.unlink()
    _write_manifest(folder, pins)
    found = held.verify(folder)
    for path, content in before.items():
        path.write_bytes(content)
    assert found == ["targets.csv: line 2 is not what is computed again"]


def test_the_policy_that_has_changed_since_is_named(
    held: Workspace, month: str, tmp_path: Path
) -> None:
    folder, policy = held.root / "targets" / month, tmp_path / "few_places.toml"
    policy.write_bytes(pinned_policy(folder).read_bytes())
    manifest = read_manifest(folder)
    assert manifest["policy_file"] == "tests/few_places.toml"
    assert changed(folder, manifest, held.root, policy).inputs == ()
    flipped(policy)
    assert changed(folder, manifest, held.root, policy).inputs == (
        "tests/few_places.toml: is not the policy that the list was cut by",
    )


def test_what_differs_is_named_down_to_the_line(tmp_path: Path) -> None:
    for name, rows, code in (("a", "1\n2\n", "x"), ("b", "1\n3\n", "y")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "targets.csv").write_text(rows, encoding="utf-8")
        pins = {"code": {"models": code}, "files": {"targets.csv": rows}}
        (folder / "manifest.json").write_text(json.dumps(pins), encoding="utf-8")
    assert unlike(tmp_path / "a", tmp_path / "b") == [
        'manifest.json: code models is pinned as "x", computed again it is "y"',
        "targets.csv: line 2 is not what is computed again",
    ]


def test_what_is_no_list_is_refused(held: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be read as the manifest"):
        held.verify("targets/1999-01")
    (tmp_path / "manifest.json").write_text('{"month": "2025-06"}', encoding="utf-8")
    with pytest.raises(InputError, match="pins no lang, models"):
        held.verify(tmp_path)
