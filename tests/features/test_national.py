from features.national import NATIONAL


def test_a_national_rule_is_told_with_its_code_where_it_has_one() -> None:
    assert NATIONAL[49].told == "49 分解住院 GZ10000204001000"
    assert NATIONAL[13].told == "13 药品限就医方式"
