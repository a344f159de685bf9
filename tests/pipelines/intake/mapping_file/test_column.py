from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.intake.mapping import Concat, Constant, Field, FileName, Source, Sum, Unpivot
from pipelines.intake.mapping_file.column import WAYS, column_source
from pipelines.intake.mapping_file.keys import TYPES
from pipelines.intake.problems import Problems


def read(spec: object) -> Source | None:
    """The source that `spec` means; whatever is wrong with it is raised."""
    problems = Problems("")
    source = column_source(spec, ("setl_time",), problems)
    problems.raise_any(Path("m.toml"))
    return source


@pytest.mark.parametrize(
    ("spec", "source"),
    [
        ("A", Field("A")),
        ({"from": "A"}, Field("A")),
        ({"from": "A", "format": "%Y"}, Field("A", formats=("%Y",))),
        ({"from": "A", "format": ["%Y", "%y"]}, Field("A", formats=("%Y", "%y"))),
        ({"from": "A", "values": {"x": "1"}, "other": "null"}, Field("A", (), {"x": "1"}, "null")),
        ({"constant": "1"}, Constant("1")),
        ({"file_name": r"(\d+)", "format": "%Y"}, FileName(r"(\d+)", ("%Y",))),
        ({"concat": ["A", "B"], "separator": "-"}, Concat(("A", "B"), "-")),
        ({"sum": ["A", "B"]}, Sum(("A", "B"))),
        ({"unpivot": ["A", "B"], "position": "n"}, Unpivot(("A", "B"), "n")),
    ],
)
def test_what_a_column_says_is_what_it_means(spec: object, source: Source) -> None:
    assert read(spec) == source


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (3, "'setl_time' must be a source column or a table, found 3"),
        ("", "'from' has an empty text"),
        ({"from": " "}, "'from' has an empty text"),
        ({"concat": ["A", ""]}, "'concat' has an empty text"),
        ({}, "needs exactly one of .*; found none"),
        ({"from": "A", "sum": ["B"]}, "needs exactly one of .*; found from and sum"),
        ({"from": "A", "position": "n"}, "unknown key 'position'"),
        ({"from": "A", "values": {"x": 1}}, "'values' of 'setl_time' must map text to text"),
        ({"from": "A", "other": "null"}, "'other' of 'setl_time' says nothing without 'values'"),
        ({"file_name": "("}, "'file_name' of 'setl_time' is no regular expression"),
        ({"file_name": "a"}, r"needs one group \( \), it has 0"),
        ({"unpivot": ["A", "B", "A"]}, "'unpivot' of 'setl_time' names 'A' more than once"),
        ({"sum": ["A", "A"]}, "'sum' of 'setl_time' names 'A' more than once"),
        ({"concat": ["A", "A"]}, "'concat' of 'setl_time' names 'A' more than once"),
    ],
)
def test_what_means_nothing_is_told(spec: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(spec)


def test_every_key_of_every_way_has_a_type() -> None:
    assert {*WAYS, *(key for keys in WAYS.values() for key in keys)} <= set(TYPES)
