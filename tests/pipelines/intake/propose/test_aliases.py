from pathlib import Path

import pytest

from features.contract import TABLES
from pipelines.errors import InputError
from pipelines.intake.identity import identity_columns
from pipelines.intake.propose import Aliases
from pipelines.intake.propose.aliases import CHINESE, folded, load_aliases


@pytest.mark.parametrize(
    "name", ["setl_id", "SETL_ID", " Setl-Id ", "ＳＥＴＬ＿ＩＤ", "SetlId", "\ufeffsetl id\u3000"]
)
def test_what_exports_vary_in_a_name_does_not_count(name: str) -> None:
    assert folded(name) == "setlid"


def test_every_column_of_the_contract_has_a_chinese_label(aliases: Aliases) -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert CHINESE.search(aliases.label(table.name, column)), (table.name, column)


def test_a_spelling_of_the_table_goes_before_one_of_any_table(aliases: Aliases) -> None:
    spelt = aliases.spellings("setl", "setl_id")
    assert spelt[:2] == ("setl_id", "claim_id")
    assert "结算ID" in spelt
    assert aliases.label("setl", "setl_id") == "结算ID"


def test_no_spelling_is_that_of_a_persons_identity(aliases: Aliases) -> None:
    spelt = [
        name
        for table in TABLES.values()
        for column in table.columns
        for name in aliases.spellings(table.name, column)
    ]
    assert identity_columns(spelt) == []


def test_flags_without_a_list_of_their_own_share_one(aliases: Aliases) -> None:
    assert "有效" in aliases.codes_of("vali_flag")["1"]
    assert aliases.codes_of("etip_flag") == aliases.codes["flag"]
    assert aliases.codes_of("medfee_sumamt") == {}


BAD = """\
[tables]
setll = ["x"]
[any]
psn_num = ["y"]
cnt = "quantity"
[setl]
medfee_sumamt = ["TOTAL"]
fund_pay_sumamt = ["total"]
[sett]
setl_id = ["z"]
[values.gendr]
1 = ["m"]
[values.gend]
1 = "m"
[values]
med_type = "11"
"""


def test_errors_are_told_together_with_line_and_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text(BAD, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_aliases(path)
    _, *told = str(caught.value).splitlines()
    assert told == [
        "  line 2: unknown table 'setll'; did you mean 'setl'?",
        "  line 4: unknown column 'psn_num'; did you mean 'psn_no'?",
        "  line 5: 'cnt' must be a list of texts",
        "  line 8: 'total' stands for 'medfee_sumamt' and 'fund_pay_sumamt' in setl; keep one",
        "  line 9: unknown section 'sett'; did you mean 'setl'?",
        "  line 11: unknown column 'gendr'; did you mean 'gend'?",
        "  line 14: '1' must be a list of texts",
        "  line 16: 'med_type' must be a section [values.med_type]",
    ]


@pytest.mark.parametrize(
    ("text", "told"), [("[setl", "not a TOML file"), ("setl = 3", "unknown section 'setl'")]
)
def test_what_is_no_list_of_aliases_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        load_aliases(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_aliases(tmp_path / "none.toml")
