"""What a list rests on, as its manifest pins it."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from features.catalogue import PROFILE_LEVELS
from features.windows import trailing
from pipelines.manifest import code_hash, config_hash, file_hash, hashes, packages
from pipelines.profile import ALERTS, ENCOUNTERS, HITS, PEERS, Profiler
from pipelines.rings import RINGS, VISITS
from pipelines.settings import CONFIG
from pipelines.store import Store
from pipelines.targets.completed import COURSE_MONTHS
from pipelines.targets.policy import Policy
from pipelines.targets.scored import ScoredLevel


def pins(
    profiler: Profiler,
    month: str,
    window: list[str],
    policy: Policy,
    seed: str,
    scored: Mapping[str, ScoredLevel],
) -> dict[str, Any]:
    """What is decided, and the hashes of all that is read, for a list of a month.

    Args:
        profiler: whose store and settings are read.
        month: the month of the list.
        window: the months of its window.
        policy: the rules of the list.
        seed: the seed of the draw.
        scored: the scores by level.
    """
    store, settings = profiler.store, profiler.settings
    lake = [
        path
        for path in (store.root / "lake").glob("*/month=*/part.parquet")
        if path.parent.name.removeprefix("month=") in {*window, "all"}
    ]
    plain = {**vars(settings), "explained": dict(settings.explained)}
    return {
        "month": month,
        "window": [window[0], window[-1]],
        "draw_seed": seed,
        "policy": policy.plain(),
        "settings": {**plain, "thresholds": asdict(settings.thresholds)},
        "models": {
            level: {"version": of.model_version, "sha256": of.model_sha256, "base": of.base}
            for level, of in scored.items()
        },
        "code": {package: code_hash(package) for package in ("features", "models", "pipelines")},
        "config": config_hash(),
        "checklist": file_hash(CONFIG / "checklist.csv"),
        "packages": packages(),
        "inputs": hashes(lake, store.root),
        "months": hashes(_parts(store, month), store.root),
        "rings": hashes(
            [store.partition(RINGS, month, name) for name in ("part.parquet", VISITS)], store.root
        ),
        "profiles": hashes(
            [
                store.partition(f"profiles/{level}", month, name)
                for level in scored
                for name in ("part.parquet", PEERS)
            ],
            store.root,
        ),
        "alerts": hashes(
            [store.partition(f"profiles/{level}", month, ALERTS) for level in PROFILE_LEVELS],
            store.root,
        ),
    }


def _parts(store: Store, month: str) -> list[Path]:
    """What evidence and courses are read from: encounters and hits of the months shown."""
    shown = {f"month={each}" for each in trailing(month, COURSE_MONTHS)}
    found = (path for name in (ENCOUNTERS, HITS) for path in store.root.glob(f"{name}/*/*.parquet"))
    return [path for path in found if path.parent.name in shown]
