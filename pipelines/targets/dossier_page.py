"""The page of one entity: what an inspector reads on the way."""

from itertools import groupby
from typing import Any

import polars as pl

from features.contract import ENTITY_KEY
from features.violations import VIOLATIONS
from models.whose import own_of
from pipelines.targets.choose import UNLISTED
from pipelines.targets.chosen import candidate
from pipelines.targets.closer import HOUSES
from pipelines.targets.dossier import (
    CLAIM_KEYS,
    Dossier,
    behind,
    dossiers,
    evidence_path,
    foremost,
)
from pipelines.targets.evidence import leading
from pipelines.targets.facts import facts
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.money import by_violation
from pipelines.targets.overview import pinned
from pipelines.targets.pictures import Pictures, pictures, who_lies
from pipelines.targets.rendering import render
from pipelines.targets.terms import split, terms_of

HITS_SHOWN = 200
"""Hits that a page shows; the evidence file has them all."""

REASONS_SHOWN = 5
"""Reasons for and against that a page tells in words, and the one that moves the score the most."""

MEMBERS_SHOWN = 4
"""Members of a reason that a page tells under it."""

MEMBER_SHARE = 0.05
"""Members that add less than this share of their reason are summed up."""

MEASURES_SHOWN = 12
"""Measures that a page shows beside the peers; the others are at its end."""


def dossier_html(dossier: Dossier, inputs: TargetInputs, back: str | None = None) -> str:
    """The page of one entity.

    Args:
        dossier: what is known about it.
        inputs: what the list is made from.
        back: address of the list page; None for a page that stands alone.
    """
    terms = terms_of(inputs, dossier.level)
    return render(
        "dossier.html.j2",
        terms=terms,
        month=inputs.month,
        level=dossier.level,
        target=dossier.target,
        facts=facts(dossier.target, inputs, dossier.level, terms),
        listed=dossier.target["mode"] != UNLISTED,
        back=back,
        raising=[_reason(one, dossier) for one in _told(dossier.raising)],
        lowering=[_reason(one, dossier) for one in _told(dossier.lowering)],
        money=by_violation(dossier.hits, dossier.level).to_dicts(),
        pictures=(drawn := pictures(dossier, inputs.month, terms)),
        contents=_contents(dossier, drawn),
        who_lies=who_lies(dossier.level),
        names=dict(
            inputs.levels[dossier.level].candidates.select("entity_id", "entity_name").iter_rows()
        ),
        peer_group=dossier.peer_group,
        peer_size=dossier.peer_size,
        measures=dossier.measures.head(MEASURES_SHOWN).to_dicts(),
        more_measures=dossier.measures.slice(MEASURES_SHOWN).to_dicts(),
        signals=_signals(dossier.hits).to_dicts(),
        claims=_claims(dossier.hits),
        total_hits=dossier.hits.height,
        hits_shown=min(dossier.hits.height, HITS_SHOWN),
        violations=split(dossier.target["violations"]),
        alerts=_by_certainty(dossier.alerts),
        departments=dossier.alerts.get_column("department").is_not_null().any(),
        rings=dossier.rings.to_dicts(),
        kinds=dossier.kinds.to_dicts(),
        history=dossier.history.to_dicts(),
        hit_keys=[key for key in CLAIM_KEYS if key != ENTITY_KEY[dossier.level]],
        evidence=evidence_path(dossier.level, dossier.target["entity_id"]),
        pinned=pinned(inputs),
        mark=inputs.mark,
    )


def _contents(dossier: Dossier, drawn: Pictures) -> list[str]:
    """The sections of a page in their order, by their words."""
    sections = {
        "why" if dossier.target["mode"] != UNLISTED else "raised": True,
        **dict.fromkeys(("against", "money", "found", "alerts", "history", "kinds"), True),
        "makeup": drawn.waterfall is not None,
        **dict.fromkeys(("beside", "course", "calendar"), True),
        "relations": dossier.level in HOUSES,
        **dict.fromkeys(("rings", "pinned"), True),
        "all_measures": dossier.measures.height > MEASURES_SHOWN,
        "all_claims": dossier.hits.height > 0,
    }
    return [name for name, there in sections.items() if there]


def _told(causes: pl.DataFrame) -> list[dict[str, Any]]:
    return foremost(causes, REASONS_SHOWN).to_dicts()


def _reason(cause: dict[str, Any], dossier: Dossier) -> dict[str, Any]:
    """A reason, the members that say the same, and the claims behind it."""
    least = MEMBER_SHARE * cause["contribution"] ** 2
    agree = [m for m in cause["members"] if m["contribution"] * cause["contribution"] >= least]
    shown = agree[:MEMBERS_SHOWN]
    rest = [m["contribution"] for m in cause["members"] if m not in shown]
    return {
        **cause,
        "members": shown,
        "more": len(rest),
        "rest": sum(rest),
        "behind": behind(cause, dossier.hits, dossier.level),
        "doer": _doer(cause["cause"], dossier.level),
    }


def _doer(cause: str, level: str) -> str | None:
    """Whose doing a cause is first of all, where it is not that of the target itself."""
    violation = VIOLATIONS.get(cause)
    return violation.actor if violation and not own_of([cause], level) else None


def _by_certainty(alerts: pl.DataFrame) -> list[tuple[str, list[dict[str, Any]]]]:
    """The definite alerts apart from the suspect ones."""
    groups = groupby(alerts.iter_rows(named=True), key=lambda row: str(row["certainty"]))
    return [(certainty, list(rows)) for certainty, rows in groups]


def explained_html(inputs: TargetInputs, level: str, entity_id: str) -> str:
    """The page of any candidate, listed or not, to stand alone (`feijian explain --html`).

    Raises:
        ValueError: there is no such candidate.
    """
    row = candidate(inputs, level, entity_id)
    (dossier,) = dossiers(level, inputs.levels[level], inputs.hits, row)
    return dossier_html(dossier, inputs)


def _signals(hits: pl.DataFrame) -> pl.DataFrame:
    """Hits summed up by violation and signal, the largest amount first."""
    return (
        hits.group_by("violation", "signal")
        .agg(
            hits=pl.len(),
            amount_fen=pl.col("amount_fen").sum(),
            first=pl.col("day").min(),
            last=pl.col("day").max(),
        )
        .sort(["amount_fen", "violation", "signal"], descending=[True, False, False])
    )


def _claims(hits: pl.DataFrame) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Signal, violation and the largest hits, an equal share of each signal as far as it goes."""
    shown = leading(hits, HITS_SHOWN)
    groups = groupby(shown.iter_rows(named=True), key=lambda row: (row["signal"], row["violation"]))
    return [(signal, violation, list(rows)) for (signal, violation), rows in groups]
