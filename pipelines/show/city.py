"""What is printed of the simulated city: a scheme in the open, and how lifelike it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table

from pipelines.show.console import OUT, facts, print_json, told
from pipelines.show.table import table_of

if TYPE_CHECKING:
    import polars as pl

    from models.reasons import Lang
    from pipelines.city import City, Explained, Measured

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
    from pipelines.city import CAVEATS

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
    OUT.print("\n" + " ".join(CAVEATS.values()), markup=False)


def figures(city: "City", measured: "Sequence[Measured]", lang: "Lang", *, as_json: bool) -> None:
    """What a city holds, and its figures beside the published ones."""
    from pipelines.city import CAVEATS, report

    if as_json:
        found = [_figure(one, lang) for one in measured]
        print_json({**vars(city), "figures": found, "caveat": CAVEATS[lang]})
        return
    facts(vars(city), as_json=False)
    OUT.print("\n" + report(measured, lang), markup=False, end="")


def _figure(one: "Measured", lang: "Lang") -> dict[str, Any]:
    return {
        "name": one.name,
        "figure": one.aim.zh if lang == "zh" else one.aim.en,
        "aim": one.aim.value,
        "measured": one.value,
        "deviation": one.deviation,
        "close": one.close,
        "source": one.aim.source,
    }


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


def proof(found: "pl.DataFrame", *, as_json: bool) -> None:
    """What the signals hit of every plot."""
    if as_json:
        print_json(found.to_dicts())
        return
    OUT.print(_table(found))
    OUT.print("\nWhoever planted wrote the detectors too: a check of the machinery, no evidence.")
