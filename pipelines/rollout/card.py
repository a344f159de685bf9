"""The card of a model version: what it is, what it rests on, how good, since when, its limits."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.reasons import Lang
from pipelines import audit
from pipelines.registry.promotions import Promotion, history
from pipelines.registry.tracking import answering, client
from pipelines.registry.versions import Version
from pipelines.store import write_text

LIMITS = ("inspected_only", "not_a_judge", "past_visits")
"""What holds of every model; `wording.toml` says it."""

SMALL = 30
"""Judged entities below which figures are said to be few."""


@dataclass(frozen=True)
class Card:
    """What is known of one version.

    Attributes:
        version: `feijian-institution/3`.
        lang: language of the page.
        facts: all that the card tells, as JSON values.
    """

    version: str
    lang: Lang
    facts: dict[str, Any]

    def to_json(self) -> str:
        """For programs."""
        return json.dumps(self.facts, ensure_ascii=False, indent=1) + "\n"

    def to_html(self, path: Path) -> Path:
        """Write the card as a page that needs no other file."""
        from pipelines.rollout.page import card_page

        write_text(card_page(self), path)
        return path


@answering()
def card(root: Path, version: Version, lang: Lang = "zh") -> Card:
    """The card of a version, from what was logged with it, the audit and the promotions."""
    bundle = version.bundle
    told = dict(bundle.facts)
    logged = client().get_model_version(version.name, str(version.number))
    facts = {
        "version": version.label,
        "level": version.level,
        "sha256": version.sha256,
        "registered": _day(logged.creation_timestamp),
        "trained_by": _trained_by(root, version.label),
        "as_of": told.get("as_of"),
        "months": told.get("months", []),
        "entities": told.get("entities", {}),
        "split": told.get("split"),
        "split_why": told.get("split_why"),
        "no_case_model": told.get("no_case_model"),
        "features": [each.name for each in bundle.descriptions],
        "unavailable": told.get("unavailable", []),
        "plan": told.get("plan", {}),
        "evaluation": told.get("evaluation", []),
        "joint": vars(bundle.joint),
        "compared": {
            key: logged.tags[key]
            for key in ("compared_with", "gate", "claim")
            if key in logged.tags
        },
        "promotions": _promotions(history(root, version.level), version.number),
        "limits": [*LIMITS, *_limits(told, len(bundle.descriptions))],
        "code": told.get("code", {}),
        "packages": told.get("packages", {}),
    }
    return Card(version.label, lang, facts)


def _limits(told: dict[str, Any], features: int) -> list[str]:
    """What holds of this version only."""
    judged = max((row["n"] for row in told.get("evaluation", [])), default=0)
    return [
        name
        for name, holds in {
            "forest_alone": bool(told.get("no_case_model")),
            "never_judged": judged == 0,
            "few_judged": 0 < judged < SMALL,
            "not_by_time": told.get("split") == "grouped",
            "features_missing": bool(told.get("unavailable")) and features > 0,
        }.items()
        if holds
    ]


def _day(milliseconds: int) -> str:
    return dt.datetime.fromtimestamp(milliseconds / 1000, tz=dt.UTC).date().isoformat()


def _trained_by(root: Path, label: str) -> str | None:
    """The first who trained the version here, by the audit."""
    path = root / audit.FILE
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as lines:
        acts = (json.loads(line) for line in lines if f'"{label}"' in line)
        return next((str(act["by"]) for act in acts if act["act"] == "train"), None)


def _promotions(promotions: Sequence[Promotion], number: int) -> list[dict[str, Any]]:
    names = ("at", "act", "before", "version", "by", "reason", "verdict")
    return [
        {name: getattr(each, name) for name in names}
        for each in promotions
        if number in (each.before, each.version)
    ]
