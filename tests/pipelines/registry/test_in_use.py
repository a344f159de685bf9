"""Which version a workspace scores with."""

from pathlib import Path

import pytest

from pipelines import InputError, Workspace
from pipelines.registry.in_use import in_use, remember, trained
from pipelines.registry.versions import load


def test_the_champion_is_used_where_it_was_trained(done: Workspace) -> None:
    assert in_use(done.root, "doctor") == 1


def test_a_strangers_champion_is_never_borrowed(done: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no doctor model was trained in"):
        in_use(tmp_path, "doctor")


def test_later_versions_wait(done: Workspace, tmp_path: Path) -> None:
    version = load("doctor", "1")
    for number in (5, 7, 5):
        remember(tmp_path, type(version)(**{**vars(version), "number": number}))
    assert trained(tmp_path, "doctor") == [5, 7]
    assert in_use(tmp_path, "doctor") == 5, "the champion is another workspace's"
