"""The file in which a draw is published: with it anybody can repeat the draw, and prove it.

It holds the rules' version, the seed, and all that the draw goes by: codes, areas, cells, weights,
the ways in which the places may fall; of inspectors where they may go. It holds no names.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import InputError
from pipelines.targets.choose import Choice
from pipelines.targets.draw import BILLION, RULE, Urn
from pipelines.targets.inspectors import Inspector, Party, Rules, Target, draw_inspectors
from pipelines.targets.spread import Way

Document = Mapping[str, Any]

_UNIT = ("entity_id", "area", "cell", "weight", "chance", "drawn")


def published_path(level: str) -> str:
    """Where the draw of a level lies in the folder of the list."""
    return f"draw/{level}.json"


def draw_document(choice: Choice, *, level: str, month: str, seed: str) -> dict[str, Any]:
    """The draw of the targets of a level, to be published."""
    return {
        "rule": RULE,
        "draw": "targets",
        "level": level,
        "month": month,
        "seed": seed,
        "ways": [[way.times, list(way.places)] for way in choice.ways],
        "columns": list(_UNIT),
        "units": [list(row) for row in choice.draw.select(_UNIT).sort("entity_id").iter_rows()],
    }


def inspectors_document(
    parties: Sequence[Party], roster: Sequence[Inspector], rules: Rules, *, month: str, seed: str
) -> dict[str, Any]:
    """The draw of the inspectors, to be published."""
    return {
        "rule": RULE,
        "draw": "inspectors",
        "month": month,
        "seed": seed,
        **vars(rules),
        "roster": [vars(one) for one in roster],
        "visits": [one.plain for one in parties],
    }


def document_text(document: Document) -> str:
    """A document as it is written: a line per unit, the same bytes for the same draw."""
    parts = []
    for name, value in document.items():
        lines = isinstance(value, list) and any(isinstance(one, list | dict) for one in value)
        inside = ",\n".join(f"  {_json(one)}" for one in value) if lines else ""
        parts.append(f"{_json(name)}: " + (f"[\n{inside}\n]" if lines else _json(value)))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def read_document(path: Path) -> Document:
    """Read a published draw.

    Raises:
        InputError: it is no draw, or one by rules that are not known here.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: cannot be read as a published draw; name a file of a list's draw/, or the "
            f"inspectors.json of draws/ ({error})"
        ) from error
    if not isinstance(document, dict) or document.get("draw") not in _REPEATED:
        raise InputError(f"{path}: is no published draw")
    if document.get("rule") != RULE:
        raise InputError(
            f"{path}: drawn by the rules {document.get('rule')}; here are those of {RULE}"
        )
    return document


def differences(path: Path) -> list[str]:
    """Draw again from a published file; what differs from it, nothing when it holds.

    Raises:
        InputError: it is no draw, or something that the draw goes by is missing or impossible.
    """
    document = read_document(path)
    try:
        return list(_REPEATED[document["draw"]](document))
    except (KeyError, TypeError, ValueError, IndexError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path}: the draw cannot be repeated: {error!r}") from error


def _targets_again(document: Document) -> Iterator[str]:
    ways = [Way(times, tuple(places)) for times, places in document["ways"]]
    units = [dict(zip(_UNIT, unit, strict=True)) for unit in document["units"]]
    _check(ways, units)
    schema = {"entity_id": pl.String, "area": pl.String, "cell": pl.Int64, "weight": pl.Int64}
    urn = Urn(pl.DataFrame(units, schema=schema), ways)
    drawn = urn.drawn("|".join(document[name] for name in ("seed", "month", "level")))
    for unit in units:
        entity = unit["entity_id"]
        again = {"chance": urn.chances[entity], "drawn": entity in drawn}
        yield from _unlike(entity, unit, again)


def _check(ways: Sequence[Way], units: Sequence[Mapping[str, Any]]) -> None:
    codes = [unit["entity_id"] for unit in units]
    if len(set(codes)) < len(codes):
        raise ValueError("an entity stands there twice")
    if BILLION % sum(way.times for way in ways) or any(way.times < 1 for way in ways):
        raise ValueError("the ways are not equally likely in billionths")
    if any(unit["weight"] < 1 for unit in units):
        raise ValueError("a weight is below 1")
    for way in ways:
        for cell, places in enumerate(way.places):
            if not 0 <= places <= sum(unit["cell"] == cell for unit in units):
                raise ValueError(f"{places} places for cell {cell}")


def _inspectors_again(document: Document) -> Iterator[str]:
    roster = [
        Inspector(**{name: _tuple(value) for name, value in one.items()})
        for one in document["roster"]
    ]
    visits = {one["entity_id"]: one for one in document["visits"]}
    parties = draw_inspectors(
        [Target(one["entity_id"], one["area"], one["kind"]) for one in document["visits"]],
        roster,
        Rules(document["each"], document["cross_area"]),
        "|".join(document[name] for name in ("seed", "month")),
    )
    for party in parties:
        entity = party.target.entity_id
        yield from _unlike(entity, visits[entity], party.plain)


def _unlike(entity: str, published: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[str]:
    for name, value in again.items():
        if published[name] != value:
            yield f"{entity}: {name} is published as {published[name]}, drawn again {value}"


def _tuple(value: object) -> Any:  # noqa: ANN401
    return tuple(value) if isinstance(value, list) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


_REPEATED = {"targets": _targets_again, "inspectors": _inspectors_again}
"""How each kind of draw is repeated."""
