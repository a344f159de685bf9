"""A wrong call is one message, and a city comes from a workspace."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import InputError, Workspace


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ws: ws.profile("2031-01"), "no settlements in 2031-01"),
        (lambda ws: ws.explain("x", "2024-03"), "2024-03 has no scores"),
        (lambda ws: ws.profile("2025-13"), "a month is written YYYY-MM"),
        (lambda ws: ws.score("2024-03"), "2024-03 has no institution profiles"),
        (lambda ws: ws.explain("H000", "2025-02"), "no entity 'H000'"),
        (lambda ws: ws.score("2025-02", "hospital"), "no level 'hospital'"),
        (lambda ws: ws.score("2025-02", "department"), "no level 'department'"),
        (lambda ws: ws.profiles("ward", "2025-02"), "no level 'ward'.*department, clerk"),
        (lambda ws: ws.alerts("2025-02", "ward"), "no level 'ward'"),
        (lambda ws: ws.alerts("2024-03"), "2024-03 is not profiled"),
        (lambda ws: ws.score("2025-02", "doctor", "99"), "no version or alias '99'"),
        (lambda ws: ws.targets("2024-05"), "2024-05 has no scores"),
        (lambda ws: ws.targets("2025-02", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_a_wrong_call_gets_one_clear_message(
    done: Workspace, call: Callable[[Workspace], object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        call(done)


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run `feijian ingest` first"):
        Workspace(tmp_path / "none").profile()


def test_a_city_can_be_simulated_from_a_workspace(tmp_path: Path) -> None:
    told: list[str] = []
    ws = Workspace(tmp_path / "ws", progress=lambda what, _done, _of: told.append(what))
    city = ws.simulate(tmp_path / "city", persons=40, months=6, seed=2)
    assert (city.persons, city.schemes) == (40, 0)
    assert (tmp_path / "city" / "truth" / "schemes.csv").exists()
    assert told == list(city.months)
