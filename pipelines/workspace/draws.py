"""The draw of a month's list: what `draw` does."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from features.contract import LEVELS
from features.level import kind
from pipelines import audit
from pipelines.errors import InputError
from pipelines.store import write_text
from pipelines.targets.inspectors import Party, Rules, Target, draw_inspectors, read_roster
from pipelines.targets.listing import read_listing
from pipelines.targets.places import RANDOM
from pipelines.targets.policy import Policy
from pipelines.targets.published import document_text, inspectors_document, published_path
from pipelines.workspace.session import Session


@dataclass(frozen=True)
class Drawn:
    """What `Workspace.draw` returns.

    Attributes:
        targets: the rows of `targets.csv` that were drawn.
        parties: who inspects which institution of the list.
        files: the published files, with which anybody can repeat the draw.
    """

    targets: pl.DataFrame
    parties: tuple[Party, ...]
    files: tuple[Path, ...]


def draw(
    session: Session, month: str | None, roster: Path | str | None, policy: Path | str | None
) -> Drawn:
    """Tell the random targets of a list, and with a roster draw who inspects them."""
    month = session.month(month)
    folder = session.root / "targets" / month
    if not (folder / "targets.csv").exists():
        raise InputError(f"{month} has no list; run `feijian targets --month {month}` first")
    table = read_listing(folder / "targets.csv")
    files = [folder / published_path(level) for level in LEVELS]
    held = [path for path in files if path.exists()]
    parties: list[Party] = []
    if roster is not None:
        parties, path = _inspectors(session, month, table, Path(roster), session.policy(policy))
        held.append(path)
    return Drawn(table.filter(pl.col("mode") == RANDOM), tuple(parties), tuple(held))


def _inspectors(
    session: Session, month: str, table: pl.DataFrame, roster: Path, policy: Policy
) -> tuple[list[Party], Path]:
    """Draw the inspectors of the institutions on a list, and publish the draw."""
    inst = session.store.lake("inst").select(entity_id="fixmedins_code", kind=kind())
    listed = table.filter(pl.col("level") == "institution").select("entity_id", "area")
    targets = listed.join(inst.collect(), on="entity_id", how="left")
    people, rules = read_roster(roster), Rules(policy.inspectors, policy.cross_area)
    wanted = [Target(**row) for row in targets.iter_rows(named=True)]
    seed = session.settings.draw_seed
    parties = draw_inspectors(wanted, people, rules, f"{seed}|{month}")
    document = inspectors_document(parties, people, rules, month=month, seed=seed)
    path = session.root / "draws" / month / "inspectors.json"
    with session.writing("draw"):
        write_text(document_text(document), path)
        audit.record(session.root, "draw", month=month, visits=len(parties))
    return parties, path
