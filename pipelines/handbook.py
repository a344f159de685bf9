"""Pages of `docs/` that are written from the catalogue, so that they are never out of date."""

from collections.abc import Sequence
from pathlib import Path

from features.catalogue import CATALOGUE, PROFILE_LEVELS, RULES, SIGNALS, VIOLATIONS, counted
from features.families import TOPIC_OF
from features.feature import Feature
from features.signals import Signal
from pipelines.city.schemes import PLOTS, Plot
from pipelines.city.schemes.visible import BY_PROXY, IN_CLAIMS, WITH_LISTS
from pipelines.compared import comparison_parts
from pipelines.pages.markdown import names, page, table
from pipelines.proved import proved_section
from pipelines.rulebook import rules_page
from pipelines.settings import PROJECT
from pipelines.store import write_text

_FEATURE_HEADS = (
    *("name", "中文", "English", "unit", "side", "formula", "rests on", "violations", "needs"),
)
_DIRECTIONS = {"high": "↑", "low": "↓", "both": "↕", "context": "·"}


def features_page() -> str:
    """`docs/features.md`: every feature by level."""
    parts = [
        (
            "One number of one entity in one month, over the trailing window, compared with the "
            "entity's peer group. Suspicious side: ↑ high, ↓ low, ↕ both, · context (size or mix: "
            "never a suspicion by itself, never seen by the isolation forest). A feature whose "
            "tables or columns are missing is reported as unavailable, never as zero. Rests on: "
            "what the number is made of; of few of these its distance from the peers is hardly "
            "trusted ([decision 004](decisions/004-peers.md))."
        ),
    ]
    for level in PROFILE_LEVELS.values():
        own = [feature for feature in CATALOGUE if level.name in feature.levels]
        ladder = " → ".join(" × ".join(rung) for rung in level.ladder)
        parts += [
            f"## {level.zh} {level.name}: {len(own)}",
            f"Peer ladder: {ladder}.",
            table(
                _FEATURE_HEADS,
                (_feature_row(feature) for feature in own),
            ),
        ]
    return page("Features", *parts)


def signals_page() -> str:
    """`docs/signals.md`: every signal, and the violations that signals and features point to."""
    known = (VIOLATIONS | RULES).values()
    return page(
        "Signals",
        (
            "A signal is a pattern in claims. Each claim that shows it is a hit: evidence for a "
            "dossier, and counted by the feature named here. Thresholds are in "
            "`config/thresholds.toml`, lists in `config/reference/`. Definite: a limit of policy "
            "is broken, and the rule may decide alone; suspect: the institution must be heard "
            "first. National: the national rules that it carries out ([rules](rules.md))."
        ),
        table(_SIGNAL_HEADS, (_signal_row(signal) for signal in SIGNALS)),
        "## What they hit of what is planted",
        (
            "In eight simulated cities with every scheme blatant (intensity 2), and in eight with "
            "all of them faint (0.15): the share of the encounters planted that a signal of the "
            "violation hits, and the same of the look-alikes in both. Shown by: C claims, R "
            "claims and lists, X other tables. Made by `benchmarks/proof.py --persons 30000 "
            "--seeds 561 562 563 564 571 572 573 574`, cities at which nobody looked while a rule "
            "could still change. Every violation is above 0.95 blatant and 0.6 faint. Above a "
            "tenth are the look-alikes of D-12, all at one house: an honest specialist beside a "
            "colleague who orders too much is asked, too. Of I-17's two schemes the one of "
            "consultations is at 0.92: a clinic's visits that another house lawfully took over "
            "were missed. Faint cities planted two claims of I-41 only. **It checks the machinery "
            "and says nothing of detection in the field: whoever planted wrote the signals too.**"
        ),
        proved_section(),
        "## Violations and rules",
        (
            "Article: of the regulation on the use of the fund; `config/tiers.csv` says which tier "
            "it makes of a lead. Family: what kind of case it is told apart by, where cases "
            "suffice. Class: of the three fakes (R-31)."
        ),
        table(
            ("id", "中文", "English", "article", "family", "class"),
            ((v.id, v.zh, v.en, str(v.article), _topic(v.id), v.fake or "") for v in known),
        ),
    )


def _topic(violation: str) -> str:
    return TOPIC_OF[violation].zh if violation in TOPIC_OF else ""


_SIGNAL_HEADS = (
    "name", "violation", "中文", "a claim is a hit when", "certainty", "national", "levels",
    "needs", "feature",
)  # fmt: skip


def city_page() -> str:
    """`docs/city.md`: what the simulated city plants, and what only looks like it."""
    ids = sorted({plot.violation for plot in PLOTS}, key=lambda id_: (_ACTORS.index(id_[0]), id_))
    return page(
        "The simulated city",
        _template("city"),
        "## What is planted",
        table(
            ("violation", "中文", "seen in", "schemes", "look-alikes"),
            (_planted_row(id_) for id_ in ids),
        ),
    )


def detection_page() -> str:
    """`docs/detection.md`: our rankings beside what a bureau would otherwise use."""
    return page("Detection compared", _template("detection"), *comparison_parts())


def _template(name: str) -> str:
    return (PROJECT / "docs" / "templates" / f"{name}.md").read_text(encoding="utf-8").strip()


_ACTORS = "IDPAGEO"


def _planted_row(id_: str) -> Sequence[str]:
    named = (VIOLATIONS | RULES).get(id_)
    seen = next(name for name, ids in _SEEN_IN.items() if id_ in ids)
    guilty, innocent = (
        "<br>".join(_plot_line(p) for p in PLOTS if p.violation == id_ and p.innocent is wanted)
        for wanted in (False, True)
    )
    return (id_, "" if named is None else named.zh, seen, guilty, innocent)


_SEEN_IN = {"claims": IN_CLAIMS, "claims and lists": WITH_LISTS, "other tables": BY_PROXY}


def _plot_line(plot: Plot) -> str:
    told = " ".join((plot.act.__doc__ or "").split())
    case = f" ({plot.case.number})" if plot.case else ""
    return f"`{plot.name}`{case} {told.partition(':')[2].strip() or told}"


def write_pages(folder: Path) -> list[Path]:
    """Write the pages into `folder`."""
    pages = {
        "features.md": features_page(),
        "signals.md": signals_page(),
        "rules.md": rules_page(),
        "city.md": city_page(),
        "detection.md": detection_page(),
    }
    for name, text in pages.items():
        write_text(text, folder / name)
    return [folder / name for name in pages]


def _feature_row(feature: Feature) -> Sequence[str]:
    return (
        f"`{feature.name}`",
        feature.zh,
        feature.en,
        feature.unit,
        _DIRECTIONS[feature.direction],
        feature.formula,
        feature.rests_on.replace("_", " "),
        " ".join(feature.violations),
        names(feature.needs),
    )


def _signal_row(signal: Signal) -> Sequence[str]:
    return (
        f"`{signal.name}`",
        signal.violation,
        signal.zh,
        f"{signal.rule}<br>{signal.rule_en}",
        signal.certainty,
        " ".join(map(str, signal.national)),
        " ".join(signal.levels),
        names(signal.needs),
        f"`{counted(signal).name}`",
    )


if __name__ == "__main__":
    write_pages(PROJECT / "docs")
