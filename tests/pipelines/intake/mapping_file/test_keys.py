from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.intake.mapping_file.keys import CHOICES, MAY_BE_BLANK, TYPES, check_keys
from pipelines.intake.problems import Problems

VALID = ("from", "format", "values", "other", "null_values", "distinct")


@pytest.fixture
def problems() -> Problems:
    return Problems("")


def told(problems: Problems) -> str:
    with pytest.raises(InputError) as caught:
        problems.raise_any(Path("m.toml"))
    return str(caught.value)


def test_sound_keys_are_no_problem(problems: Problems) -> None:
    entry = {"from": "A", "format": ["%Y"], "other": "keep", "null_values": [""], "distinct": True}
    assert check_keys(entry, VALID, (), problems)
    problems.raise_any(Path("m.toml"))


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("fron", "A", "unknown key 'fron'; did you mean 'from'?"),
        ("from", 7, "'from' must be text in quotes; found 7"),
        ("from", "", "'from' has an empty text"),
        ("from", "　 ", "'from' has an empty text"),
        ("format", ["%Y", ""], "'format' has an empty text"),
        ("format", [], "'format' must be text in quotes or a list of texts; found []"),
        ("distinct", "yes", "'distinct' must be true or false; found 'yes'"),
        ("other", "drop", "unknown other 'drop'; valid are: keep, null, quarantine"),
    ],
)
def test_a_key_that_holds_something_else_is_told(
    problems: Problems, key: str, value: object, message: str
) -> None:
    assert not check_keys({key: value}, VALID, (), problems)
    assert message in told(problems)


def test_all_keys_are_looked_at(problems: Problems) -> None:
    assert not check_keys({"from": 1, "other": 2}, VALID, (), problems)
    assert told(problems).startswith("m.toml: 2 errors")


def test_every_key_with_a_rule_has_a_type() -> None:
    assert {*CHOICES, *MAY_BE_BLANK} <= set(TYPES)
