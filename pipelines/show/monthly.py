"""What the verbs of the monthly job print."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from features.contract import LEVELS
from pipelines.show.console import ERR, OUT, facts, print_json, told
from pipelines.show.table import table_of
from pipelines.show.trust import trust, trust_told

if TYPE_CHECKING:
    import polars as pl

    from pipelines.explain import Explained
    from pipelines.tune import Tuned
    from pipelines.workspace import Listed, Trained

TOP = 10


def profile(
    profiles: Mapping[str, "pl.DataFrame"],
    unavailable: Mapping[str, Mapping[str, Sequence[str]]],
    alerts: "pl.DataFrame",
    *,
    as_json: bool,
) -> None:
    """How many entities were profiled and how many alerts were raised; what data cannot give."""
    counts = {
        level: {
            "entities": frame.height,
            "scorable": frame.get_column("not_scored_reason").null_count(),
            "features": sum(column.endswith("_z") for column in frame.columns),
            "alerts": alerts.filter(alerts.get_column("level") == level).height,
            "unavailable": {name: list(of) for name, of in unavailable[level].items()},
        }
        for level, frame in profiles.items()
    }
    if as_json:
        print_json(counts)
        return
    table = table_of("level", "entities", "scorable", "features", "alerts", "unavailable")
    for level, of in counts.items():
        table.add_row(
            level, *(told(v) for v in list(of.values())[:4]), str(len(unavailable[level]))
        )
    OUT.print(table)
    for level, missing in unavailable.items():
        if missing:
            named = ", ".join(f"{name} ({', '.join(needs)})" for name, needs in missing.items())
            OUT.print(f"{level} unavailable, not zero: {named}", markup=False)


def tuned(outcome: "Tuned", *, as_json: bool) -> None:
    """The best parameters of a study."""
    facts(
        {
            "level": outcome.level,
            "value": outcome.value,
            "before": outcome.start,
            "known_before": outcome.known_before.isoformat(),
            "trials": outcome.trials.height,
            "folds": outcome.split,
            **vars(outcome.params),
        },
        as_json=as_json,
    )


def trained(models: Sequence["Trained"], *, as_json: bool) -> None:
    """Each version, its figures beside the size-only ranking, and how far to trust it.

    AP: average precision with its 95 % interval (low, high) over inspected entities; precision
    and lift at so many visits; lift in bands: among entities of like size.
    """
    if as_json:
        print_json(
            [
                {
                    "version": one.version.label,
                    "champion": one.version.is_champion,
                    "no_case_model": one.no_case_model,
                    "evaluation": one.evaluation.to_dicts(),
                    **trust(one.version.bundle),
                }
                for one in models
            ]
        )
        return
    for one in models:
        OUT.print(_standing(one), markup=False)
        if one.no_case_model:
            OUT.print(f"  isolation forest alone: {one.no_case_model}", markup=False)
        if one.evaluation.height:
            OUT.print(_evaluation(one.evaluation))
        for part in trust_told(one.version.bundle):
            OUT.print(part, markup=False)


def untrained(levels: Iterable[str]) -> None:
    """The levels that have no model, and why; beside the output, so that JSON stays whole."""
    for level in levels:
        why = "nobody can be scored (`feijian profile` says why), so it will not be listed"
        ERR.print(f"{level}: no model; {why}", markup=False)


def _unscored(scored: Iterable[str]) -> None:
    """The levels that have no score in the month, and what to do; beside the output."""
    for level in [each for each in LEVELS if each not in set(scored)]:
        why = f"so nobody of it is listed; `feijian train --level {level}`, then `feijian score`"
        ERR.print(f"{level}: not scored, {why}", markup=False)


def _standing(one: "Trained") -> str:
    version = one.version
    new = "registered" if version.is_new else "equal to an earlier training, nothing registered"
    use = "champion" if version.is_champion else "in use here; another version is the champion"
    return f"{version.label}: {new}; {use}; sha256 {version.sha256[:12]}"


def _evaluation(evaluation: "pl.DataFrame") -> Table:
    table = table_of(
        "ranking", "n", "confirmed", "AP", "low", "high", "visits", "precision", "lift", "bands"
    )
    overall = evaluation.filter(evaluation.get_column("fold") == "all")
    for row in overall.iter_rows(named=True):
        table.add_row(
            row["ranking"],
            str(row["n"]),
            str(row["confirmed"]),
            told(row["average_precision"]),
            told(row["ap_low"]),
            told(row["ap_high"]),
            str(row["visits"]),
            told(row["precision"]),
            told(row["lift"]),
            told(row["lift_in_size_bands"]),
        )
    return table


def scores(table: "pl.DataFrame", level: str | None, *, as_json: bool) -> None:
    """The best leads of each level, and which of them has no score."""
    keys = [level] if level else table.get_column("level").unique(maintain_order=True).to_list()
    _unscored(LEVELS if level else keys)
    if as_json:
        print_json(table.to_dicts())
        return
    for key in keys:
        rows = table if level else table.filter(table.get_column("level") == key)
        OUT.print(f"{key}: {rows.get_column('score').count():,} scored of {rows.height:,}")
        best = table_of("rank", "entity", "score", "percentile", "probability")
        for row in rows.head(TOP).iter_rows(named=True):
            names = ("rank", "entity_id", "score", "percentile", "probability")
            best.add_row(*(told(row[name]) for name in names))
        OUT.print(best)


def explained(one: "Explained", files: Sequence[Path], *, as_json: bool) -> None:
    """Base, reasons for and against, the sum, and the files that were written."""
    if as_json:
        beside = {"base": one.base, "reasons": one.causes.to_dicts()}
        print_json({**one.scores, **one.standing, **beside})
        return
    OUT.print(
        f"{one.level} {one.scores['entity_id']} {one.month}: "
        f"score {told(one.scores['score'])}, rank {one.scores['rank']}, "
        f"{one.hits.height:,} hits. {one.disclaimer}",
        markup=False,
    )
    standing = one.standing
    tier = standing["risk_tier"]
    OUT.print(
        f"{standing['mode']}{f', tier {tier}: ' if tier else ''}{standing['tier_ground'] or ''}. "
        f"Yuan at issue {told(standing['amount_at_issue_yuan'])}, expected "
        f"{told(standing['expected_amount_yuan'])}. Last outcome: {standing['last_outcome']}."
        f"{' ' + str(site) if (site := standing['main_site']) else ''}",
        markup=False,
    )
    table = table_of("contribution", "reason", "violations")
    table.add_row(told(one.base), "base", "")
    causes = one.causes
    for row in causes.head(TOP).iter_rows(named=True):
        table.add_row(told(row["contribution"]), row["text"], row["violations"])
    rest = causes.slice(TOP).get_column("contribution").sum()
    table.add_row(told(rest), f"{max(0, causes.height - TOP)} others", "")
    table.add_row(told(one.scores["score"]), "= score", "")
    OUT.print(table)
    for path in files:
        OUT.print(str(path), markup=False)


def listed(outcome: "Listed", *, as_json: bool) -> None:
    """How many targets, the files to open, and which level has no score."""
    _unscored(outcome.levels)
    if as_json:
        told_of = {"targets": outcome.table, "coverage": outcome.coverage}
        tables = {name: table.to_dicts() for name, table in told_of.items()}
        print_json({"folder": str(outcome.folder), **tables})
        return
    table = table_of("level", "mode", "targets")
    counts = outcome.table.group_by("level", "mode", maintain_order=True).len()
    for row in counts.iter_rows():
        table.add_row(*map(str, row))
    OUT.print(table)
    if not outcome.coverage.is_empty():
        quotas = table_of(*outcome.coverage.columns)
        for quota in outcome.coverage.iter_rows():
            quotas.add_row(*map(told, quota))
        OUT.print(quotas)
    for name in ("targets.html", "targets.xlsx", "targets.csv", "manifest.json"):
        OUT.print(str(outcome.folder / name), markup=False)
