"""Where the registry lies, and what is said when it does not lie there any more."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines import InputError
from pipelines.registry.location import place, sqlite_file, tracking_uri
from pipelines.registry.versions import Version, load


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite:////somewhere/mlflow.db")
    assert tracking_uri() == "sqlite:////somewhere/mlflow.db"


def test_otherwise_it_is_the_checkouts_mlruns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    assert tracking_uri().endswith("/mlruns/mlflow.db")


@pytest.mark.parametrize(
    "uri", ["postgresql://li:geheim@host/mlflow", "file:///somewhere", "/somewhere/mlflow.db"]
)
def test_what_is_neither_server_nor_sqlite_is_refused(
    monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    with pytest.raises(InputError, match="names no registry") as error:
        tracking_uri()
    assert "geheim" not in str(error.value)


def test_a_server_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://li:geheim@host:5000/models")
    assert place() == "https://host:5000/models"


@pytest.fixture
def moved(registered: Callable[[str, int], Version]) -> Iterator[tuple[Path, Path]]:
    """A registry with a version in it, moved elsewhere: from where, to where."""
    registered("doctor", 1)
    file = sqlite_file()
    assert file is not None
    folder = file.parent
    elsewhere = folder.rename(folder.with_name(f"{folder.name}-elsewhere"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{elsewhere / file.name}")
        yield folder, elsewhere
    folder.unlink(missing_ok=True)
    elsewhere.rename(folder)


def test_a_moved_registry_is_told_and_nothing_is_loaded_or_written(
    moved: tuple[Path, Path], registered: Callable[[str, int], Version]
) -> None:
    before, now = moved
    for act in (lambda: load("doctor", "1"), lambda: registered("doctor", 2)):
        with pytest.raises(InputError, match="was moved or copied") as error:
            act()
        assert f"move its folder back to {before}, make {before} a link to {now}" in str(
            error.value
        )
    assert not before.exists()


def test_a_link_where_it_was_is_enough(
    moved: tuple[Path, Path], registered: Callable[[str, int], Version]
) -> None:
    before, now = moved
    before.symlink_to(now)
    assert load("doctor", "1").number == 1
    assert registered("doctor", 2).number == 2


def test_an_empty_registry_in_the_old_place_is_told(
    registered: Callable[[str, int], Version],
) -> None:
    with pytest.raises(InputError, match=r"versions: none in .*mlflow\.db; if the registry was"):
        load("patient", "1")
