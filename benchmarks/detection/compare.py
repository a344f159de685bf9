"""Every ranking of one level, judged by what inspections found and by what was planted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.detection.judging import FIGURES, Panel, judge, shared_top
from benchmarks.detection.problem import Problem
from benchmarks.detection.rankings import JOINT, RANKINGS, timed, unseen
from models.description import Floats, matrix

FEWEST = 100
"""Of fewer entities the top 1 % is nobody."""

FOUND: dict[str, type[pl.DataType]] = {
    "judged_by": pl.String,
    "n": pl.Int64,
    "guilty": pl.Int64,
    **FIGURES,
}
"""`judged_by`: `inspected`, `planted`, or `nobody` where guilt is not asked for; `n` and
`guilty`: how many were judged, in all places together; by nobody: how many runs or seeds."""


@dataclass(frozen=True)
class Effort:
    """How often everything is repeated.

    Attributes:
        repeats: divisions into folds of a place that stands alone.
        seeds: seeds whose tops are compared.
        draws: bootstrap draws.
    """

    repeats: int = 3
    seeds: int = 10
    draws: int = 300


@dataclass(frozen=True)
class _Ranked:
    """One problem, ranked by all with one seed.

    Attributes:
        problem: whom.
        whole: scores and seconds when taught by every outcome.
        scores: scores of those with an outcome by models that did not see it, and of the rest.
    """

    problem: Problem
    whole: Mapping[str, tuple[Floats, float]]
    scores: Mapping[str, Floats]

    @classmethod
    def of(cls, problem: Problem, seed: int) -> "_Ranked":
        whole = {name: timed(problem, each, seed) for name, each in RANKINGS.items()}
        scores = {n: unseen(problem, each, whole[n][0], seed) for n, each in RANKINGS.items()}
        return cls(problem, whole, scores)

    def panels(self) -> Iterator[tuple[str, Panel]]:
        """Who judges, and what is judged."""
        for judged_by, guilt in self.problem.judged.items():
            entities = guilt.get_column("entity_id").implode()
            rows = self.problem.rows.get_column("entity_id").is_in(entities).to_numpy()
            yield (
                judged_by,
                Panel(
                    sample=self.problem.place.name,
                    y=matrix(guilt, ["y"])[:, 0],
                    size=self.problem.size[rows],
                    scores={name: score[rows] for name, score in self.scores.items()},
                    places=self.problem.evidence.plan.capacity if judged_by == "planted" else 0,
                ),
            )


def compared(problems: Sequence[Problem], effort: Effort) -> pl.DataFrame:
    """What is found (`FOUND`) of one level of places of one kind."""
    repeats = effort.repeats if len(problems) == 1 else 1
    can = [problem for problem in problems if problem.can_be_taught]
    ranked = [_Ranked.of(problem, seed) for problem in can for seed in range(repeats)]
    panels: dict[str, list[Panel]] = {}
    for judged_by, panel in (pair for each in ranked for pair in each.panels()):
        panels.setdefault(judged_by, []).append(panel)
    frames = [
        _named(judge(of, best=JOINT, draws=effort.draws, seed=0), judged_by, of)
        for judged_by, of in panels.items()
    ]
    seconds = {n: float(np.mean([r.whole[n][1] for r in ranked])) for n in RANKINGS if ranked}
    steady = _mean(
        steadiness(problem, effort.seeds, [r for r in ranked if r.problem is problem])
        for problem in problems
    )
    bare = [_bare("seconds", seconds, len(ranked)), _bare("steadiness", steady, effort.seeds)]
    return pl.concat([*frames, *bare])


def steadiness(problem: Problem, seeds: int, made: Sequence[_Ranked]) -> dict[str, float]:
    """How much of the top 1 % two seeds share, of each ranking that depends on the seed.

    `made` holds what the first seeds gave already.
    """
    if problem.rows.height < FEWEST:
        return {}
    return {
        name: shared_top(
            [
                (made[seed].whole[name] if seed < len(made) else timed(problem, ranking, seed))[0]
                for seed in range(seeds)
            ]
        )
        for name, ranking in RANKINGS.items()
        if ranking.drawn and (problem.can_be_taught or not ranking.taught)
    }


def _mean(figures: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The mean over places of each ranking's figure, where it has one."""
    found: dict[str, list[float]] = {}
    for name, figure in (pair for each in figures for pair in each.items()):
        found.setdefault(name, []).append(figure)
    return {name: float(np.mean(each)) for name, each in found.items()}


def _named(judged: pl.DataFrame, judged_by: str, panels: Sequence[Panel]) -> pl.DataFrame:
    samples = {panel.sample: panel.y for panel in panels}.values()
    return judged.select(
        pl.lit(judged_by).alias("judged_by"),
        pl.lit(sum(map(len, samples))).cast(pl.Int64).alias("n"),
        pl.lit(int(sum(y.sum() for y in samples))).cast(pl.Int64).alias("guilty"),
        pl.all(),
    )


def _bare(figure: str, values: Mapping[str, float], n: int) -> pl.DataFrame:
    """A figure that asks for no guilt and has no interval, from `n` runs or seeds."""
    rows = [("nobody", n, None, name, figure, each, None, None) for name, each in values.items()]
    return pl.DataFrame(rows, schema=FOUND, orient="row")
