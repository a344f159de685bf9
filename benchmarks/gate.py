"""What the gate says of challengers that were really trained, worse on purpose, better and equal.

    python benchmarks/gate.py --seeds 20

On patients of a small simulated city, which has too few cases to judge by; so outcomes are
invented: confirmed are those whose profiles show some features strongly. Every seed invents them
anew. It tries the gate, not the models, which therefore have few features and trees; nothing here
says anything about how well fraud is found.
"""

import argparse
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
import polars as pl

from features.catalogue import inputs_of
from features.feature import Feature
from models.description import z_column
from models.joint import Joint
from models.training import Training
from pipelines import Workspace, train
from pipelines.city import simulate
from pipelines.registry.versions import Version, register
from pipelines.rollout.comparing import Comparison
from pipelines.settings import CONFIG

LEVEL, TAUGHT, EARLIER = "patient", "2024-12", "2024-11"
MONTHS = ("2024-12", "2025-01", "2025-02")
FEW = 24
INSPECTED = 1000
TELLING = slice(0, FEW, 6)
"""Which of the few features give the guilty away; half of the features leave them out."""

SETTINGS = "[train]\ntrees = 20\n"

Change = Callable[[pl.DataFrame], pl.DataFrame]


def shown(profile: pl.DataFrame) -> list[Feature]:
    """The few features that most profiles show something of."""
    held = [f for f in inputs_of(LEVEL) if f.direction == "high" and f.name in profile.columns]
    hidden = {f.name: (profile[z_column(f.name)].fill_null(0) == 0).sum() for f in held}
    return sorted(held, key=lambda f: (hidden[f.name], f.name))[:FEW]


def invented(profile: pl.DataFrame, case: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Half of the outcomes are known when models are taught, half become known after all months."""
    rng = np.random.default_rng(seed)
    telling = [z_column(f.name) for f in shown(profile)[TELLING]]
    signs = pl.sum_horizontal(pl.col(name).fill_null(0).clip(-3, 3) for name in telling)
    scored = profile.filter(pl.col("not_scored_reason").is_null()).sort("entity_id")
    seen = scored.select("entity_id", signs=signs).sample(INSPECTED, seed=seed, shuffle=True)
    noisy = seen["signs"].to_numpy() + rng.normal(size=INSPECTED)
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


def other(ws: Workspace, name: str, change: Change | None = None) -> Workspace:
    """A copy of a workspace, with other outcomes or other work to do."""
    root = ws.root.with_name(name)
    shutil.rmtree(root, ignore_errors=True)
    found = Workspace(shutil.copytree(ws.root, root))
    if change is not None:
        case = pl.read_parquet(found.store.partition("lake/case", "all"))
        found.store.write("lake/case", "all", change(case))
    return found


def shuffled(ws: Workspace) -> Version:
    """Taught by outcomes that were dealt out anew."""
    dealt = pl.col("outcome").shuffle(seed=1)
    changed = other(ws, "shuffled", lambda case: case.with_columns(dealt))
    return changed.train(LEVEL, TAUGHT).version


def half(ws: Workspace) -> Version:
    """Taught half of the features."""
    kept = shown(ws.profiles(LEVEL, MONTHS[-1]))[1::2]
    with patch.object(train, "inputs_of", lambda _: kept):
        return other(ws, "half").train(LEVEL, TAUGHT).version


def leak(ws: Workspace) -> Version:
    """Taught the outcomes that it is judged by, as if they had been known."""
    known = pl.lit(dt.date(2024, 11, 15)).alias("confirmed_date")
    changed = other(ws, "leak", lambda case: case.with_columns(known))
    return changed.train(LEVEL, TAUGHT).version


def stale(ws: Workspace) -> Version:
    """Taught a month less than the model in use."""
    return other(ws, "stale").train(LEVEL, EARLIER).version


def inverted(ws: Workspace) -> Version:
    """The best lead comes last."""
    trained = other(ws, "inverted").train(LEVEL, TAUGHT)
    joint = trained.version.bundle.joint
    upside_down = Joint(-joint.w_anomaly, -joint.w_scorecard, -joint.w_trees, -joint.const)
    bundle = replace(trained.version.bundle, joint=upside_down)
    return register(Training(bundle, trained.evaluation, pl.DataFrame()))


def equal(ws: Workspace) -> Version:
    """Another seed of the same recipe."""
    found = other(ws, "equal")
    (found.root / "feijian.toml").write_text(f"{SETTINGS}seed = 1\n")
    return found.train(LEVEL, TAUGHT).version


WORSE: dict[Callable[[Workspace], Version], set[str]] = {
    shuffled: {"average_precision", "repeated"},
    half: {"columns_lost"},
    leak: {"repeated"},
    stale: {"behind"},
    inverted: {"average_precision", "random"},
}
"""Challenger -> the lines that are the right reason to hold it."""


def judged(ws: Workspace) -> Iterator[tuple[str, Comparison, bool]]:
    """Every challenger, what the comparison says, and whether that is right."""
    made = {}
    for worse, reasons in WORSE.items():
        made[worse] = worse(ws).number
        found = ws.compare(LEVEL, made[worse], months=MONTHS)
        yield worse.__name__, found, found.gate.verdict == "hold" and reasons <= set(held(found))
    found = ws.compare(LEVEL, ws.train(LEVEL, TAUGHT).version.number, made[shuffled], MONTHS)
    yield "better", found, found.gate.verdict == "pass"
    found = ws.compare(LEVEL, equal(ws).number, months=MONTHS)
    yield "equal", found, found.gate.claim in {"not worse", "undecided"}


def held(found: Comparison) -> Sequence[str]:
    """The lines that hold, each once."""
    return list(dict.fromkeys(line.name for line in found.gate.lines if line.state == "hold"))


def prepared(root: Path) -> Workspace:
    """The city in a workspace, profiled."""
    raw = simulate(root / "raw", persons=3000, months=14, seed=3).out
    ws = Workspace(root / "workspace")
    ws.root.mkdir()
    (ws.root / "feijian.toml").write_text(SETTINGS)
    ws.ingest([raw], CONFIG / "mappings" / "simulated_city.toml")
    ws.profile(MONTHS[-1])
    return ws


def main() -> None:
    """Print a line per challenger and seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="the first seed; two runs may share")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MLFLOW_TRACKING_URI"] = f"sqlite:///{folder}/mlruns/mlflow.db"
        city = prepared(Path(folder))
        profile = city.profiles(LEVEL, MONTHS[-1])
        few = shown(profile)
        with patch.object(train, "inputs_of", lambda _: few):
            for seed in seeds:
                ws = other(city, "sound", partial(invented, profile, seed=seed))
                ws.train(LEVEL, TAUGHT)
                for name, found, right in judged(ws):
                    gate, verdict = found.gate, "right" if right else "WRONG"
                    lines = ", ".join(held(found))
                    print(
                        seed, name, gate.verdict, gate.claim, verdict, lines, sep=" | ", flush=True
                    )


if __name__ == "__main__":
    main()
