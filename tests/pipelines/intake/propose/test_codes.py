import polars as pl

from features.contract import TABLES
from pipelines.intake.propose import Aliases
from pipelines.intake.propose.codes import value_map


def mapped(aliases: Aliases, table: str, column: str, *texts: str) -> tuple[dict[str, str], int]:
    values = pl.Series("V", texts)
    found, doubts = value_map(values, column, TABLES[table], aliases.codes_of(column))
    return found, len(doubts)


def test_words_are_mapped_to_their_codes(aliases: Aliases) -> None:
    assert mapped(aliases, "psn", "gend", "男", "女 ", "男") == ({"女 ": "2", "男": "1"}, 0)
    assert mapped(aliases, "case", "outcome", "查实", "未查实") == (
        {"未查实": "cleared", "查实": "confirmed"}, 0,
    )  # fmt: skip


def test_codes_that_are_read_anyway_need_no_map(aliases: Aliases) -> None:
    assert mapped(aliases, "fee", "med_chrgitm_type", "1", "09", "14.0") == ({}, 0)
    assert mapped(aliases, "setl", "refd_setl_flag", "0", "1", "是") == ({}, 0)
    assert mapped(aliases, "case", "subject_type", "institution") == ({}, 0)


def test_a_local_extension_of_a_code_fits(aliases: Aliases) -> None:
    assert mapped(aliases, "setl", "med_type", "2101", "140104", "9901") == ({}, 0)
    assert mapped(aliases, "psn", "gend", "10", "21") == ({}, 1)


def test_only_the_words_that_need_it_are_mapped(aliases: Aliases) -> None:
    assert mapped(aliases, "setl", "vali_flag", "1", "无效") == ({"无效": "0"}, 0)


def test_many_unknown_codes_are_doubted(aliases: Aliases) -> None:
    assert mapped(aliases, "setl", "insutype", "310", "职工", "甲", "乙") == ({"职工": "310"}, 1)
    assert mapped(aliases, "setl", "insutype", *["310"] * 20, "甲") == ({}, 0)
