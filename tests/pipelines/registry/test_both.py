"""The same story with a SQLite file and with an MLflow server that has PostgreSQL behind it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import polars.testing
import pytest

from pipelines import InputError, Workspace
from pipelines.lock import WorkspaceLock
from pipelines.registry.files import SHA256
from pipelines.registry.promotions import LOG
from pipelines.registry.tracking import client
from pipelines.registry.versions import Version, champion, load, model_name
from pipelines.settings import PROJECT
from tests.conftest import SMALL, copy_of
from tests.pipelines.registry.conftest import Registry

pytestmark = pytest.mark.slow

LEVEL = "institution"


@pytest.fixture(scope="module", params=["sqlite", "server"])
def empty(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Registry]:
    if request.param == "server":
        found: Registry = request.getfixturevalue("mlflow_server")
    else:
        folder = tmp_path_factory.mktemp("both")
        found = Registry(f"sqlite:///{folder / 'mlflow.db'}", folder / "artifacts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", found.uri)
        yield found


TRAINING = """
import json, sys
from tests.pipelines.registry.conftest import make
print("ready", flush=True)
sys.stdin.readline()
for seed in map(int, sys.argv[1:]):
    version = make("doctor", seed)
    print(json.dumps([version.number, version.sha256]), flush=True)
"""


Told = list[list[tuple[int, str]]]
"""What each of two people was told of what they trained: version and hash."""


@pytest.fixture(scope="module")
def at_once(empty: Registry) -> Told:
    """Two people, the first here, train a model that is the same and two of their own."""
    people = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", TRAINING, *seeds],
            cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for seeds in ("123", "145")
    ]  # fmt: skip
    for each in people:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in people:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    lines = [each.communicate()[0].splitlines() for each in people]
    assert [each.returncode for each in people] == [0, 0]
    return [[tuple(json.loads(line)) for line in told] for told in lines]


@pytest.fixture(scope="module")
def registry(empty: Registry, at_once: Told) -> Registry:
    return empty


@pytest.mark.usefixtures("empty")
def test_two_people_training_at_once_do_not_harm_each_other(at_once: Told) -> None:
    assert at_once[0][0] == at_once[1][0], "the equal model is one version for both"
    made = {number: sha256 for told in at_once for number, sha256 in told}
    assert len(made) == len(set(made.values())) == 5
    held = client().search_model_versions(f"name = '{model_name('doctor')}'")
    assert {int(each.version): each.tags[SHA256] for each in held} == made
    assert {number: load("doctor", str(number)).sha256 for number in made} == made
    assert champion("doctor") == min(made)


@pytest.fixture(scope="module")
def ws(registry: Registry, done: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Profiled, and nothing trained yet: its models are to be in the registry at hand."""
    ws = copy_of(done, tmp_path_factory.mktemp("both") / "workspace")
    (ws.root / "gate.toml").write_text("[repeat]\ntrain_again = false\n")
    shutil.rmtree(ws.root / "models")
    for name in (LOG, "audit.jsonl"):
        (ws.root / name).unlink()
    return ws


SCORING = """
import sys, mlflow, pandas as pd
model = mlflow.pyfunc.load_model(f"models:/{sys.argv[1]}")
print(model.predict(pd.read_parquet(sys.argv[2])).to_json(orient="records"))
"""


def in_a_clean_process(ws: Workspace, month: str, label: str, folder: Path) -> pl.DataFrame:
    profile = folder / "profile.parquet"
    ws.profiles(LEVEL, month).write_parquet(profile)
    uri = os.environ["MLFLOW_TRACKING_URI"]
    out = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCORING, label, str(profile)],
        env={**os.environ, "MLFLOW_REGISTRY_URI": uri}, cwd=folder,
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return pl.DataFrame(json.loads(out.stdout.splitlines()[-1]), infer_schema_length=None)


def test_from_training_to_use_and_back(ws: Workspace, month: str, tmp_path: Path) -> None:
    first = ws.train(LEVEL, month).version
    (ws.root / "feijian.toml").write_text(SMALL.replace("trees = 60", "trees = 64"))
    second = ws.train(LEVEL, month).version
    assert (first.is_champion, second.is_champion) == (True, False)
    before = ws.score(month, LEVEL)
    compared = ws.compare(LEVEL, second.number, months=[month])
    tags = client().get_model_version(second.name, str(second.number)).tags
    assert tags["comparison_sha256"] == compared.sha256
    logged = {each.path for each in client().list_artifacts(tags["comparison_run"])}
    assert logged == {"comparison.json", "figures.csv"}
    promoted = ws.promote(LEVEL, second.number, override="pilot", by="Li")
    assert (promoted.act, champion(LEVEL)) == ("override", second.number)
    after = ws.score(month, LEVEL)
    assert set(after["model_version"]) == {second.label}
    plain = in_a_clean_process(ws, month, f"{second.name}@champion", tmp_path)
    pl.testing.assert_frame_equal(
        plain.select("entity_id", "score"), after.select("entity_id", "score"), rel_tol=1e-9
    )
    ws.rollback(LEVEL, by="Li")
    assert champion(LEVEL) == first.number
    pl.testing.assert_frame_equal(ws.score(month, LEVEL), before)
    history = ws.history(LEVEL)
    assert history["act"].to_list() == ["first", "override", "rollback"]
    assert history["alias"].to_list() == [False, False, True]
    assert ws.card(LEVEL, second.number).facts["compared"]["gate"] == compared.gate.verdict


def test_a_workspace_in_which_somebody_trains_is_left_alone(ws: Workspace, month: str) -> None:
    before = client().search_model_versions(f"name = '{model_name('patient')}'")
    with (
        WorkspaceLock(ws.root).held("train"),
        pytest.raises(InputError, match="in use: `feijian train`"),
    ):
        ws.train("patient", month)
    assert client().search_model_versions(f"name = '{model_name('patient')}'") == before


def one_byte(bundle: Path) -> None:
    file = bundle / "bundle.json"
    data = file.read_bytes()
    file.write_bytes(data.replace(b"stay", b"stax", 1))


def one_file(bundle: Path) -> None:
    next(path for path in sorted(bundle.iterdir()) if path.name != "bundle.json").unlink()


@pytest.mark.parametrize(
    ("damage", "told"),
    [(one_byte, "have changed"), (one_file, "have changed"), (shutil.rmtree, "are missing")],
)
def test_lost_and_changed_files_are_told_and_put_back_by_training_again(
    registry: Registry,
    registered: Callable[[str, int], Version],
    damage: Callable[[Path], None],
    told: str,
) -> None:
    version = registered("patient", 7)
    source = client().get_model_version(version.name, str(version.number)).source
    model = str(source).removeprefix("models:/")
    (bundle,) = registry.artifacts.rglob(f"{model}/artifacts/data/bundle")
    damage(bundle)
    with pytest.raises(InputError, match=f"its files {told}") as error:
        load("patient", str(version.number))
    for part in (version.label, model, "from a backup", "nothing was loaded"):
        assert part in str(error.value)
    again = registered("patient", 7)
    assert (again.number, again.is_new) == (version.number, False)
    assert load("patient", str(version.number)).sha256 == version.sha256


def test_no_run_names_the_user_or_stays_open(
    registry: Registry, registered: Callable[[str, int], Version]
) -> None:
    run = client().get_run(_run_of(registered("patient", 8)))
    assert (run.info.status, run.data.tags["mlflow.user"]) == ("FINISHED", "")


def _run_of(version: Version) -> str:
    return str(client().get_model_version(version.name, str(version.number)).run_id)
