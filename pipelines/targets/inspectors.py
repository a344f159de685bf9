"""Who inspects whom: the other half of 双随机, drawn with recusals (回避).

For each target lots are drawn among all who may inspect it, each with the same chance, whatever
was drawn for the others: of n eligible inspectors those k whose
`blake2b("<seed>|<month>|inspectors|<target>|<inspector>")` is lowest go. The chance is k / n.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import InputError
from pipelines.targets.draw import number

SEPARATOR = "|"
"""Between the codes of one field of a roster."""

_COLUMNS = ("inspector_id", "area", "areas", "kinds", "former_employers", "recusals")


@dataclass(frozen=True)
class Rules:
    """How inspectors are drawn.

    Attributes:
        each: inspectors of one visit; two at least (order 6 of the NHSA).
        cross_area: whether nobody inspects in the area of the own unit (交叉检查, N-48).
    """

    each: int = 2
    cross_area: bool = False


@dataclass(frozen=True)
class Inspector:
    """One line of the roster; there is no place in it for a name.

    Attributes:
        inspector_id: how the roster calls the inspector.
        area: the area of the inspector's own unit, if it has one.
        areas: where the inspector may inspect; anywhere when empty.
        kinds: `medins_type` (of pharmacies `fixmedins_type`) codes that the inspector knows; all
            when empty.
        barred: institutions that the inspector may not inspect: former employers, recusals.
    """

    inspector_id: str
    area: str | None = None
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()

    def may_inspect(self, target: "Target", rules: "Rules") -> bool:
        """Whether no rule keeps the inspector from a target."""
        return (
            target.entity_id not in self.barred
            and (not self.areas or target.area in self.areas)
            and (not self.kinds or target.kind in self.kinds)
            and not (rules.cross_area and target.area is not None and target.area == self.area)
        )


@dataclass(frozen=True)
class Target:
    """Whom to visit: its code, area and kind."""

    entity_id: str
    area: str | None
    kind: str | None


@dataclass(frozen=True)
class Party:
    """Who goes to one target, out of how many who could have been drawn for it."""

    target: Target
    inspectors: tuple[str, ...]
    eligible: int

    @property
    def plain(self) -> dict[str, Any]:
        """All of it by name."""
        return {
            **vars(self.target),
            "inspectors": list(self.inspectors),
            "eligible": self.eligible,
        }


def draw_inspectors(
    targets: Iterable[Target], roster: Sequence[Inspector], rules: Rules, key: str
) -> list[Party]:
    """Draw the inspectors of every target.

    Args:
        targets: whom to visit.
        roster: who can be drawn.
        rules: how many go, and where nobody goes.
        key: `<seed>|<month>`, published before the draw.

    Returns:
        One party per target, sorted by its code.

    Raises:
        InputError: for some targets fewer inspectors than needed may go; all are told together.
    """
    parties = []
    short = []
    for target in sorted(targets, key=lambda one: one.entity_id):
        able = [one.inspector_id for one in roster if one.may_inspect(target, rules)]
        if len(able) < rules.each:
            short.append(f"  {target.entity_id}: {rules.each} wanted, {len(able)} available")
        lot = f"{key}|inspectors|{target.entity_id}"
        first = sorted(able, key=lambda one: (number(f"{lot}|{one}"), one))[: rules.each]
        parties.append(Party(target, tuple(sorted(first)), len(able)))
    if short:
        told = "\n".join(short)
        raise InputError(f"Too few inspectors without a recusal may go to:\n{told}")
    return parties


def read_roster(path: Path) -> list[Inspector]:
    """Read a roster: a CSV with `inspector_id` and any of the other columns.

    These are `area, areas, kinds, former_employers, recusals`, several codes of a field separated
    by `|`. Whatever else the file has, such as names, is not read.

    Raises:
        InputError: the file is absent or unreadable, has no `inspector_id`, or names one twice.
    """
    try:
        table = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path}: cannot be read as a roster (CSV, UTF-8): {error}") from error
    if "inspector_id" not in table.columns:
        raise InputError(f"{path}: a roster has a column inspector_id")
    known = table.select(name for name in _COLUMNS if name in table.columns)
    ids = known["inspector_id"]
    if ids.is_null().any() or ids.is_duplicated().any():
        raise InputError(f"{path}: every line of a roster has an inspector_id of its own")
    return sorted(map(_inspector, known.to_dicts()), key=lambda one: one.inspector_id)


def _inspector(row: dict[str, str | None]) -> Inspector:
    def codes(name: str) -> tuple[str, ...]:
        parts = (row.get(name) or "").split(SEPARATOR)
        return tuple(sorted({part.strip() for part in parts if part.strip()}))

    return Inspector(
        inspector_id=str(row["inspector_id"]),
        area=row.get("area"),
        areas=codes("areas"),
        kinds=codes("kinds"),
        barred=tuple(sorted({*codes("former_employers"), *codes("recusals")})),
    )
