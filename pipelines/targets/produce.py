"""Writing a month's list: everything or nothing."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from models.causes import CAUSES
from pipelines.store import keep_private, replacing, write_parquet
from pipelines.targets.choose import Choice
from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import Dossier, dossiers, evidence_path, page_path
from pipelines.targets.dossier_page import dossier_html
from pipelines.targets.evidence import evidence, evidence_text
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.listing import csv_text, listing
from pipelines.targets.mark import PRODUCED
from pipelines.targets.pages import targets_html
from pipelines.targets.published import document_text, draw_document, published_path
from pipelines.targets.workbook.write import write_workbook

LIST_PAGE = "targets.html"
MANIFEST = "manifest.json"
COVERAGE_TABLE = "coverage.csv"
"""What the quotas of the policy came to; not there where it has none."""

_PROBABILITY = {"inclusion_probability": 9}


def write_targets(
    folder: Path, inputs: TargetInputs, beside: Mapping[str, bytes] | None = None
) -> list[Path]:
    """Write the list, its pages, workbook, evidence and manifest as `folder`, replacing it.

    Only whoever writes it may read it, until the visit.

    Args:
        folder: where to.
        inputs: what the list is made from.
        beside: files to lie beside the list as they are, by their paths in the folder.

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
            _write(fresh / name, text.encode())
        for name, content in (beside or {}).items():
            _write(fresh / name, content)
        _write_evidence(fresh, known)
        write_workbook(fresh / "targets.xlsx", inputs, choices, known)
        _write_manifest(fresh, {**inputs.manifest, PRODUCED: inputs.mark.plain})
        keep_private(fresh)
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
    coverage = pl.concat([choice.coverage for choice in choices.values()])
    if coverage.height:
        yield COVERAGE_TABLE, csv_text(coverage)
    for level, choice in choices.items():
        if choice.draw.height:
            document = draw_document(choice, level=level, month=inputs.month, seed=inputs.seed)
            yield published_path(level), document_text(document)
    yield LIST_PAGE, targets_html(inputs, choices, raising)
    for level, of in known.items():
        for dossier in of:
            entity = dossier.target["entity_id"]
            yield page_path(level, entity), dossier_html(dossier, inputs, back=f"../{LIST_PAGE}")


def _raising(of: list[Dossier]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=CAUSES), *(dossier.raising for dossier in of)])


def _write_evidence(folder: Path, known: Mapping[str, list[Dossier]]) -> None:
    """The claims behind every target, for people and for programs."""
    for level, of in known.items():
        for dossier in of:
            path = folder / evidence_path(level, dossier.target["entity_id"])
            rows = evidence(dossier)
            _write(path, evidence_text(rows).encode())
            write_parquet(rows, path.with_suffix(".parquet"))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


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
