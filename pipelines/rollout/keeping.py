"""Comparisons as they are kept: whole in the workspace, without names in the registry."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.comparison import ALL, CHALLENGER, CHAMPION
from pipelines.manifest import inputs_hash
from pipelines.registry.tracking import answering, client, run
from pipelines.registry.versions import model_name
from pipelines.rollout.comparing import Comparison
from pipelines.store import replacing

FOLDER = "comparisons"
PAGE, JSON, TABLE = "comparison.html", "comparison.json", "figures.csv"


@dataclass(frozen=True)
class Kept:
    """What a promotion needs of a comparison.

    Attributes:
        verdict: what the gate said.
        held: names of the lines that did not pass.
        sha256: of the whole comparison.
        inputs: what it rests on.
        months: the months compared.
    """

    verdict: str
    held: tuple[str, ...]
    sha256: str
    inputs: dict[str, str]
    months: tuple[str, ...]


NOT_COMPARED = Kept("not compared", (), "", {}, ())
"""Of a version that cannot be held against the one in use, since feijian reads that no longer."""


def folder_of(root: Path, level: str, champion: int, challenger: int) -> Path:
    """Where the comparison of two versions lies."""
    return root / FOLDER / level / f"{challenger}-against-{champion}"


def keep(root: Path, comparison: Comparison) -> Path:
    """Write page, JSON and table; returns their folder."""
    numbers = {name: int(of["number"]) for name, of in comparison.versions.items()}
    folder = folder_of(root, comparison.level, numbers[CHAMPION], numbers[CHALLENGER])
    with replacing(folder) as fresh:
        fresh.mkdir()
        comparison.to_html(fresh / PAGE)
        (fresh / JSON).write_text(comparison.to_json(), encoding="utf-8")
        comparison.tables["figures"].write_csv(fresh / TABLE)
    return folder


def read_kept(folder: Path) -> Kept | None:
    """The kept comparison of two versions, or None."""
    path = folder / JSON
    if not path.exists():
        return None
    text = path.read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)
    held = tuple(line["name"] for line in facts["gate"] if line["state"] != "pass")
    months = tuple(each["month"] for each in facts["months"])
    return Kept(facts["verdict"], held, inputs_hash({"comparison": text}), facts["inputs"], months)


@answering()
def log(comparison: Comparison) -> None:
    """Log a comparison to the challenger's version: tags there, figures and files in a run.

    Nobody is named in it: a registry may be shared.
    """
    import mlflow

    name, of = model_name(comparison.level), comparison.versions[CHALLENGER]
    store, number = client(), str(of["number"])
    with run(f"compare {of['name']}", {"level": comparison.level, "challenger": number}) as active:
        mlflow.log_metrics(_metrics(comparison))
        mlflow.log_dict(comparison.to_dict(named=False), "comparison.json")
        mlflow.log_text(comparison.tables["figures"].write_csv(), TABLE)
    told = {
        "compared_with": comparison.versions[CHAMPION]["name"],
        "gate": comparison.decision.verdict,
        "claim": comparison.decision.claim,
        "comparison_sha256": comparison.sha256,
        "comparison_run": active.info.run_id,
    }
    for key, value in told.items():
        store.set_model_version_tag(name, number, key, value)


def _metrics(comparison: Comparison) -> dict[str, float]:
    figures = {
        f"{row['ranking']}.{figure}": float(row[figure])
        for row in comparison.table().iter_rows(named=True)
        for figure in ("average_precision", "precision", "recall", "lift", "lift_over_size")
        if row[figure] is not None
    }
    differences = {
        f"difference.{row['figure']}.{bound}": float(row[bound])
        for row in comparison.tables["differences"].iter_rows(named=True)
        for bound in ("estimate", "low", "high")
        if row["dimension"] == ALL and row[bound] is not None
    }
    seconds = {f"{name}.seconds_per_1000": value for name, value in comparison.seconds.items()}
    return {**figures, **differences, **seconds}
