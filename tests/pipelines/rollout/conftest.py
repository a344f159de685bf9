"""A workspace in which a second version of a level waits."""

import pytest

from pipelines import Workspace
from tests.conftest import SMALL, copy_of

LEVEL = "institution"


@pytest.fixture(scope="module")
def waiting(done: Workspace, month: str, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Trained again with a few trees more: nearly the same model, and another version."""
    ws = copy_of(done, tmp_path_factory.mktemp("waiting") / "workspace")
    (ws.root / "feijian.toml").write_text(SMALL.replace("trees = 60", "trees = 64"))
    ws.train(LEVEL, month)
    return ws


@pytest.fixture(scope="module")
def challenger(waiting: Workspace) -> int:
    from pipelines.registry.in_use import trained

    return trained(waiting.root, LEVEL)[-1]
