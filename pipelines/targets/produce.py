"""Writing a month's list: everything or nothing."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from models.causes import CAUSES
from pipelines.store import replacing
from pipelines.targets.choose import Choice
from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import Dossier, dossiers, evidence_path, page_path
from pipelines.targets.dossier_page import dossier_html
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.listing import csv_text, listing
from pipelines.targets.pages import targets_html
from pipelines.targets.published import document_text, draw_document, published_path
from pipelines.targets.workbook import write_workbook

LIST_PAGE = "targets.html"
MANIFEST = "manifest.json"

_PROBABILITY = {"inclusion_probability": 9}


def write_targets(folder: Path, inputs: TargetInputs) -> list[Path]:
    """Write the list, its pages, workbook, evidence and manifest as `folder`, replacing it.

    Returns:
        The written files, sorted.
    """
    choices = chosen(inputs)
    known = {
        level: list(dossiers(level, inputs.levels[level], inputs.hits, choice.listed))
        for level, choice in choices.items()
    }
    with replacing(folder) as fresh:
        for name, text in _texts(inputs, choices, known):
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        write_workbook(fresh / "targets.xlsx", inputs, choices, known)
        _write_manifest(fresh, inputs.manifest)
        names = [path.relative_to(fresh) for path in _files(fresh)]
    return [folder / name for name in names]


def _texts(
    inputs: TargetInputs, choices: Mapping[str, Choice], known: Mapping[str, list[Dossier]]
) -> Iterator[tuple[str, str]]:
    """Every text file of the folder: name and content."""
    raising = {level: _raising(of) for level, of in known.items()}
    lists = [
        listing(
            choice.listed, raising[level], inputs.levels[level].alerts, inputs.levels[level].rings
        )
        for level, choice in choices.items()
    ]
    yield "targets.csv", csv_text(pl.concat(lists))
    draws = pl.concat([choice.draw.drop("chance") for choice in choices.values()])
    yield "draw.csv", csv_text(draws, _PROBABILITY)
    for level, choice in choices.items():
        if choice.draw.height:
            document = draw_document(choice, level=level, month=inputs.month, seed=inputs.seed)
            yield published_path(level), document_text(document)
    yield LIST_PAGE, targets_html(inputs, choices, raising)
    for level, of in known.items():
        for dossier in of:
            entity = dossier.target["entity_id"]
            yield page_path(level, entity), dossier_html(dossier, inputs, back=f"../{LIST_PAGE}")
            yield evidence_path(level, entity), _evidence(dossier)


def _raising(of: list[Dossier]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=CAUSES), *(dossier.raising for dossier in of)])


def _evidence(dossier: Dossier) -> str:
    """All hits of one target; amounts in yuan."""
    return csv_text(
        dossier.hits.with_columns(amount_yuan=pl.col("amount_fen") / 100).drop("amount_fen"),
        {"amount_yuan": 2},
    )


def _write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """What the list rests on, and the hash of every file of the folder."""
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files(folder)
    }
    text = json.dumps(
        {**manifest, "files": files}, ensure_ascii=False, indent=2, sort_keys=True, default=str
    )
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
