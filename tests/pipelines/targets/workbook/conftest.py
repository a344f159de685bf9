"""The workbook of the made-up city, with a pharmacy and what is needed on site."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import dossiers
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.workbook.write import write_workbook
from tests.pipelines.targets.furnished import site

Build = Callable[[Path, TargetInputs], Path]


@pytest.fixture(scope="session")
def build() -> Build:
    return _build


@pytest.fixture(scope="session")
def furnished(inputs: TargetInputs) -> TargetInputs:
    """The city with a pharmacy among the institutions, and a cause that two measures tell of."""
    source = inputs.levels["institution"]
    shop = pl.col("entity_name") == "青㐂县𠮷祥堂大药房"
    mild = pl.col("cause").filter(pl.col("feature") == "mild_stay_share").first()
    cause = pl.when(feature="cost_index").then(mild.over("entity_id")).otherwise("cause")
    kinds = pl.when(shop).then(pl.lit("2")).otherwise("fixmedins_type")
    levels = inputs.levels | {
        "institution": replace(
            source,
            candidates=source.candidates.with_columns(kinds.alias("fixmedins_type")),
            reasons=source.reasons.with_columns(cause=cause),
        )
    }
    hits = inputs.hits.collect()
    return replace(inputs, levels=levels, site=site(hits, "H36010200001"))


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory, furnished: TargetInputs) -> Path:
    return _build(tmp_path_factory.mktemp("workbook") / "targets.xlsx", furnished)


@pytest.fixture(scope="session")
def book(path: Path) -> Workbook:
    return opened(path)


def opened(path: Path) -> Workbook:
    """A workbook as it was written."""
    with warnings.catch_warnings():
        # openpyxl reads no solid data bars and says so.
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension", UserWarning)
        return load_workbook(path)


def _build(path: Path, inputs: TargetInputs) -> Path:
    choices = chosen(inputs)
    known = {
        level: list(dossiers(level, inputs.levels[level], inputs.hits, choice.listed))
        for level, choice in choices.items()
    }
    write_workbook(path, inputs, choices, known)
    return path
