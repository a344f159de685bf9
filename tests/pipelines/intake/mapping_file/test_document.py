from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.intake import Mapping, load_mapping
from pipelines.intake.mapping import Concat, Constant, Field, Sum, Unpivot
from pipelines.intake.mapping_file.column import WAYS

Load = Callable[[str], Mapping]

CASE = """\
name = "m"
[[table]]
table = "case"
files = "cases.csv"
[table.columns]
case_id = { concat = ["A", "B"], separator = "-", prefix = "C" }
subject_type = { constant = "institution" }
subject_code = "A"
outcome = { from = "FRAUD", values = { Yes = "confirmed" }, other = "null" }
period_start = { from = "DAY", format = ["%d.%m.%Y", "%Y/%m/%d"] }
period_end = { from = "DAY", format = "%d.%m.%Y" }
confirmed_date = "DAY"
amount = { sum = ["X", "Y"] }
"""

DIAG = """\
name = "m"
[[table]]
table = "diag"
files = "d.csv"
[table.columns]
mdtrt_id = "V"
diag_time = "T"
diag_code = { unpivot = ["DX1", "DX2"], position = "diag_srt_no" }
"""


def test_every_way_to_fill_a_column(mapping_of: Load) -> None:
    columns = mapping_of(CASE).tables[0].columns
    assert columns["case_id"] == Concat(("A", "B"), "-", "C")
    assert columns["subject_type"] == Constant("institution")
    assert columns["subject_code"] == Field("A")
    assert columns["outcome"] == Field("FRAUD", values={"Yes": "confirmed"}, other="null")
    assert columns["period_start"] == Field("DAY", formats=("%d.%m.%Y", "%Y/%m/%d"))
    assert columns["amount"] == Sum(("X", "Y"))
    diag = mapping_of(DIAG).tables[0]
    assert diag.columns["diag_code"] == Unpivot(("DX1", "DX2"), "diag_srt_no")


def test_defaults_of_a_table(mapping_of: Load) -> None:
    table = mapping_of(DIAG).tables[0]
    assert (table.money, table.null_values, table.distinct) == ("yuan", ("",), False)


BAD = """\
nam = "m"
[[table]]
table = "setl"
files = "s.csv"
money = "dollar"
[[table]]
table = "sett"
files = "s.csv"
[table.columns]
[[table]]
table = "mdtrt"
files = "s.csv"
[table.columns]
mdtrt_id = "V"
psn_num = "P"
fixmedins_code = { constant = 7 }
med_type = { from = "M", other = "drop", values = { a = "11" } }
begntime = { from = "T", fromat = "%Y" }
endtime = { from = "T", constant = "2025-01-01" }
atddr_no = { unpivot = ["A", "B"], position = "diag_srt_no" }
dise_codg = { sum = ["A"] }
dscg_way = { from = "W", format = "%Y" }
dscg_dept_codg = { from = "source_line", other = "null" }
"""


