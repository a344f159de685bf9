"""What the whole list rests on, told once for the page and the workbook."""

from collections.abc import Mapping

from pipelines.manifest import inputs_hash
from pipelines.pages.figures import count
from pipelines.targets.choose import Choice
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.places import MODEL, MODES, RANDOM
from pipelines.targets.terms import general_terms, terms_of


def funnel_counts(inputs: TargetInputs, choices: Mapping[str, Choice]) -> list[tuple[str, int]]:
    """From records to the list: what, and how many."""
    terms = general_terms(inputs)
    return [
        (terms["records"], inputs.funnel.records),
        (terms["found_hits"], inputs.funnel.hits),
        (terms["entities"], inputs.funnel.entities),
        (terms["listed"], sum(choice.listed.height for choice in choices.values())),
    ]


def modes_of(choices: Mapping[str, Choice]) -> list[str]:
    """The ways in which anybody came onto the list; by rank and by lot in any case."""
    found = {mode for choice in choices.values() for mode in choice.listed["mode"]}
    return [mode for mode in MODES if mode in {MODEL, RANDOM, *found}]


def pinned(inputs: TargetInputs) -> list[tuple[str, str]]:
    """What the list rests on, as far as it is told on one line each."""
    terms = general_terms(inputs)
    own = [
        (terms["month"], inputs.month),
        (terms["policy"], inputs.policy.name),
        (terms["seed"], inputs.seed),
        *((f"{terms['model_hash']} {terms[level]}", of["sha256"]) for level, of in _models(inputs)),
    ]
    data = inputs.manifest.get("inputs", {})
    told = terms["data_told"].format(n=len(data), sha256=inputs_hash(data))
    scalars = {k: v for k, v in inputs.manifest.items() if isinstance(v, str | int | float)}
    others = sorted(scalars.keys() - _TOLD_ABOVE)
    rest = [(terms[_PINNED[k]] if k in _PINNED else k, str(scalars[k])) for k in others]
    return [*own, (terms["data"], told), *rest]


_PINNED = {
    "checklist": "pinned_checklist",
    "config": "pinned_config",
    "policy_file": "pinned_policy_file",
}
"""How entries of a manifest are called; others go by their own names."""

_TOLD_ABOVE = {"month", "draw_seed", "lang"}
"""Entries of a manifest that the page tells already, or is written in."""


def _models(inputs: TargetInputs) -> list[tuple[str, Mapping[str, str]]]:
    return list(inputs.manifest.get("models", {}).items())


def draw_told(choice: Choice, inputs: TargetInputs, level: str) -> str:
    """How the random part of a level was drawn."""
    terms = terms_of(inputs, level)
    if not choice.draw["drawn"].any():
        return terms["no_draw"]
    told = terms["draw_told"].format(
        pool=count(choice.draw.height),
        drawn=choice.draw["drawn"].sum(),
        key=f"{inputs.seed}|{inputs.month}|{level}",
    )
    ways = sum(way.times for way in choice.ways)
    return told if ways == 1 else told + terms["draw_in_ways"].format(ways=ways)


def unavailable_told(inputs: TargetInputs, level: str) -> list[tuple[str, str]]:
    """Labels of the features that could not be computed, and what was missing."""
    terms = terms_of(inputs, level)
    missing = inputs.levels[level].unavailable
    return [(terms.label(name), ", ".join(needs)) for name, needs in sorted(missing.items())]
