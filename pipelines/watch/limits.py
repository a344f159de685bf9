"""From where on a month is worth a look: `config/monitor.toml`, and the workspace's own."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.sections import read_sections

FILE = "monitor.toml"


@dataclass(frozen=True)
class Alarm:
    """How often a month without drift may raise an alert; see `config/monitor.toml`."""

    chance: float
    most: int


@dataclass(frozen=True)
class Drift:
    """Whose values are compared, and how far is far."""

    least_distance: float
    deals: int
    area_entities: int
    entities: int
    leads: int


@dataclass(frozen=True)
class Supply:
    """What a table of claims is held against."""

    compared_months: int
    silent_days: int
    daily_rows: int


@dataclass(frozen=True)
class Peers:
    """When a peer group has shrunk."""

    least: int
    shrank_to: float


@dataclass(frozen=True)
class Calibration:
    """When probabilities are off."""

    outcomes: int
    least_gap: float


@dataclass(frozen=True)
class WatchLimits:
    """All limits of a month."""

    alarm: Alarm
    drift: Drift
    supply: Supply
    peers: Peers
    calibration: Calibration

    def plain(self) -> dict[str, dict[str, Any]]:
        """As in the file."""
        return asdict(self)


def read_limits(workspace: Path) -> WatchLimits:
    """The limits that hold in a workspace.

    Raises:
        InputError: for unknown or missing keys, wrong types and impossible values, told together.
    """
    sections = {"alarm": Alarm, "drift": Drift, "supply": Supply, "peers": Peers,
                "calibration": Calibration}  # fmt: skip
    return WatchLimits(**read_sections(FILE, workspace, sections))
