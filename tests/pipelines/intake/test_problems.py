from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.intake.problems import Problems, nearest

TEXT = """\
name = "x"

[[table]]
table = "setl"
[table.columns]
setl_id = "ID"
[[table]]
table = "fee"
"""


def test_problems_are_told_together_in_the_order_of_the_lines() -> None:
    problems = Problems(TEXT)
    problems.add(("table", "1", "table"), "second")
    problems.add(("table", "0", "columns", "setl_id"), "first")
    with pytest.raises(InputError) as caught:
        problems.raise_any(Path("m.toml"))
    assert str(caught.value) == (
        "m.toml: 2 errors in the mapping\n  line 6: first\n  line 8: second"
    )


def test_what_stands_in_a_text_of_several_lines_is_no_key() -> None:
    problems = Problems('description = """\n[[table]]\ntable = "no"\n"""\n' + TEXT)
    problems.add(("table", "0", "table"), "here")
    problems.add(("description",), "there")
    with pytest.raises(InputError, match=r"line 1: there\n  line 8: here"):
        problems.raise_any(Path("m.toml"))


def test_a_place_without_a_line_takes_the_line_above_it() -> None:
    problems = Problems(TEXT)
    problems.add(("table", "0", "files"), "missing")
    with pytest.raises(InputError, match="line 3: missing"):
        problems.raise_any(Path("m.toml"))


def test_no_problem_raises_nothing() -> None:
    Problems(TEXT).raise_any(Path("m.toml"))


def test_the_nearest_name_ignores_case() -> None:
    assert nearest("SETL_TIEM", ["setl_id", "setl_time"]) == "; did you mean 'setl_time'?"
    assert nearest("zzz", ["a", "b"]) == "; valid are: a, b"
