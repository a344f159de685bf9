"""From the store to what a month's forms are made from."""

from pathlib import Path

import polars as pl

from features.catalogue import PROFILE_LEVELS
from features.contract import LEVELS
from pipelines.forms.counted import funnel, progress, results, violations
from pipelines.forms.form import Form, hidden
from pipelines.forms.ledger import (
    NOWHERE,
    Ledger,
    areas_of,
    cases_of,
    institutions,
    stays_and_visits,
)
from pipelines.forms.listed import rectification, self_check
from pipelines.forms.rules import FormRules
from pipelines.store import Store
from pipelines.targets.listing import read_listing


def ledger(store: Store, month: str, window: list[str], areas: Path | None = None) -> Ledger:
    """What the forms of a month are made from.

    Args:
        store: lake, hits and lists.
        month: whose forms.
        window: the months that its list looks back over.
        areas: the areas' own particulars (CSV, `ledger.AREAS`).
    """
    cases, inst = cases_of(store, month), institutions(store)
    held = [each for each in store.months("hits") if each in window]
    hits = store.scan("hits", held) if held else pl.LazyFrame(schema=_HITS)
    codes = {*inst["area"], *cases["area"]}
    return Ledger(
        month=month,
        cases=cases,
        inst=inst,
        areas=areas_of(sorted(codes), areas),
        seen=stays_and_visits(hits, store.lake("mdtrt")),
        funnel=_funnel(store, month, window, hits, inst.lazy()),
    )


_HITS = dict.fromkeys(
    ("violation", "mdtrt_id", *(PROFILE_LEVELS[level].key for level in LEVELS)), pl.String
)


def forms(held: Ledger, rules: FormRules, *, public: bool) -> list[Form]:
    """All forms; for the public those that name nobody, small counts hidden."""
    counted = [make(held, rules) for make in (progress, violations, results, funnel)]
    if public:
        # What an area set up, and whom to call, is between the bureaus.
        return [hidden(form, rules.hidden_below) for form in counted[1:]]
    return [*counted[:3], *self_check(held, rules), rectification(held, rules), counted[3]]


def _funnel(
    store: Store, month: str, window: list[str], hits: pl.LazyFrame, inst: pl.LazyFrame
) -> pl.DataFrame:
    """`area, records, hits, entities, listed`, sorted; records as in the list's own funnel."""
    table = "fee" if store.months("lake/fee") else "setl"
    places = inst.select("fixmedins_code", "area")
    area = pl.col("area").fill_null(NOWHERE)
    found = hits.join(places, on="fixmedins_code", how="left").with_columns(area)
    keys = [PROFILE_LEVELS[level].key for level in LEVELS]
    records = store.lake(table, window).join(places, on="fixmedins_code", how="left")
    parts = [
        records.group_by(area).agg(records=pl.len()).collect(),
        found.group_by("area").agg(pl.len().alias("hits"), entities=_distinct(keys)).collect(),
        _listed(store, month).group_by(area).agg(listed=pl.len()),
    ]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.join(part, on="area", how="full", coalesce=True)
    return whole.sort("area")


def _distinct(keys: list[str]) -> pl.Expr:
    return pl.sum_horizontal(pl.col(key).drop_nulls().n_unique() for key in keys)


def _listed(store: Store, month: str) -> pl.DataFrame:
    path = store.root / "targets" / month / "targets.csv"
    return read_listing(path) if path.exists() else pl.DataFrame(schema={"area": pl.String})