def test_errors_are_told_together_with_line_and_nearest_name(mapping_of: Load) -> None:
    with pytest.raises(InputError) as caught:
        mapping_of(BAD)
    _, *told = str(caught.value).splitlines()
    assert told == [
        "  line 1: 'name' is missing: give the mapping a name",
        "  line 1: unknown key 'nam'; did you mean 'name'?",
        "  line 2: 'columns' is missing in this [[table]]",
        "  line 5: unknown money 'dollar'; valid are: yuan, fen",
        "  line 7: unknown table 'sett'; did you mean 'setl'?",
        "  line 13: required column 'psn_no' of mdtrt is not mapped",
        "  line 15: unknown column of mdtrt 'psn_num'; did you mean 'psn_no'?",
        "  line 16: 'constant' must be text in quotes; found 7",
        "  line 17: unknown other 'drop'; valid are: keep, null, quarantine",
        "  line 18: unknown key 'fromat'; did you mean 'format'?",
        f"  line 19: 'endtime' needs exactly one of {', '.join(WAYS)}; found from and constant",
        "  line 20: unknown whole-number column for 'position' 'diag_srt_no'",
        "  line 21: 'sum' adds money; 'dise_codg' is String",
        "  line 22: 'format' is for times; 'dscg_way' is String",
        "  line 23: 'other' of 'dscg_dept_codg' says nothing without 'values'",
        "  line 23: source column 'source_line' has a name of the quarantine; rename it",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ('diag_time = "T"', 'diag_time = { unpivot = ["A"] }'),
            "line 7: 'concat' and 'unpivot' give text; 'diag_time' is Datetime",
        ),
        (
            ('mdtrt_id = "V"', 'mdtrt_id = { unpivot = ["A"] }'),
            "line 8: only one column of a table can be unpivoted",
        ),
        (
            ('"diag_srt_no"', '"diag_code"'),
            "line 8: unknown whole-number column for 'position' 'diag_code'; did you mean 'diag_sr",
        ),
        (('mdtrt_id = "V"', "mdtrt_id = 3"), "line 6: 'mdtrt_id' must be a source column"),
        (('"d.csv"', '"2025/d.csv"'), "line 4: 'files' is a pattern of file names"),
        (('["DX1", "DX2"]', "[]"), "line 8: 'unpivot' must be a list of texts; found \\[\\]"),
    ],
)
def test_a_wrong_use_is_told(mapping_of: Load, change: tuple[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        mapping_of(DIAG.replace(*change))


def query(text: str) -> str:
    return DIAG.replace('"d.csv"', f'"d.csv"\nquery = """{text}"""')


@pytest.mark.parametrize(
    "text",
    [
        "DELETE FROM diag",
        "SELECT 1; DROP TABLE diag",
        "EXPLAIN SELECT 1",
        "selection",
        "-- SELECT\nUPDATE diag SET x = 1",
    ],
)
def test_a_query_that_is_no_single_select_is_told_with_its_line(
    mapping_of: Load, text: str
) -> None:
    with pytest.raises(InputError, match="line 5: 'query' must be a single SELECT"):
        mapping_of(query(text))


@pytest.mark.parametrize(
    "text",
    [
        "select 1",
        "SELECT ';' AS a FROM diag;",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "/* of; */ SELECT 1 -- all;",
    ],
)
def test_one_select_is_a_query(mapping_of: Load, text: str) -> None:
    assert mapping_of(query(text)).tables[0].query == text


def second(*changes: tuple[str, str]) -> str:
    """The table once more, changed."""
    again = DIAG.partition("\n")[2]
    for change in changes:
        again = again.replace(*change)
    return DIAG + again


@pytest.mark.parametrize("files", ['"d.csv"', '"D.CSV"'])
def test_the_same_rows_of_the_same_files_twice_are_told(mapping_of: Load, files: str) -> None:
    with pytest.raises(InputError) as caught:
        mapping_of(second(('"d.csv"', files)))
    assert "line 9: diag is read from " in str(caught.value)
    assert "twice with the same key; put all columns in one [[table]]" in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        ('"d.csv"', '"e.csv"'),
        ('"d.csv"', '"d.csv"\nsheet = "2"'),
        ('"d.csv"', '"d.csv"\nquery = "SELECT 1"'),
        ('["DX1", "DX2"]', '["DX3"]'),
    ],
)
def test_other_sources_or_other_keys_may_feed_the_same_table(
    mapping_of: Load, change: tuple[str, str]
) -> None:
    assert len(mapping_of(second(change)).tables) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('"d.csv"', '""'), "line 4: 'files' has an empty text"),
        (('"V"', '""'), "line 6: 'from' has an empty text"),
        (('"DX2"', '"DX1"'), "line 8: 'unpivot' of 'diag_code' names 'DX1' more than once"),
        (('"T"', '{ from = "T", format = "YYYY" }'), "line 7: 'format' 'YYYY' has no % sign"),
        (('"T"', '{ constant = "now" }'), "line 7: 'diag_time' cannot hold 'now'"),
    ],
)
def test_every_mistake_has_its_line(mapping_of: Load, change: tuple[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        mapping_of(DIAG.replace(*change))


@pytest.mark.parametrize("text", ['name = "m"\ntable = ["setl"]', 'name = "m"\ntable = "setl"'])
def test_tables_that_are_none_are_told(mapping_of: Load, text: str) -> None:
    with pytest.raises(InputError, match=r"\[\[table\]\]"):
        mapping_of(text)


def test_a_mapping_needs_a_table(mapping_of: Load) -> None:
    with pytest.raises(InputError, match=r"no \[\[table\]\]"):
        mapping_of('name = "m"')


def test_what_is_no_toml_is_told_with_its_line(mapping_of: Load) -> None:
    with pytest.raises(InputError, match=r"not a TOML file in UTF-8: .*line 1"):
        mapping_of("name = x\n")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: the mapping cannot be read"):
        load_mapping(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "path", sorted(Path("config/mappings").glob("*.toml")), ids=lambda p: p.stem
)
def test_shipped_mappings_are_sound(path: Path) -> None:
    assert load_mapping(path).name == path.stem
