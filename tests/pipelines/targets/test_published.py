import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import InputError
from pipelines.targets.chosen import chosen_at
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.inspectors import Inspector, Rules, Target, draw_inspectors
from pipelines.targets.published import (
    differences,
    document_text,
    draw_document,
    inspectors_document,
)

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def targets(inputs: TargetInputs) -> dict[str, Any]:
    choice = chosen_at(inputs, "institution")
    return draw_document(choice, level="institution", month=inputs.month, seed=inputs.seed)


@pytest.fixture(scope="module")
def inspectors() -> dict[str, Any]:
    roster = [Inspector(f"i{n}", area="甲乙"[n % 2], barred=("H1",) * (n == 2)) for n in range(6)]
    visits = [Target("H1", "甲", "A100"), Target("H2", None, None)]
    rules = Rules(cross_area=True)
    parties = draw_inspectors(visits, roster, rules, "s|2025-06")
    return inspectors_document(parties, roster, rules, month="2025-06", seed="s")


def written(folder: Path, document: dict[str, Any], change: Change = lambda _: None) -> Path:
    copy = json.loads(document_text(document))
    change(copy)
    path = folder / "draw.json"
    path.write_text(document_text(copy), encoding="utf-8")
    return path


def test_a_draw_is_repeated_from_its_file_alone(
    targets: dict[str, Any], inspectors: dict[str, Any], tmp_path: Path
) -> None:
    assert differences(written(tmp_path, targets)) == []
    assert differences(written(tmp_path, inspectors)) == []


def test_a_published_file_holds_codes_and_no_names(
    targets: dict[str, Any], inputs: TargetInputs
) -> None:
    text = document_text(targets)
    assert targets["units"][0][0] in text
    names = inputs.levels["institution"].candidates["entity_name"]
    assert not [name for name in names if name in text]
    assert {"rule", "seed", "month", "ways", "units"} <= json.loads(text).keys()


def flipped(document: dict[str, Any]) -> None:
    document["units"][0][-1] = not document["units"][0][-1]


def reseeded(document: dict[str, Any]) -> None:
    document["seed"] = "another"


def heavier(document: dict[str, Any]) -> None:
    document["units"][1][3] += 50


@pytest.mark.parametrize("change", [flipped, reseeded, heavier])
def test_what_was_changed_differs(targets: dict[str, Any], change: Change, tmp_path: Path) -> None:
    assert differences(written(tmp_path, targets, change))


def test_the_difference_is_named(targets: dict[str, Any], tmp_path: Path) -> None:
    entity, *_, drawn = targets["units"][0]
    (told,) = differences(written(tmp_path, targets, flipped))
    assert told == f"{entity}: drawn is published as {not drawn}, drawn again {drawn}"


def test_another_inspector_differs(inspectors: dict[str, Any], tmp_path: Path) -> None:
    def swapped(document: dict[str, Any]) -> None:
        document["visits"][0]["inspectors"] = ["i4", "i2"]

    (told,) = differences(written(tmp_path, inspectors, swapped))
    assert told.startswith("H1: inspectors is published as ['i4', 'i2']")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda of: of.pop("seed"), "the draw cannot be repeated"),
        (lambda of: of.update(rule="feijian-draw-0"), "drawn by the rules feijian-draw-0"),
        (lambda of: of.update(draw="coins"), "is no published draw"),
        (lambda of: of["units"].append(of["units"][0]), "an entity stands there twice"),
        (lambda of: of["ways"][0][1].__setitem__(0, 999), "999 places for cell 0"),
        (lambda of: of["ways"][0].__setitem__(0, 7), "not equally likely in billionths"),
        (lambda of: of["units"][0].__setitem__(3, 0), "a weight is below 1"),
    ],
)
def test_a_file_that_is_no_draw_is_refused(
    targets: dict[str, Any], change: Change, told: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=told):
        differences(written(tmp_path, targets, change))


def test_no_file_and_no_json(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read as a published draw"):
        differences(tmp_path / "none.json")
