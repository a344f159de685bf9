"""What a bureau asks of a challenger: `config/gate.toml`, and the workspace's own `gate.toml`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.sections import read_sections

FILE = "gate.toml"

REQUIRED = ("better", "not worse")


@dataclass(frozen=True)
class Evidence:
    """Least data; see `config/gate.toml` for every field of every section."""

    months: int
    judged: int
    entities: int
    confirmed: int
    compared_months: int


@dataclass(frozen=True)
class Standing:
    """What better and not worse mean."""

    required: str
    better_by: float
    not_worse_by: float
    precision_not_worse_by: float
    confidence: float
    draws: int
    contradicted_below: float


@dataclass(frozen=True)
class Sanity:
    """What no honest model is."""

    least_lift: float
    most_precise: float
    most_of_one_feature: float


@dataclass(frozen=True)
class Groups:
    """Which groups are judged, and how much worse is much."""

    judged: int
    confirmed: int
    not_worse_by: float


@dataclass(frozen=True)
class Upkeep:
    """Age, steadiness and signature."""

    kept_less_by: float
    behind_champion_months: int
    stale_months: int
    columns_lost: int
    columns_added: int


@dataclass(frozen=True)
class Explanations:
    """What an inspector must be told of every lead."""

    least_reasons: int


@dataclass(frozen=True)
class Repeat:
    """Whether the challenger's training is run again."""

    train_again: bool


@dataclass(frozen=True)
class Rules:
    """All rules of the gate."""

    evidence: Evidence
    standing: Standing
    sanity: Sanity
    groups: Groups
    upkeep: Upkeep
    explanations: Explanations
    repeat: Repeat

    def plain(self) -> dict[str, dict[str, Any]]:
        """As in the file."""
        return asdict(self)


_SECTIONS: Mapping[str, type[Any]] = {
    "evidence": Evidence,
    "standing": Standing,
    "sanity": Sanity,
    "groups": Groups,
    "upkeep": Upkeep,
    "explanations": Explanations,
    "repeat": Repeat,
}


def read_rules(workspace: Path) -> Rules:
    """The rules that hold in a workspace.

    Raises:
        InputError: for unknown or missing keys, wrong types and impossible values, told together.
    """
    return Rules(**read_sections(FILE, workspace, _SECTIONS, {"standing.required": REQUIRED}))
