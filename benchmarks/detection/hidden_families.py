"""Are families of violations found that no known case tells of?

    python -m benchmarks.detection.hidden_families --root detection-bench

In each city the cases of two families of institutions are hidden, pair by pair, and the list made
with them is held against the list made with all cases. Who has a known outcome is on neither list.
"""

from collections.abc import Collection, Iterator
from itertools import combinations

import polars as pl

from benchmarks.detection import ours
from benchmarks.detection.places import Place, cities_asked, options, root_of
from benchmarks.detection.problem import Problem
from features.windows import trailing
from pipelines.casework.cases import outcomes
from pipelines.city.schemes import PLOTS
from pipelines.city.schemes.plot import DOCTOR, INSTITUTION, LEVELS
from pipelines.compared import HIDDEN_FAMILIES
from pipelines.proof import planted
from pipelines.store import write_text

LEVEL = INSTITUTION

FAMILY = {
    plot.violation: plot.act.__module__.split(".")[-2]
    for plot in PLOTS
    if plot.level == LEVEL and not plot.innocent and plot.case is None
}
"""Violation -> its family: how the simulated city groups its plots."""

AT_HOME = 0.05
"""From this share of planted encounters on, somebody cheats at a house."""

STAFF = (INSTITUTION, DOCTOR)
"""For whom a house answers: itself, and who treats in its name."""


def hidden(place: Place) -> Iterator[dict[str, object]]:
    """One row per pair of families of one city."""
    problem = Problem.of(place, LEVEL)
    all_known = problem.evidence.known
    cheats, innocents = guilty(problem, set(FAMILY.values())), innocent(problem)
    honest_staff, nobody = (innocents - burdened(place, levels) for levels in (STAFF, LEVELS))
    with_all = listed(problem, all_known)
    for pair in combinations(sorted(set(FAMILY.values())), 2):
        left = without(problem, pair)
        without_them, wanted = listed(problem, left), guilty(problem, pair)
        half = without_them[: len(without_them) // 2]
        yield {
            "city": place.name,
            "hidden": " ".join(pair),
            "cases": confirmed(all_known),
            "cases_left": confirmed(left),
            "planted": len(wanted),
            "found_with_all": len(wanted & set(with_all)),
            "found_without": len(wanted & set(without_them)),
            "places": len(without_them),
            "cheats": len(cheats & set(without_them)),
            "innocents": len(innocents & set(without_them)),
            "innocents_with_honest_staff": len(honest_staff & set(without_them)),
            "innocents_where_nobody_cheats": len(nobody & set(without_them)),
            "cheats_in_first_half": len(cheats & set(half)),
            "innocents_in_first_half": len(innocents & set(half)),
        }


def without(problem: Problem, families: Collection[str]) -> pl.DataFrame:
    """What is known when nobody has confirmed a case of these families."""
    hide = [violation for violation, family in FAMILY.items() if family in families]
    cases = outcomes(problem.place.workspace.store, LEVEL)
    told = cases.filter(pl.col("violation_code").is_in(hide)).get_column("entity_id").implode()
    hit = (pl.col("outcome") == "confirmed") & pl.col("entity_id").is_in(told)
    nothing = pl.when(hit).then(None)
    return problem.evidence.known.with_columns(
        nothing.otherwise(pl.col("outcome")).alias("outcome"),
        nothing.otherwise(pl.col("known")).alias("known"),
    )


def listed(problem: Problem, known: pl.DataFrame) -> list[str]:
    """The best leads among those without an outcome, as many as the list has places, in order."""
    scores = pl.Series("score", ours.joint(problem, known, seed=0))
    inspected = problem.judged["inspected"].get_column("entity_id").implode()
    leads = problem.rows.select("entity_id", scores).filter(~pl.col("entity_id").is_in(inspected))
    best = leads.sort("score", "entity_id", descending=[True, False])
    return best.head(problem.evidence.plan.capacity).get_column("entity_id").to_list()


def guilty(problem: Problem, families: Collection[str]) -> set[str]:
    """Who plays a plot of the families, can be scored, and was never inspected."""
    family = pl.col("violation").replace_strict(FAMILY, default=None)
    planted = problem.schemes.filter(~pl.col("innocent"), family.is_in(families))
    inspected = set(problem.judged["inspected"].get_column("entity_id"))
    scored = set(problem.rows.get_column("entity_id"))
    return (set(planted.get_column("entity_id")) & scored) - inspected


def innocent(problem: Problem) -> set[str]:
    """Look-alikes who play no plot besides."""
    schemes = problem.schemes
    lives, plots = (
        set(schemes.filter(pl.col("innocent") == honest).get_column("entity_id"))
        for honest in (True, False)
    )
    return lives - plots


def burdened(place: Place, levels: Collection[str]) -> set[str]:
    """Houses of whose encounters plots of these levels planted `AT_HOME` in the window."""
    assert place.truth is not None, "only a simulated city knows its truth"
    store = place.workspace.store
    cheats = pl.read_csv(place.truth / "schemes.csv", infer_schema_length=None).filter(
        ~pl.col("innocent"), pl.col("level").is_in(levels)
    )
    cheated = planted(place.truth).join(cheats, on="scheme_id", how="semi")
    window = [m for m in trailing(place.month, 12) if m in store.months("lake/mdtrt")]
    houses = (
        store.scan("lake/mdtrt", window)
        .group_by("fixmedins_code")
        .agg(planted=pl.col("mdtrt_id").is_in(cheated.get_column("mdtrt_id").implode()).mean())
        .collect()
    )
    return set(houses.filter(pl.col("planted") >= AT_HOME).get_column("fixmedins_code"))


def confirmed(known: pl.DataFrame) -> int:
    """How many entities have a confirmed outcome."""
    return known.filter(pl.col("outcome") == "confirmed").get_column("entity_id").n_unique()


def main() -> None:
    """Write the table, and show it."""
    asked = options(__doc__, HIDDEN_FAMILIES).parse_args()
    with root_of(asked) as root:
        table = pl.DataFrame([row for town in cities_asked(root, asked) for row in hidden(town)])
    write_text(table.write_csv(), asked.out)
    print(table.write_csv())


if __name__ == "__main__":
    main()
