"""A simulated city, by commands."""

import json
from pathlib import Path

from tests.pipelines.cli.called import run


def test_a_city_is_put_beside_the_published_figures(tmp_path: Path) -> None:
    small = ("simulate", tmp_path / "city", "--persons", "500", "--months", "6", "--report")
    told = run(*small, "--lang", "en")
    assert told.returncode == 0, told.stderr
    assert "in-patient share of cost" in told.stdout
    assert "The city checks the machinery" in told.stdout
    figures = {one["name"]: one for one in json.loads(run(*small, "--json").stdout)["figures"]}
    assert figures["medfee_mean"]["aim"] == 874
    assert figures["medfee_mean"]["figure"] == "次均总费用(元)"
    assert figures["medfee_mean"]["measured"] > 0


def test_a_damaged_city_is_not_measured(tmp_path: Path) -> None:
    told = run("simulate", tmp_path / "city", "--persons", "500", "--defects", "--report")
    assert told.returncode == 2
    assert "leave --report or --defects out" in told.stderr
    assert not (tmp_path / "city").exists()
