import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.contract import TABLES
from pipelines.intake import load_mapping
from pipelines.intake.mapping import Field, Source
from pipelines.intake.propose import (
    Aliases,
    ColumnProposal,
    Doubt,
    Proposal,
    TableProposal,
    mapping_text,
    propose_from,
)

Write = Callable[..., Any]

HEADER = "机构编码,医院名称,机构类型,医院级别,医院等级,床位数,院长姓名,备注"
ROW = "H1,模拟医院,医院,-,三甲,12,李四,秘密"

TOLD = """\
# Proposed by feijian map; check the lines marked unsure and ?; see docs/mapping.md
# required table not found: setl
# required table not found: mdtrt

name = "mine"
# pseudonymise = ["psn_no"]  # take the # away to have numbers of persons replaced with a key, see docs/privacy.md

[[table]]
table = "inst"
files = "机构.csv"
null_values = ["-"]
[table.columns]
fixmedins_code = "机构编码"
fixmedins_name = "医院名称"
fixmedins_type = { from = "机构类型", values = { "医院" = "1" } }
hosp_lv = { from = "医院等级", values = { "三甲" = "02" } }  # unsure: several columns may be meant; or 医院级别
aprv_bed_cnt = "床位数"
# columns not used: 医院级别, 备注
# identity of persons, not read: 院长姓名
"""  # noqa: E501


@pytest.fixture
def proposal(write: Write, aliases: Aliases) -> Proposal:
    return propose_from([write("机构.csv", HEADER, ROW)], aliases)


def test_the_file_says_what_it_is_unsure_of(proposal: Proposal) -> None:
    assert mapping_text(proposal, "mine", "en") == TOLD


def test_in_chinese_only_the_comments_differ(proposal: Proposal) -> None:
    both = [mapping_text(proposal, "mine", lang) for lang in ("zh", "en")]
    assert tomllib.loads(both[0]) == tomllib.loads(both[1])
    assert "# 个人身份信息，不读取: 院长姓名" in both[0]


def test_no_value_of_the_source_stands_in_it(proposal: Proposal) -> None:
    text = mapping_text(proposal, "mine")
    assert not any(value in text for value in ("H1", "模拟医院", "李四", "秘密"))


def test_it_loads_when_nothing_required_is_missing(proposal: Proposal, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(mapping_text(proposal, "mine"), encoding="utf-8")
    (table,) = load_mapping(path).tables
    assert table.columns["fixmedins_type"] == Field("机构类型", values={"医院": "1"})
    assert table.null_values == ("", "-")


def test_a_required_column_that_was_not_found_stands_as_a_comment(
    write: Write, aliases: Aliases
) -> None:
    found = propose_from([write("机构.csv", "机构编码,医院名称", "H1,x")], aliases)
    assert '# fixmedins_type = "?"  # required: 定点医疗服务机构类型' in mapping_text(
        found, "m", "en"
    )


def test_the_example_of_the_handbook_loads(tmp_path: Path) -> None:
    handbook = Path(__file__).parents[4] / "docs/mapping.md"
    (example,) = re.findall(r"```toml\n(.*?)```", handbook.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    ways = {type(way) for table in load_mapping(path).tables for way in table.columns.values()}
    assert ways == set(get_args(Source))


@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=3), st.text(min_size=1))
def test_any_name_of_a_file_or_column_gives_toml(
    source: str, others: list[str], files: str
) -> None:
    doubt = Doubt("疑", "doubt")
    column = ColumnProposal(
        "psn_no", "人员编号", required=True, source=source, doubts=(doubt,),
        alternatives=tuple(others), formats=(source, source), values={source: source},
    )  # fmt: skip
    table = TableProposal(
        TABLES["psn"], files, source, (), (column,), doubts=(doubt,), null_values=(source,),
        unused=tuple(others), dropped=(source,),
    )  # fmt: skip
    (read,) = tomllib.loads(mapping_text(Proposal((table,), ()), source))["table"]
    assert (read["files"], read["sheet"]) == (files, source)
    assert read["columns"]["psn_no"]["from"] == source
