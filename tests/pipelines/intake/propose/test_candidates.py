from features.contract import TABLES
from pipelines.intake.propose import Aliases
from pipelines.intake.propose.candidates import Candidate, candidates

SETL = TABLES["setl"]


def test_a_name_of_the_contract_goes_before_an_alias(aliases: Aliases) -> None:
    found = candidates(SETL, ["总费用", "MEDFEE_SUMAMT", "Psn_No"], aliases)
    assert found == {
        "medfee_sumamt": [Candidate("MEDFEE_SUMAMT", "name")],
        "psn_no": [Candidate("Psn_No", "name")],
    }


def test_every_alias_that_occurs_is_a_candidate_in_the_order_of_the_list(aliases: Aliases) -> None:
    found = candidates(SETL, ["总金额", "医疗费总额"], aliases)
    assert found["medfee_sumamt"] == [
        Candidate("医疗费总额", "alias"), Candidate("总金额", "alias"),
    ]  # fmt: skip


def test_a_misspelt_name_is_only_alike(aliases: Aliases) -> None:
    found = candidates(SETL, ["FUND_PAY_SUMAMNT", "HIFP"], aliases)
    assert found == {"fund_pay_sumamt": [Candidate("FUND_PAY_SUMAMNT", "likeness")]}
    assert not found["fund_pay_sumamt"][0].named


def test_a_column_that_bears_a_name_is_nobody_elses_misspelling(aliases: Aliases) -> None:
    mdtrt = TABLES["mdtrt"]
    assert set(candidates(mdtrt, ["ADM_DEPT_CODG"], aliases)) == {"adm_dept_codg"}
