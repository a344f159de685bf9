"""`docs/rules.md`: what carries each named rule out, from when on and with which threshold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from features.catalogue import RULES, SIGNALS, VIOLATIONS
from features.national import INDICATORS, NATIONAL
from features.signals import Signal
from features.violations import Violation
from pipelines.pages.markdown import names, page, table
from pipelines.settings import CONFIG
from pipelines.targets.alerts import SIGNS

PARTS: Mapping[str, str] = {
    "R-10": "Not computable: it needs the records themselves, and claims hold none. The nearest, "
    "signals such as `unproven_diagnosis`, compare codes with fee lines, not texts",
    "R-11": "The alerts: every line of `config/rules.csv` is a threshold, whoever crosses it is in "
    "`feijian alerts`, in the list and in the dossier",
    "R-16": "The score: anomaly and past cases over all measures, per entity and month",
    "R-20": "The list: its ranked places are the screened anomalies, and the random places are "
    "drawn with a weight that rises with the score (`draw.csv`)",
    "R-22": "The list and its dossiers: score, alerts of what is monitored, and history with tips, "
    "side by side and never added up",
    "R-24": "The tiers 红 橙 黄 蓝, by the article of the leading violation that is borne out, "
    "and its class (R-31)",
    "R-25": "The points of the year and of twelve months, and the list of the untrustworthy with "
    "its dates (`case.blklst_begndate`), where the ledger of cases has them",
    "R-26": "Back control. For front control `feijian alerts --json`, `targets.csv`, `evidence/` "
    "and `config/` can be handed on",
    "R-27": "The contract of tables: reimbursement and expenditure `setl` `fee`, diagnosis `diag` "
    "`mdtrt`, members `psn` `enrol`",
    "R-31": "A class of violations, shown with the leading violations of a dossier",
}
"""What carries out a rule beside thresholds and signals, or why nothing can."""

_POINTING = {"R-06": {"I-04"}, "R-07": {"I-22", "D-04"}, "R-12": {"A-12"}}
"""Violations whose signals carry a rule out."""

_OUTSIDE = {"R-17", "R-28"}
"""Rules that compare claims with lists from outside (`ext`): of all kinds, and of the dead."""


def rules_page() -> str:
    """`docs/rules.md`."""
    lines = pl.read_csv(CONFIG / "rules.csv", infer_schema=False)
    return page(
        "Named rules",
        "A rule is carried out by thresholds on measures, by signals, or by a part of the "
        "software. **Definite**: a limit of policy or a number on record is exceeded; **suspect**: "
        "the one concerned must be heard first. An alert prompts a check, is never a finding, and "
        "changes no score.",
        table(("rule", "中文", "English", "carried out by"), _rules(lines)),
        "## Thresholds",
        "Lines of `config/rules.csv`, a bureau's own to change; the one valid on the last day of a "
        "month counts. *z* is the robust z against the peer group, and an entity with fewer "
        "encounters than *from* raises nothing.",
        table(_HEADS, (_line(line) for line in lines.iter_rows(named=True))),
        "## National indicators",
        "The statistical indicators of the national rules (统计指标监测类). They are measures of "
        "profiles; one that a line above names has a threshold as well.",
        table(("no.", "name", "code", "measures", "threshold of"), _indicators(lines)),
        "## National rules",
        f"{len(list(_national(lines)))} of the {len(NATIONAL)} national rules (2025 edition) are "
        "carried out by signals or alerted on. A rule without a code is new in that edition.",
        table(("no.", "class", "name", "code", "signals", "threshold of"), _national(lines)),
    )


_HEADS = (
    "rule", "national", "level", "measure", "alert when", "from", "certainty", "valid", "source"
)  # fmt: skip


def _rules(lines: pl.DataFrame) -> Iterator[Sequence[str]]:
    for id_, rule in RULES.items():
        carried = "<br>".join(_carriers(id_, lines))
        yield (id_, rule.zh, rule.en, carried)


def _carriers(rule: str, lines: pl.DataFrame) -> Iterator[str]:
    """All that carries a rule out, each in words."""
    own = lines.filter(pl.col("rule") == rule).get_column("feature").unique(maintain_order=True)
    if len(own):
        yield f"thresholds of {names(own)}"
    if found := [signal.name for signal in SIGNALS if _carries(signal, rule)]:
        yield f"signals {names(found)}"
    if rule in PARTS:
        yield PARTS[rule]
    if rule == "R-31":
        yield from _fakes()


def _carries(signal: Signal, rule: str) -> bool:
    pointed = {signal.violation, *signal.also}
    outside = rule in _OUTSIDE and "ext" in signal.needs
    dead = rule != "R-28" or signal.name == "after_death"
    return (outside and dead) or bool(pointed & {rule, *_POINTING.get(rule, ())})


def _fakes() -> Iterator[str]:
    classes: dict[str, list[Violation]] = {}
    for violation in VIOLATIONS.values():
        if violation.fake:
            classes.setdefault(violation.fake, []).append(violation)
    for fake, of in classes.items():
        yield f"{fake}: {'、'.join(f'{one.id} {one.zh}' for one in of)}"


def _line(line: Mapping[str, str | None]) -> Sequence[str]:
    kind = "z" if line["basis"] == "z" else "value"
    told = {name: value or "" for name, value in line.items()}
    return (
        told["rule"],
        told["national"],
        told["level"],
        f"`{told['feature']}`",
        f"{kind} {SIGNS[told['side']]} {told['threshold']}",
        told["min_encounters"],
        told["certainty"],
        f"{told['valid_from']} … {told['valid_to']}",
        told["source"],
    )


def _indicators(lines: pl.DataFrame) -> Iterator[Sequence[str]]:
    for number, features in INDICATORS.items():
        rule = NATIONAL[number]
        measures = names(features) or "not computed: claims need a list of what is meant"
        limits = " ".join(_of(lines, number))
        yield (str(number), rule.name, rule.code or "", measures, limits)


def _national(lines: pl.DataFrame) -> Iterator[Sequence[str]]:
    for number, rule in NATIONAL.items():
        signals = names(signal.name for signal in SIGNALS if number in signal.national)
        limits = " ".join(_of(lines, number))
        if signals or limits:
            yield (str(number), rule.tier, rule.name, rule.code or "", signals, limits)


def _of(lines: pl.DataFrame, number: int) -> Iterable[str]:
    own = lines.filter(pl.col("national") == str(number))
    return own.get_column("rule").unique(maintain_order=True)
