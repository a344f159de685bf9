from collections.abc import Callable
from typing import Any

import pytest

from pipelines.intake.propose import Aliases, ColumnProposal, TableProposal, propose_from

Write = Callable[..., Any]
Proposed = Callable[..., TableProposal]

HEADER = (
    "结算ID,就诊ID,人员编号,医保机构,患者姓名,结算时间,医疗类别,医疗费总额,总费用,基金支付总额,备注"
)
ROW = "S1,V1,P1,H36019100001,张三,31/01/2024,普通门诊,12.50,12.50,NULL,x"


@pytest.fixture
def proposed(write: Write, aliases: Aliases) -> Proposed:
    def proposed(header: str = HEADER, *rows: str, name: str = "结算2024.csv") -> TableProposal:
        (table,) = propose_from([write(name, header, *(rows or (ROW,)))], aliases).tables
        return table

    return proposed


def column(table: TableProposal, name: str) -> ColumnProposal:
    return next(each for each in table.columns if each.column == name)


def test_a_column_known_by_name_and_borne_out_by_its_values_is_sure(proposed: Proposed) -> None:
    setl_id = column(proposed(), "setl_id")
    assert setl_id == ColumnProposal("setl_id", "结算ID", True, "结算ID", samples=("S1",))  # noqa: FBT003
    assert setl_id.confidence == "sure"


def test_formats_and_words_are_read_off_the_values(proposed: Proposed) -> None:
    assert column(proposed(), "setl_time").formats == ("%d/%m/%Y",)
    assert column(proposed(), "med_type").values == {"普通门诊": "11"}


def test_two_names_for_one_column_are_unsure(proposed: Proposed) -> None:
    total = column(proposed(), "medfee_sumamt")
    assert (total.source, total.alternatives) == ("医疗费总额", ("总费用",))
    assert total.confidence == "unsure"


def test_a_required_column_without_a_name_is_looked_for_among_the_values(
    proposed: Proposed,
) -> None:
    site = column(proposed(), "fixmedins_code")
    assert (site.source, site.confidence) == ("医保机构", "unsure")


def test_what_is_missing_is_told(proposed: Proposed) -> None:
    table = proposed(HEADER.replace("医疗类别", "其他"))
    assert column(table, "med_type").confidence == "missing"
    assert table.missing == ("med_type",)


def test_identity_is_dropped_and_neither_mapped_nor_shown(proposed: Proposed) -> None:
    table = proposed()
    assert table.dropped == ("患者姓名",)
    assert "患者姓名" not in {each.source for each in table.columns}
    assert "张三" not in str(table)


def test_a_spelling_of_missing_is_no_value(proposed: Proposed) -> None:
    table = proposed()
    assert table.null_values == ("NULL",)
    fund = column(table, "fund_pay_sumamt")
    assert (fund.samples, fund.confidence) == ((), "unsure")  # no value was seen


def test_what_feeds_nothing_is_listed(proposed: Proposed) -> None:
    assert proposed().unused == ("总费用", "备注")


def test_names_of_the_quarantine_are_never_mapped(write: Write, aliases: Aliases) -> None:
    header = "case_id,subject_type,subject_code,outcome,reasons,source_line"
    (table,) = propose_from([write("case.csv", header, "C,机构,H1,查实,x,1")], aliases).tables
    assert not {"reasons", "source_line"} & {each.source for each in table.columns}


def test_whole_and_large_amounts_are_doubted(proposed: Proposed) -> None:
    rows = [f"S{n},V,P,H36019100001,x,2024-01-31,11,{8700 + n},,," for n in range(30)]
    assert proposed(HEADER, *rows).money_doubts
    assert not proposed().money_doubts
