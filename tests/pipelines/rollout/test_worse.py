"""Challengers that were really trained, worse on purpose, on profiles of the small city.

The city has too few cases to judge by, so outcomes are invented: confirmed are those patients
whose profiles show some features strongly. `FEIJIAN_SEEDS=20` invents them so many times.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from features.catalogue import inputs_of
from models.description import z_column
from models.joint import Joint
from models.training import Training
from pipelines import Workspace, train
from pipelines.registry.in_use import remember
from pipelines.registry.versions import Version, register
from pipelines.rollout.comparing import Comparison
from tests.conftest import SMALL, copy_of

pytestmark = pytest.mark.slow

LEVEL, TAUGHT, EARLIER = "patient", "2024-12", "2024-11"
MONTHS = ["2024-12", "2025-01", "2025-02"]
INSPECTED, TELLING = 560, 4


def strength(profile: pl.DataFrame) -> pl.Expr:
    """How strongly a profile shows the features that most profiles show something of."""
    high = [z_column(f.name) for f in inputs_of(LEVEL) if f.direction == "high"]
    known = [name for name in high if name in profile.columns]
    shown = sorted(known, key=lambda name: (-profile[name].fill_null(0).ne(0).sum(), name))
    return pl.sum_horizontal(pl.col(name).fill_null(0).clip(-3, 3) for name in shown[:TELLING])


def invented(profile: pl.DataFrame, case: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Half of the outcomes were known when the models were taught, half are what judges them."""
    rng = np.random.default_rng(seed)
    scored = profile.filter(pl.col("not_scored_reason").is_null()).sort("entity_id")
    seen = scored.select("entity_id", strength=strength(profile))
    seen = seen.sample(INSPECTED, seed=seed, shuffle=True)
    noisy = seen["strength"].to_numpy() + rng.normal(size=INSPECTED)
    guilty = noisy > np.quantile(noisy, 0.75)
    rows = [
        {
            "case_id": f"C{i:04}",
            "subject_type": LEVEL,
            "subject_code": entity,
            "outcome": "confirmed" if guilty[i] else "cleared",
            "period_start": dt.date(2024, 2, 1),
            "period_end": dt.date(2024, 10, 31),
            "confirmed_date": dt.date(2024, 11, 15) if i % 2 else dt.date(2025, 3, 5),
        }
        for i, entity in enumerate(seen["entity_id"])
    ]
    full = [{name: row.get(name) for name in case.columns} for row in rows]
    return pl.DataFrame(full, schema=case.schema)


def with_cases(ws: Workspace, root: Path, change: Callable[[pl.DataFrame], pl.DataFrame]) -> Workspace:
    other = copy_of(ws, root)
    other.store.write("lake/case", "all", change(pl.read_parquet(ws.store.partition("lake/case", "all"))))
    return other


@pytest.fixture(scope="module", params=range(int(os.environ.get("FEIJIAN_SEEDS", "1"))))
def ws(
    request: pytest.FixtureRequest, done: Workspace, month: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Workspace:  # fmt: skip
    """With invented outcomes, and a sound model in use."""
    profile = done.profiles(LEVEL, month)
    found = with_cases(
        done,
        tmp_path_factory.mktemp("worse") / "workspace",
        lambda case: invented(profile, case, request.param),
    )
    for name in ("models", "scores", "targets"):
        import shutil

        shutil.rmtree(found.root / name)
    for name in ("promotions.jsonl", "audit.jsonl"):
        (found.root / name).unlink()
    found.train(LEVEL, TAUGHT)
    return found


def shuffled(ws: Workspace, root: Path) -> Version:
    """Taught by outcomes that were dealt out anew."""
    other = with_cases(
        ws, root, lambda case: case.with_columns(pl.col("outcome").shuffle(seed=1))
    )
    return other.train(LEVEL, TAUGHT).version


def half(ws: Workspace, root: Path) -> Version:
    """Taught half of the features."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "inputs_of", lambda level: inputs_of(level)[::2])
        return copy_of(ws, root).train(LEVEL, TAUGHT).version


def leak(ws: Workspace, root: Path) -> Version:
    """Taught the outcomes it is to be judged by, as if they had been known."""
    known = pl.lit(dt.date(2024, 11, 15)).alias("confirmed_date")
    return with_cases(ws, root, lambda case: case.with_columns(known)).train(LEVEL, TAUGHT).version


def stale(ws: Workspace, root: Path) -> Version:
    """Taught a month less than the model in use."""
    return copy_of(ws, root).train(LEVEL, EARLIER).version


def inverted(ws: Workspace, root: Path) -> Version:
    """The best lead comes last."""
    trained = copy_of(ws, root).train(LEVEL, TAUGHT)
    joint = trained.version.bundle.joint
    upside_down = Joint(-joint.w_anomaly, -joint.w_case, -joint.const)
    bundle = replace(trained.version.bundle, joint=upside_down)
    return register(Training(bundle, trained.evaluation, pl.DataFrame()))


def lines(found: Comparison) -> dict[str, str]:
    return {line.name: line.state for line in found.gate.lines}


@pytest.mark.parametrize(
    ("worse", "reasons"),
    [
        (shuffled, {"average_precision", "repeated"}),
        (half, {"columns_lost", "repeated"}),
        (leak, {"repeated"}),
        (stale, {"behind"}),
        (inverted, {"average_precision", "random", "repeated"}),
    ],
)
def test_what_was_made_worse_is_held_for_the_right_reason(
    worse: Callable[[Workspace, Path], Version], reasons: set[str], ws: Workspace, tmp_path: Path
) -> None:
    found = ws.compare(LEVEL, worse(ws, tmp_path / "other").number, months=MONTHS)
    held = {name for name, state in lines(found).items() if state == "hold"}
    print(worse.__name__, held, {l.name: (l.state, l.figure) for l in found.gate.lines})
    assert found.gate.verdict == "hold"
    assert reasons <= held


def test_what_is_better_passes(ws: Workspace, tmp_path: Path) -> None:
    sound = 1
    found = ws.compare(LEVEL, ws.train(LEVEL, TAUGHT).version.number, shuffled(ws, tmp_path / "other").number, MONTHS)
    print({l.name: (l.state, l.figure, l.low, l.told) for l in found.gate.lines})
    assert (found.gate.verdict, found.gate.claim) == ("pass", "better")


def test_what_is_equal_is_not_called_better(ws: Workspace, tmp_path: Path) -> None:
    other = copy_of(ws, tmp_path / "other")
    (other.root / "feijian.toml").write_text(SMALL.replace("trees = 60", "trees = 60\nseed = 1"))
    found = ws.compare(LEVEL, other.train(LEVEL, TAUGHT).version.number, months=MONTHS)
    print({l.name: (l.state, l.figure, l.low, l.told) for l in found.gate.lines})
    assert found.gate.claim in ("not worse", "undecided")
    assert found.gate.verdict in ("pass", "not enough evidence")
