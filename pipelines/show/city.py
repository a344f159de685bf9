"""What is printed of the simulated city: a scheme in the open."""

from typing import TYPE_CHECKING

from rich.table import Table

from pipelines.show.console import OUT, print_json, told
from pipelines.show.table import table_of

if TYPE_CHECKING:
    import polars as pl

    from pipelines.city.explain import Explained

MACHINERY = (
    "模拟城市只检查程序是否运转，不证明检出效果。 "
    "The simulated city checks the machinery; it is no evidence of detection quality."
)

LINES_SHOWN = 12
"""Lines of an example encounter on the screen; JSON has them all."""


def scheme(one: "Explained", *, as_json: bool) -> None:
    """Who did what and when, how the actor would look without it, and some of the lines."""
    if as_json:
        print_json(
            {
                "told": one.told,
                "scheme": one.scheme.to_dicts(),
                "by_month": one.by_month.to_dicts(),
                "life": one.life.to_dicts(),
                "examples": one.examples.to_dicts(),
                "edits": one.edits.to_dicts(),
            }
        )
        return
    first = one.scheme.row(0, named=True)
    kind = "look-alike" if first["innocent"] else "scheme"
    OUT.print(f"{first['scheme_id']} ({kind}): {one.told}", markup=False, style="bold")
    OUT.print(
        f"{first['month_from']} to {first['month_to']}, intensity {first['intensity']:g}"
        + (f", worked case {first['case']}" if first["case"] else ""),
        markup=False,
    )
    for title, table in (
        ("Who", one.scheme.select("role", "level", "entity_id")),
        ("Planted", one.by_month),
        ("The actor's claims in these months, and without what was planted or changed", one.life),
        ("Ordinary encounters it changed (some)", one.edits.head(LINES_SHOWN)),
        ("Some of the encounters; + is planted", _marked(one.examples)),
    ):
        if table.is_empty():
            continue
        OUT.print(f"\n{title}", style="bold", markup=False)
        OUT.print(_table(table))
    OUT.print(f"\n{MACHINERY}", markup=False)


def _marked(lines: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    few = pl.int_range(pl.len()).over("MDTRT_ID") < LINES_SHOWN
    mark = pl.when("planted").then(pl.lit("+")).otherwise(pl.lit("")).alias("+")
    return lines.filter(few).select(mark, pl.all().exclude("planted"))


def _table(rows: "pl.DataFrame") -> Table:
    table = table_of(*rows.columns)
    for row in rows.iter_rows():
        table.add_row(*(told(value) for value in row))
    return table
