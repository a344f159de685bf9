"""What the command line prints: tables for people, JSON for programs, errors in one message."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.table import Table

from pipelines.progress import Progress, silent

if TYPE_CHECKING:
    import polars as pl

    from pipelines.explain import Explained
    from pipelines.intake import IngestReport
    from pipelines.tune import Tuned
    from pipelines.workspace import Listed, Trained

_TOP = 10
_PROSE = ("reason", "")
_OUT = Console(highlight=False, soft_wrap=True)
_ERR = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """A progress bar on standard error, with what is being done and an estimate."""
    if quiet or not _ERR.is_terminal:
        yield silent
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=_ERR, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def error(message: str) -> None:
    """A user's mistake."""
    _ERR.print(f"feijian: {message}", style="bold red", markup=False)


def step(text: str) -> None:
    """A line that says what is being done now."""
    _OUT.print(text, style="bold", markup=False)


def facts(values: Mapping[str, Any], *, as_json: bool) -> None:
    """Named values."""
    if as_json:
        _json(dict(values))
        return
    table = _table("", "")
    for name, value in values.items():
        table.add_row(name, _value(value))
    _OUT.print(table)


def ingest(report: "IngestReport", *, as_json: bool) -> None:
    """The account of an ingest: every row is kept, repeated or quarantined."""
    if as_json:
        _json({name: vars(table) for name, table in report.tables.items()})
        return
    table = _table("table", "read", "= kept", "+ repeated", "+ quarantined", "months")
    for name, of in report.tables.items():
        table.add_row(
            name,
            *(f"{n:,}" for n in (of.read, of.kept, of.repeated, of.quarantined)),
            f"{of.months[0]} … {of.months[-1]}" if of.months else "-",
        )
    _OUT.print(table)
    for name, of in report.tables.items():
        for reason, count in of.reasons.items():
            _OUT.print(f"quarantine {name}: {reason} {count:,}", markup=False)
    for absent in report.absent:
        _OUT.print(f"absent {absent}", markup=False)


def profile(
    profiles: Mapping[str, "pl.DataFrame"],
    unavailable: Mapping[str, Mapping[str, Sequence[str]]],
    *,
    as_json: bool,
) -> None:
    """How many entities were profiled, and which features the data cannot give."""
    counts = {
        level: {
            "entities": frame.height,
            "scorable": frame.get_column("not_scored_reason").null_count(),
            "features": sum(column.endswith("_z") for column in frame.columns),
            "unavailable": {name: list(of) for name, of in unavailable[level].items()},
        }
        for level, frame in profiles.items()
    }
    if as_json:
        _json(counts)
        return
    table = _table("level", "entities", "scorable", "features", "unavailable")
    for level, of in counts.items():
        table.add_row(
            level, *(_value(v) for v in list(of.values())[:3]), str(len(unavailable[level]))
        )
    _OUT.print(table)
    for level, missing in unavailable.items():
        if missing:
            named = ", ".join(f"{name} ({', '.join(needs)})" for name, needs in missing.items())
            _OUT.print(f"{level} unavailable, not zero: {named}", markup=False)


def tuned(outcome: "Tuned", *, as_json: bool) -> None:
    """The best parameters of a study."""
    facts(
        {
            "level": outcome.level,
            "value": outcome.value,
            "trials": outcome.trials.height,
            "folds": outcome.split,
            **vars(outcome.params),
        },
        as_json=as_json,
    )


def trained(models: Sequence["Trained"], *, as_json: bool) -> None:
    """Each version, and its figures beside the size-only ranking.

    AP: average precision with its 95 % interval (low, high) over inspected entities; precision
    and lift at so many visits; lift in bands: among entities of like size.
    """
    if as_json:
        _json(
            [
                {
                    "version": one.version.label,
                    "champion": one.version.is_champion,
                    "no_case_model": one.no_case_model,
                    "evaluation": one.evaluation.to_dicts(),
                }
                for one in models
            ]
        )
        return
    for one in models:
        _OUT.print(_standing(one), markup=False)
        if one.no_case_model:
            _OUT.print(f"  isolation forest alone: {one.no_case_model}", markup=False)
        if one.evaluation.height:
            _OUT.print(_evaluation(one.evaluation))


