"""What `feijian draw` and `feijian verify` print."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import InputError
from pipelines.show.console import OUT, print_json
from pipelines.show.table import table_of

if TYPE_CHECKING:
    from pipelines.workspace import Drawn


def drawn(outcome: "Drawn", *, as_json: bool) -> None:
    """Who was drawn with what chance, who inspects whom, and the files to publish."""
    if as_json:
        print_json(
            {
                "targets": outcome.targets.to_dicts(),
                "parties": [one.plain for one in outcome.parties],
                "files": [str(path) for path in outcome.files],
            }
        )
        return
    table = table_of("level", "drawn", "area", "chance")
    names = ("level", "entity_id", "area", "inclusion_probability")
    for level, entity, area, chance in outcome.targets.select(names).iter_rows():
        table.add_row(level, entity, area or "", f"{chance:.9f}")
    OUT.print(table)
    if outcome.parties:
        visits = table_of("institution", "inspectors", "out of")
        for one in outcome.parties:
            visits.add_row(one.target.entity_id, ", ".join(one.inspectors), str(one.eligible))
        OUT.print(visits)
    for path in outcome.files:
        OUT.print(str(path), markup=False)


def verified(file: Path, differences: Sequence[str], *, as_json: bool) -> None:
    """That a published draw holds.

    Raises:
        InputError: it does not; with everything that differs.
    """
    _holds(file, differences, as_json=as_json, what="drawn again from the file alone")


def recomputed(folder: Path, differences: Sequence[str], *, as_json: bool) -> None:
    """That a list holds.

    Raises:
        InputError: it does not; with everything that differs.
    """
    what = "computed again from what it pins"
    _holds(folder, differences, as_json=as_json, what=what)


def _holds(path: Path, differences: Sequence[str], *, as_json: bool, what: str) -> None:
    if differences:
        told = "\n".join(f"  {one}" for one in differences)
        raise InputError(f"{path}: is not what is {what}:\n{told}")
    if as_json:
        print_json({"file": str(path), "equal": True})
        return
    OUT.print(f"{path}: equal, {what}", markup=False)
