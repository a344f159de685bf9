"""What `feijian rings` prints."""

from typing import TYPE_CHECKING

from features.network.kinds import KINDS
from pipelines.pages.figures import yuan
from pipelines.show.console import OUT, print_json, told
from pipelines.show.table import table_of
from pipelines.targets.wording import words

if TYPE_CHECKING:
    import polars as pl

    from models.reasons import Lang

_MEMBERS_SHOWN = 5
"""Ids of each ring on the screen; JSON has them all."""


def rings(found: "pl.DataFrame", lang: "Lang", *, as_json: bool) -> None:
    """Every ring: what brings it together, who is in it and in its middle, what it costs."""
    names = {kind.name: kind.zh if lang == "zh" else kind.en for kind in KINDS.values()}
    named = found.with_columns(kind_name=found.get_column("kind").replace_strict(names))
    parts = named.partition_by("ring_id", maintain_order=True)
    if as_json:
        print_json([_ring(part) for part in parts])
        return
    table = table_of(
        "ring", "kind", "members", "strength", "months", "encounters", "fund, yuan", "who",
        spare=("who",),
    )  # fmt: skip
    for part in parts:
        table.add_row(*_line(part))
    OUT.print(table)
    OUT.print(words(lang)["disclaimer"], markup=False)


def _ring(part: "pl.DataFrame") -> dict[str, object]:
    of_ring = {name: part.item(0, name) for name in part.columns if name not in _OF_MEMBER}
    return {**of_ring, "who": part.select(_OF_MEMBER).to_dicts()}


_OF_MEMBER = ("level", "entity_id", "role")


def _line(part: "pl.DataFrame") -> list[str]:
    row = part.row(0, named=True)
    who = part.sort("role", descending=True).get_column("entity_id").to_list()
    more = "…" if len(who) > _MEMBERS_SHOWN else ""
    return [
        row["ring_id"],
        row["kind_name"],
        *(told(row[name]) for name in ("members", "strength", "months", "encounters")),
        yuan(row["fund_fen"]),
        ", ".join(who[:_MEMBERS_SHOWN]) + more,
    ]
