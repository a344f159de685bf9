"""What `feijian map` prints."""

import json
from pathlib import Path

import pytest

from features.contract import TABLES
from pipelines import show
from pipelines.intake.propose import (
    ColumnProposal,
    Doubt,
    Lang,
    Proposal,
    TableProposal,
    Unrecognised,
)

WORDS = Doubt(zh="值是文字，不是编码", en="the values are words, not codes")
FEN = Doubt(zh="可能以分为单位", en="perhaps fen")
OTHER = Doubt(zh="也可能是 mdtrt 表", en="it may also be the table mdtrt")


@pytest.fixture
def found() -> Proposal:
    columns = (
        ColumnProposal("updt_time", "数据更新时间", required=False),
        ColumnProposal("setl_id", "结算ID", required=True, source="ID", samples=("S1", "S2")),
        ColumnProposal("psn_no", "人员编号", required=True),
        ColumnProposal("med_type", "医疗类别", True, "TYPE", (WORDS,), ("KIND",)),  # noqa: FBT003
        ColumnProposal("balc", "余额", required=False, source="BALC", samples=("[1]",)),
    )
    table = TableProposal(
        TABLES["setl"], "book*.xlsx", "结算", ("book1.xlsx#结算",), columns, (OTHER,),
        money_doubts=(FEN,), unused=("NOTE", "X"), dropped=("NAME",),
    )  # fmt: skip
    return Proposal((table,), (Unrecognised("odd.rar", Doubt(zh="读不出来", en="unreadable")),))


def printed(found: Proposal, lang: Lang, capsys: pytest.CaptureFixture[str]) -> list[str]:
    show.proposal(found, Path("m.toml"), lang, as_json=False)
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_it_tells_columns_and_doubts(found: Proposal, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(found, "en", capsys) == [
        "",
        "setl ← book*.xlsx#结算",
        "   column      source  sample",
        "✓  setl_id *   ID      S1 | S2",
        "-  psn_no *",
        "?  med_type *  TYPE",
        "✓  balc        BALC    [1]",
        "? setl                         it may also be the table mdtrt",
        "? unit of money yuan           perhaps fen",
        "? med_type                     the values are words, not codes; or KIND",
        "required columns not found     psn_no",
        "columns not used               NOTE, X",
        "identity of persons, not read  NAME",
        "",
        "not recognised            odd.rar: unreadable",
        "required table not found  mdtrt",
        "required table not found  inst",
        "",
        "m.toml: check the lines marked ?, fill in those marked -",
    ]


def test_in_chinese_columns_have_labels(
    found: Proposal, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed(found, "zh", capsys)
    assert lines[1:4] == [
        "setl 结算 ← book*.xlsx#结算",
        "   字段        名称      来源列  样例",
        "✓  setl_id *   结算ID    ID      S1 | S2",
    ]
    assert "? med_type            值是文字，不是编码; 或 KIND" in lines


def test_json_names_tables_and_confidence(
    found: Proposal, capsys: pytest.CaptureFixture[str]
) -> None:
    show.proposal(found, Path("m.toml"), "en", as_json=True)
    told = json.loads(capsys.readouterr().out)
    (table,) = told["tables"]
    assert table["table"] == "setl"
    assert table["missing"] == ["psn_no"]
    assert [(each["column"], each["confidence"]) for each in table["columns"]] == [
        ("updt_time", "missing"),
        ("setl_id", "sure"),
        ("psn_no", "missing"),
        ("med_type", "unsure"),
        ("balc", "sure"),
    ]
    assert table["columns"][3]["doubts"] == [{"zh": WORDS.zh, "en": WORDS.en}]
    assert told["missing_tables"] == ["mdtrt", "inst"]
    assert told["unrecognised"][0]["name"] == "odd.rar"
