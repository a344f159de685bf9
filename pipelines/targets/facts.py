"""What a dossier says first of a target, in words: how it came there, what its tier rests on."""

from collections.abc import Mapping
from typing import Any

from pipelines.pages.figures import ABSENT, count, moment
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.lead import BLUE
from pipelines.targets.terms import Terms

Target = Mapping[str, Any]


def facts(target: Target, inputs: TargetInputs, level: str, terms: Terms) -> dict[str, str]:
    """What is told of a target in words.

    Args:
        target: its row of `Choice.listed`.
        inputs: what the list is made from.
        level: `institution`, `doctor` or `patient`.
        terms: the language.

    Returns:
        `main_site`: where a doctor or a person is mostly seen; `mode`: how it was chosen, and
        whether the model flags it at all; `tier_ground`: the violation that sets its tier and what
        bears it out; `model_rank`: its place among all that are scored; `last_outcome`: of the
        latest inspection that was known.
    """
    scored = inputs.levels[level].candidates.get_column("score").count()
    flagged = (target["percentile"] or 0.0) >= inputs.policy.flagged_percentile
    below = target["mode"] == "model" and not flagged
    return {
        "main_site": at_site(target) or "",
        "mode": terms["model_below" if below else target["mode"]],
        "tier_ground": _ground(target, terms),
        "model_rank": f"{count(target['model_rank'])} / {count(scored)}",
        "last_outcome": _outcome(target, terms),
    }


def at_site(target: Target) -> str | None:
    """Name and code of where a doctor or a person is mostly seen, and so where to go first."""
    parts = [part for part in (target["main_site_name"], target["main_site"]) if part]
    return " ".join(parts) or None


def _ground(target: Target, terms: Terms) -> str:
    if target["risk_tier"] == BLUE:
        return ABSENT
    if target["leading"] is None:
        return terms["ground_none"]
    why = terms[f"ground_{target['grounds']}"]
    return f"{terms.violation(target['leading'])}{terms['open']}{why}{terms['close']}"


def _outcome(target: Target, terms: Terms) -> str:
    day = target["last_outcome_date"]
    if day is None:
        return terms["no_outcome"]
    found = "confirmed" if day == target["last_confirmed_date"] else "cleared"
    return f"{moment(day)} {terms[f'outcome_{found}']}"
