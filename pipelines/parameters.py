"""The case model's parameters, and up to when they know what came of inspections.

Whoever looks back at a month must not use what was chosen by its outcomes: a study of June has
seen which entities were confirmed until June.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from features.windows import first_day
from models.trees import TreeParams
from pipelines.errors import InputError
from pipelines.manifest import write_json


@dataclass(frozen=True)
class Parameters:
    """How to grow the trees, and what that rests on.

    Attributes:
        params: the parameters.
        known_before: outcomes known before this day chose them; None when none did.
        value: what they reached on the folds of their study.
    """

    params: TreeParams
    known_before: dt.date | None = None
    value: float | None = None

    def told(self) -> dict[str, Any]:
        """JSON values for the facts of a model, without the parameters, which its plan has."""
        return {
            "known_before": self.known_before and self.known_before.isoformat(),
            "value": self.value,
        }


def parameters(root: Path, level: str, month: str) -> Parameters:
    """What the latest study found that knew no more than a training of the month may.

    The defaults where there is none.
    """
    found = sorted(folder(root, level).glob("*.json"))
    earlier = [path for path in found if path.stem <= month]
    return _read(earlier[-1]) if earlier else Parameters(TreeParams())


def starting(root: Path, level: str, month: str, champion: Mapping[str, Any]) -> TreeParams:
    """Where a study of the month starts: the champion's parameters, if the month may know them.

    Args:
        root: the workspace.
        level: whose study it is.
        month: the month of the study.
        champion: the facts of the model in use; empty when there is none.
    """
    trained = champion.get("as_of")
    if trained is None or dt.date.fromisoformat(trained) > first_day(month):
        return parameters(root, level, month).params
    return TreeParams(**champion["plan"]["params"])


def keep(root: Path, level: str, month: str, found: Parameters, facts: Mapping[str, Any]) -> None:
    """Write what a study of the month found; trainings from that month on use it."""
    value = {**found.told(), **facts, "params": asdict(found.params)}
    write_json(folder(root, level) / f"{month}.json", value)


def folder(root: Path, level: str) -> Path:
    """Where the studies of a level are kept."""
    return root / "tuning" / level


def _read(path: Path) -> Parameters:
    kept = json.loads(path.read_text(encoding="utf-8"))
    try:
        params = TreeParams(**kept["params"])
    except TypeError as error:
        raise InputError(f"{path}: not parameters of this version ({error}); tune again") from error
    return Parameters(params, dt.date.fromisoformat(kept["known_before"]), kept["value"])
