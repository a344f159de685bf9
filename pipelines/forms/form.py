"""A form: headings, a line per area or case, notes, and what is hidden from the public."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Line = Mapping[str, Any]

SUMMED = ("count", "yuan")
"""Kinds of columns that a total adds up; amounts are in fen."""

WITHHELD = "*"
"""What stands for a figure that would tell a hidden one."""


@dataclass(frozen=True)
class Heading:
    """A column of a form.

    Attributes:
        key: its name in the lines.
        text: its heading.
        width: its width in characters.
        kind: `text`, `wrap`, `count`, `yuan` (in fen) or `date`.
        counted: the column of the count that an amount belongs to.
        parts: the columns that this one sums up.
        known: whether everybody may know even its small counts, as those of a register.
    """

    key: str
    text: str
    width: float = 12
    kind: str = "text"
    counted: str | None = None
    parts: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True)
class Form:
    """A form of one month.

    Attributes:
        name: the name of its file.
        sheet: the name of its sheet.
        title: its title.
        unit: what its figures are counted in.
        headings: its columns.
        lines: its lines.
        notes: what stands under it.
        signed: who signs it; the places are left blank.
        public: whether it may leave the bureau for the public: it names nobody.
    """

    name: str
    sheet: str
    title: str
    unit: str
    headings: Sequence[Heading]
    lines: Sequence[Line]
    notes: Sequence[str] = ()
    signed: Sequence[str] = ("单位负责人", "填表人", "联系电话", "填表时间")
    public: bool = True


def with_total(form: Form, label: str) -> Form:
    """The form with a last line that adds up its lines; `label` is the column that names them."""
    sums = {
        each.key: sum(line[each.key] or 0 for line in form.lines)
        for each in form.headings
        if each.kind in SUMMED
    }
    blank: dict[str, Any] = dict.fromkeys(each.key for each in form.headings)
    return replace(form, lines=[*form.lines, {**blank, **sums, label: TOTAL}])


TOTAL = "合计"


def hidden(form: Form, below: int) -> Form:
    """The form without counts from 1 to `below` - 1, their amounts, and any sum that tells them.

    Args:
        form: a form whose last line is the total.
        below: the smallest count that is shown.
    """
    lines = [_hidden_line(form.headings, line, below) for line in form.lines]
    *single, total = lines
    told = {
        key: WITHHELD if any(_is_hidden(line[key]) for line in single) else value
        for key, value in total.items()
    }
    note = (
        f"注：1 至 {below - 1} 的计数以“<{below}”表示，可推知该数的金额与合计以“{WITHHELD}”表示。"
    )
    return replace(form, lines=[*single, told], notes=[*form.notes, note])


def _hidden_line(headings: Iterable[Heading], line: Line, below: int) -> dict[str, Any]:
    shown = dict(line)
    for each in headings:
        value = line[each.key]
        secret = each.kind == "count" and not each.known
        if secret and value is not None and 0 < value < below:
            shown[each.key] = f"<{below}"
    for each in headings:
        if any(_is_hidden(shown[key]) for key in (each.counted, *each.parts) if key):
            shown[each.key] = WITHHELD
    return shown


def _is_hidden(value: object) -> bool:
    return isinstance(value, str) and (value == WITHHELD or value.startswith("<"))
