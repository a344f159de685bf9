"""What `feijian alerts` prints."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from features.catalogue import CATALOGUE, RULES, VIOLATIONS
from features.national import NATIONAL
from pipelines.show.console import OUT, print_json, told
from pipelines.show.table import table_of
from pipelines.targets.alerts import crossed
from pipelines.targets.figures import quantity
from pipelines.targets.wording import words

if TYPE_CHECKING:
    import polars as pl

    from models.reasons import Lang

LINES_SHOWN = 100
"""Alerts on the screen; JSON has them all."""

_FEATURES = {feature.name: feature for feature in CATALOGUE}


def alerts(found: "pl.DataFrame", lang: "Lang", *, as_json: bool) -> None:
    """Every alert with its rule, the national rule behind it, and the threshold crossed."""
    rows = [_named(row, lang) for row in found.iter_rows(named=True)]
    if as_json:
        print_json(rows)
        return
    table = table_of(
        "rule", "national", "certainty", "level", "entity", "feature", "value", "peers' z",
        "threshold", spare=("national",),
    )  # fmt: skip
    for row in rows[:LINES_SHOWN]:
        table.add_row(*_line(row, lang))
    OUT.print(table)
    if len(rows) > LINES_SHOWN:
        OUT.print(f"{len(rows) - LINES_SHOWN:,} more; name a --level, or take --json", markup=False)
    OUT.print(words(lang)["disclaimer"], markup=False)


def _named(row: Mapping[str, Any], lang: "Lang") -> dict[str, Any]:
    """The alert with the names of its rules and its feature."""
    rule, national = (RULES | VIOLATIONS)[row["rule"]], NATIONAL.get(row["national"])
    feature = _FEATURES[row["feature"]]
    return {
        **row,
        "rule_name": rule.zh if lang == "zh" else rule.en,
        "feature_name": feature.zh if lang == "zh" else feature.en,
        "national_name": national and national.name,
        "national_code": national and national.code,
    }


def _line(row: Mapping[str, Any], lang: "Lang") -> list[str]:
    unit, national = _FEATURES[row["feature"]].unit, NATIONAL.get(row["national"])
    return [
        f"{row['rule']} {row['rule_name']}",
        national.told if national else "-",
        words(lang)[row["certainty"]],
        row["level"],
        row["entity_id"],
        row["feature_name"],
        quantity(row["value"], unit, lang),
        told(row["robust_z"]),
        crossed(row, unit, lang),
    ]
