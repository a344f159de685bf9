"""Whether a model's probabilities keep their word, and which kinds of case it tells apart."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType

from pipelines.show.console import told
from pipelines.show.table import table_of

if TYPE_CHECKING:
    from models.bundle import Bundle


def trust(bundle: "Bundle") -> dict[str, Any]:
    """The same as values: `calibration`, `no_probability` and `families`."""
    families = {model.name: dict(model.facts) for model in bundle.families.models}
    refused = {name: {"refused": why} for name, why in (bundle.families.refused or {}).items()}
    return {
        "calibration": bundle.facts.get("calibration"),
        "no_probability": bundle.facts.get("no_probability"),
        "families": families | refused,
    }


def trust_told(bundle: "Bundle") -> Iterator[RenderableType]:
    """Of those held out: Brier score, what was told against what was found, families of cases.

    Low and high: where the true share lies (95 %).
    """
    facts = bundle.facts
    if "no_probability" in facts:
        yield f"  no probability: {facts['no_probability']}"
    if "calibration" in facts:
        yield f"  probability, entities held out: {_brier(facts['calibration'])}"
        yield _reliability(facts["calibration"])
    if bundle.families.models:
        yield _families(bundle)
    for name, why in (bundle.families.refused or {}).items():
        yield f"  no model of {name}: {why}"


def _brier(kept: Mapping[str, Any]) -> str:
    return f"Brier {told(kept['brier'])}, one chance for all {told(kept['blind'])}"


def _reliability(kept: Mapping[str, Any]) -> RenderableType:
    columns = ("band", "n", "confirmed", "told", "found", "low", "high")
    table = table_of(*columns)
    for band in kept["reliability"]:
        table.add_row(*(told(band[column]) for column in columns))
    return table


def _families(bundle: "Bundle") -> RenderableType:
    table = table_of("family", "inspected", "confirmed", "Brier", "one for all", "probability")
    for model in bundle.families.models:
        facts = model.facts
        kept = facts.get("calibration", {})
        figures = (facts["inspected"], facts["confirmed"], kept.get("brier"), kept.get("blind"))
        told_of = "no" if "no_probability" in facts else "yes"
        table.add_row(model.name, *map(told, figures), told_of)
    return table
