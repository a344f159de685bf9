"""Read where one column of the contract comes from: a source column, or one of the other ways."""

import re
from typing import Any

from pipelines.intake.mapping import Concat, Constant, Field, FileName, Source, Sum, Unpivot
from pipelines.intake.mapping_file.keys import check_keys
from pipelines.intake.problems import Place, Problems

WAYS: dict[str, tuple[str, ...]] = {
    "from": ("format", "values", "other"),
    "constant": (),
    "file_name": ("format",),
    "concat": ("separator", "prefix"),
    "sum": (),
    "unpivot": ("position",),
}
"""The ways to fill a column, and the further keys that each of them takes."""


def column_source(spec: object, place: Place, problems: Problems) -> Source | None:
    """The source that `spec`, the right side of a column's line at `place`, means.

    Returns:
        None when the problem that was noted leaves nothing to go on with.
    """
    if isinstance(spec, str):
        spec = {"from": spec}
    if not isinstance(spec, dict):
        problems.add(place, f"{place[-1]!r} must be a source column or a table, found {spec!r}")
        return None
    ways = [way for way in WAYS if way in spec]
    if len(ways) != 1:
        found = " and ".join(ways) or "none"
        problems.add(place, f"{place[-1]!r} needs exactly one of {', '.join(WAYS)}; found {found}")
        return None
    if not check_keys(spec, (ways[0], *WAYS[ways[0]]), place, problems):
        return None
    return _built(ways[0], spec, place, problems)


def _built(way: str, spec: dict[str, Any], place: Place, problems: Problems) -> Source | None:
    match way:
        case "from":
            return _field(spec, place, problems)
        case "constant":
            return Constant(spec["constant"])
        case "file_name":
            return _file_name(spec, place, problems)
        case "concat":
            names = _each_once("concat", spec, place, problems)
            return Concat(names, spec.get("separator", ""), spec.get("prefix", ""))
        case "sum":
            return Sum(_each_once("sum", spec, place, problems))
        case _:
            names = _each_once("unpivot", spec, place, problems)
            return Unpivot(names, spec.get("position"))


def _field(spec: dict[str, Any], place: Place, problems: Problems) -> Field | None:
    values = spec.get("values", {})
    if not all(isinstance(value, str) for value in values.values()):
        problems.add(place, f"'values' of {place[-1]!r} must map text to text")
        return None
    if "other" in spec and "values" not in spec:
        problems.add(place, f"'other' of {place[-1]!r} says nothing without 'values'")
    return Field(
        column=spec["from"],
        formats=_formats(spec),
        values=values,
        other=spec.get("other", "keep"),
    )


def _file_name(spec: dict[str, Any], place: Place, problems: Problems) -> FileName:
    told = f"'file_name' of {place[-1]!r}"
    try:
        groups = re.compile(spec["file_name"]).groups
    except re.error as error:
        problems.add(place, f"{told} is no regular expression: {error}")
    else:
        if groups != 1:
            problems.add(place, f"{told} needs one group ( ), it has {groups}")
    return FileName(spec["file_name"], _formats(spec))


def _formats(spec: dict[str, Any]) -> tuple[str, ...]:
    formats = spec.get("format", ())
    return (formats,) if isinstance(formats, str) else tuple(formats)


def _each_once(way: str, spec: dict[str, Any], place: Place, problems: Problems) -> tuple[str, ...]:
    names: list[str] = spec[way]
    for name in (name for name in dict.fromkeys(names) if names.count(name) > 1):
        problems.add(place, f"{way!r} of {place[-1]!r} names {name!r} more than once")
    return tuple(dict.fromkeys(names))
