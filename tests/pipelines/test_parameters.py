"""Parameters say what they know, and are not used by who may not know it."""

import datetime as dt
from pathlib import Path

import pytest

from models.trees import TreeParams
from pipelines.errors import InputError
from pipelines.parameters import Parameters, folder, keep, parameters, starting

JUNE = Parameters(TreeParams(rounds=100), dt.date(2025, 6, 1), 0.7)
SEPTEMBER = Parameters(TreeParams(rounds=300), dt.date(2025, 9, 1), 0.8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    keep(tmp_path, "doctor", "2025-06", JUNE, {"study": "one"})
    keep(tmp_path, "doctor", "2025-09", SEPTEMBER, {"study": "two"})
    return tmp_path


@pytest.mark.parametrize(
    ("month", "found"),
    [
        ("2025-05", Parameters(TreeParams())),
        ("2025-06", JUNE),
        ("2025-08", JUNE),
        ("2026-01", SEPTEMBER),
    ],
)
def test_a_month_gets_the_latest_that_it_may_know(
    root: Path, month: str, found: Parameters
) -> None:
    assert parameters(root, "doctor", month) == found


def test_levels_do_not_share_parameters(root: Path) -> None:
    assert parameters(root, "patient", "2026-01") == Parameters(TreeParams())


def test_a_study_starts_from_the_champion_unless_that_knows_more(root: Path) -> None:
    champion = {"as_of": "2025-07-01", "plan": {"params": {"rounds": 150}}}
    assert starting(root, "doctor", "2025-07", champion) == TreeParams(rounds=150)
    assert starting(root, "doctor", "2025-06", champion) == JUNE.params
    assert starting(root, "doctor", "2025-06", {}) == JUNE.params


def test_parameters_of_another_version_are_refused(root: Path) -> None:
    path = folder(root, "doctor") / "2025-09.json"
    path.write_text(path.read_text().replace('"rounds"', '"twigs"'))
    with pytest.raises(InputError, match="tune again"):
        parameters(root, "doctor", "2025-09")