def _standing(one: "Trained") -> str:
    version = one.version
    new = "registered" if version.is_new else "equal to an earlier training, nothing registered"
    use = "champion" if version.is_champion else "in use here; another version is the champion"
    return f"{version.label}: {new}; {use}; sha256 {version.sha256[:12]}"


def _evaluation(evaluation: "pl.DataFrame") -> Table:
    table = _table(
        "ranking", "n", "confirmed", "AP", "low", "high", "visits", "precision", "lift", "bands"
    )
    overall = evaluation.filter(evaluation.get_column("fold") == "all")
    for row in overall.iter_rows(named=True):
        table.add_row(
            row["ranking"],
            str(row["n"]),
            str(row["confirmed"]),
            _value(row["average_precision"]),
            _value(row["ap_low"]),
            _value(row["ap_high"]),
            str(row["visits"]),
            _value(row["precision"]),
            _value(row["lift"]),
            _value(row["lift_in_size_bands"]),
        )
    return table


def scores(table: "pl.DataFrame", level: str | None, *, as_json: bool) -> None:
    """The best leads of each level."""
    if as_json:
        _json(table.to_dicts())
        return
    keys = [level] if level else table.get_column("level").unique(maintain_order=True)
    for key in keys:
        rows = table if level else table.filter(table.get_column("level") == key)
        _OUT.print(f"{key}: {rows.get_column('score').count():,} scored of {rows.height:,}")
        best = _table("rank", "entity", "score", "percentile", "probability")
        for row in rows.head(_TOP).iter_rows(named=True):
            names = ("rank", "entity_id", "score", "percentile", "probability")
            best.add_row(*(_value(row[name]) for name in names))
        _OUT.print(best)


def explained(one: "Explained", html: Path | None, *, as_json: bool) -> None:
    """Base, reasons for and against, and the sum."""
    if as_json:
        _json({**one.scores, "base": one.base, "reasons": one.reasons.to_dicts()})
        return
    _OUT.print(
        f"{one.level} {one.scores['entity_id']} {one.month}: "
        f"score {_value(one.scores['score'])}, rank {one.scores['rank']}, "
        f"{one.hits.height:,} hits. 疑点线索，非认定结论",
        markup=False,
    )
    table = _table("contribution", "reason", "violations")
    table.add_row(_value(one.base), "base", "")
    for row in one.reasons.head(_TOP).iter_rows(named=True):
        table.add_row(_value(row["contribution"]), row["text"], row["violations"])
    rest = one.reasons.slice(_TOP).get_column("contribution").sum()
    table.add_row(_value(rest), f"{max(0, one.reasons.height - _TOP)} others", "")
    table.add_row(_value(one.scores["score"]), "= score", "")
    _OUT.print(table)
    if html is not None:
        _OUT.print(f"{html}", markup=False)


def listed(outcome: "Listed", *, as_json: bool) -> None:
    """How many targets, and the files to open."""
    if as_json:
        _json({"folder": str(outcome.folder), "targets": outcome.table.to_dicts()})
        return
    table = _table("level", "mode", "targets")
    counts = outcome.table.group_by("level", "mode", maintain_order=True).len()
    for row in counts.iter_rows():
        table.add_row(*map(str, row))
    _OUT.print(table)
    for name in ("targets.html", "targets.xlsx", "targets.csv", "manifest.json"):
        _OUT.print(str(outcome.folder / name), markup=False)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=any(columns), header_style="dim")
    for column in columns:
        table.add_column(column, no_wrap=column not in _PROSE)
    return table


def _value(value: Any) -> str:  # noqa: ANN401  # whatever a table holds
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _json(value: Any) -> None:  # noqa: ANN401  # anything JSON can hold
    _OUT.print_json(json.dumps(value, ensure_ascii=False, default=str))
