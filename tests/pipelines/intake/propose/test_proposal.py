from features.contract import TABLES
from pipelines.intake.propose import ColumnProposal, Doubt, Proposal, TableProposal

DOUBT = Doubt(zh="疑", en="doubt")


def column(name: str, source: str | None, *doubts: Doubt, required: bool = False) -> ColumnProposal:
    return ColumnProposal(name, name, required, source, doubts)


def table(name: str, *columns: ColumnProposal) -> TableProposal:
    return TableProposal(TABLES[name], f"{name}.csv", None, (f"{name}.csv",), columns)


def test_a_doubt_speaks_both_languages() -> None:
    assert (DOUBT.text("zh"), DOUBT.text("en")) == ("疑", "doubt")


def test_confidence_is_what_doubts_leave() -> None:
    assert column("psn_no", "P").confidence == "sure"
    assert column("psn_no", "P", DOUBT).confidence == "unsure"
    assert column("psn_no", None).confidence == "missing"


def test_only_required_columns_are_missed() -> None:
    both = table("psn", column("psn_no", None, required=True), column("gend", None))
    assert both.missing == ("psn_no",)


def test_a_table_has_money_when_an_amount_or_a_price_is_mapped() -> None:
    assert table("fee", column("pric", "P")).has_money
    assert not table("fee", column("pric", None), column("cnt", "N")).has_money


def test_required_tables_that_were_not_found_are_told() -> None:
    assert Proposal((table("mdtrt"), table("psn")), ()).missing_tables == ("setl", "inst")
