"""Are families of violations found that no known case tells of?

    python -m benchmarks.detection.hidden_families --root detection-bench

In each city the cases of two families of institutions are hidden, pair by pair, and the list made
with them is held against the list made with all cases. Who has a known outcome is on neither list.
"""

import argparse
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.detection import ours
from benchmarks.detection.places import Place, Size, cities
from benchmarks.detection.problem import Problem
from pipelines.casework.cases import outcomes
from pipelines.city.schemes import PLOTS
from pipelines.compared import HIDDEN_FAMILIES
from pipelines.store import write_text

SEEDS = [3, 5, 7]
LEVEL = "institution"

FAMILY = {
    plot.violation: plot.act.__module__.split(".")[-2]
    for plot in PLOTS
    if plot.level == LEVEL and not plot.innocent and plot.case is None
}
"""Violation -> its family: how the simulated city groups its plots."""


def hidden(place: Place) -> Iterator[dict[str, object]]:
    """One row per pair of families of one city."""
    problem = Problem.of(place, LEVEL)
    cases = outcomes(place.workspace.store, LEVEL).with_columns(
        family=pl.col("violation_code").replace_strict(FAMILY, default=None)
    )
    everything = _list(problem, problem.evidence.known)
    for pair in combinations(sorted(set(FAMILY.values())), 2):
        told = cases.filter(pl.col("family").is_in(pair)).get_column("entity_id").implode()
        known = problem.evidence.known
        forgotten = (pl.col("outcome") == "confirmed") & pl.col("entity_id").is_in(told)
        blind = known.with_columns(
            pl.when(~forgotten.fill_null(value=False)).then(pl.col("outcome")).alias("outcome")
        )
        listed = _list(problem, blind)
        wanted = _of_families(problem, pair)
        yield {
            "city": place.name,
            "hidden": " ".join(pair),
            "cases": _confirmed(known),
            "cases_left": _confirmed(blind),
            "guilty": len(wanted),
            "recall_with": len(wanted & everything) / len(wanted) if wanted else None,
            "recall_without": len(wanted & listed) / len(wanted) if wanted else None,
            "innocents_listed": len(_innocent(problem) & listed) / len(listed),
        }
