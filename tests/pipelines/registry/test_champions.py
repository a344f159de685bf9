"""Log, alias and what scores agree, whatever was done and wherever it was killed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import InputError
from pipelines.registry import champions, promotions
from pipelines.registry.champions import back, begin, move, settle
from pipelines.registry.in_use import in_use, remember
from pipelines.registry.promotions import LOG, behind, history
from pipelines.registry.tracking import client
from pipelines.registry.versions import Version, champion, load

Make = Callable[[str, int], Version]


@pytest.fixture(autouse=True)
def a_registry_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No alias that another story left behind counts as the first in use."""
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'mlflow.db'}")


def test_what_was_in_use_before_is_logged_first(registered: Make, tmp_path: Path) -> None:
    versions = [registered("doctor", seed) for seed in (1, 2)]
    for version in versions:
        remember(tmp_path, version)
    move(tmp_path, "promote", versions[1], by="Li", verdict="pass")
    acts = [(each.act, each.before, each.version) for each in history(tmp_path, "doctor")]
    first, second = (version.number for version in versions)
    assert acts == [("first", None, first), ("promote", first, second)]
    assert in_use(tmp_path, "doctor") == champion("doctor") == versions[1].number


def test_nothing_lies_behind_the_first(registered: Make, tmp_path: Path) -> None:
    first = registered("doctor", 5)
    remember(tmp_path, first)
    begin(tmp_path, "doctor")
    with pytest.raises(InputError, match=f"no version was in use before {first.number}"):
        back(tmp_path, "doctor", by="Li")


def test_the_log_outlives_an_alias_that_somebody_moved(registered: Make, tmp_path: Path) -> None:
    versions = [registered("doctor", seed) for seed in (3, 4)]
    for version in versions:
        remember(tmp_path, version)
    move(tmp_path, "promote", versions[1], by="Li")
    client().set_registered_model_alias(versions[0].name, "champion", str(versions[0].number))
    assert in_use(tmp_path, "doctor") == versions[1].number


def test_a_version_that_was_replaced_is_not_gone_back_to(registered: Make, tmp_path: Path) -> None:
    versions = [registered("doctor", seed) for seed in (6, 7)]
    for version in versions:
        remember(tmp_path, version)
    move(tmp_path, "promote", versions[1], by="Li")
    log = tmp_path / LOG
    log.unlink()
    (tmp_path / "audit.jsonl").unlink()
    promotions.append(tmp_path, "first", "doctor", versions[0].number, sha256="0" * 64, by="Li")
    move(tmp_path, "promote", versions[1], by="Li")
    with pytest.raises(InputError, match="is not the model that was in use"):
        back(tmp_path, "doctor", by="Li")


class Killed(BaseException):
    """The process is gone; nothing after it runs."""


@pytest.fixture
def killer(monkeypatch: pytest.MonkeyPatch) -> random.Random:
    """One act in three dies: before its line, within it, before the alias, or before the audit."""
    chance = random.Random(8)
    write, carry_out, note = promotions._write, champions._carry_out, champions.note

    def dying(real: Callable[..., None], share: float) -> Callable[..., None]:
        def act(*of: object) -> None:
            if chance.random() < share:
                raise Killed
            real(*of)

        return act

    def torn(path: Path, line: dict[str, object]) -> None:
        if chance.random() < 0.1:
            with path.open("a") as file:
                file.write('{"number": 7')
            raise Killed
        write(path, line)

    monkeypatch.setattr(promotions, "_write", dying(torn, 0.1))
    monkeypatch.setattr(champions, "_carry_out", dying(carry_out, 0.1))
    monkeypatch.setattr(champions, "note", dying(note, 0.1))
    return chance


@pytest.mark.slow
def test_two_hundred_operations_and_their_kills_agree(
    registered: Make, tmp_path: Path, killer: random.Random
) -> None:
    chance = random.Random(5)
    versions = {
        level: [registered(level, seed) for seed in (1, 2, 3)] for level in ("doctor", "patient")
    }
    for of in versions.values():
        for version in of:
            remember(tmp_path, version)
    done: list[tuple[str, int]] = []
    kills = 0
    for _ in range(200):
        level = chance.choice(list(versions))
        try:
            if chance.random() < 0.4:
                back(tmp_path, level, by="Li")
            else:
                move(tmp_path, "promote", chance.choice(versions[level]), by="Li")
        except InputError:
            pass
        except Killed:
            kills += 1
        _agrees(tmp_path, done)
    assert kills > 20
    assert len(done) > 100
    while True:
        try:
            settle(tmp_path)
            break
        except Killed:
            continue
    for level in versions:
        last = behind(tmp_path, level)[-1]
        assert champion(level) == last.version
        assert load(level, str(in_use(tmp_path, level))).sha256 == last.sha256


def _agrees(root: Path, done: list[tuple[str, int]]) -> None:
    """The log goes on from where it was, and names versions by their hash."""
    now = [(each.act, each.version) for each in history(root)]
    assert now[: len(done)] == done
    assert len(now) - len(done) <= 2, "one act, and once a level the first"
    done[:] = now
    for level in ("doctor", "patient"):
        if stack := behind(root, level):
            assert in_use(root, level) == stack[-1].version
