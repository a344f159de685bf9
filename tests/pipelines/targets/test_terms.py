import pytest

from pipelines.targets.inputs import TargetInputs
from pipelines.targets.terms import Terms, terms_of


@pytest.fixture
def terms(inputs: TargetInputs) -> Terms:
    return terms_of(inputs, "institution")


def test_features_are_called_by_their_label(terms: Terms) -> None:
    assert terms.label("mean_stay_days") == "平均住院日"
    assert Terms("en", terms.features, {}, {}).label("mean_stay_days") == "Mean length of stay"
    assert terms.label("unheard_of") == "unheard_of"
    assert terms.value("mean_stay_days", 8.25) == "8.2 天"
    assert terms.value("unheard_of", 8.25) == "8.2"


def test_violations_are_named(terms: Terms) -> None:
    assert terms.violation_list("I-02|X-99") == ["I-02 挂床住院", "X-99"]
    assert terms.violation_list("") == terms.violation_list(None) == []
    assert terms.violation(None) == "—"


def test_signals_are_told_with_their_standing(terms: Terms) -> None:
    assert terms.certainty("over_price") == "明确"
    assert terms.national("split_admission") == ("49 分解住院 GZ10000204001000",)
    assert (terms.certainty("unheard_of"), terms.national("unheard_of")) == ("—", ())


def test_only_some_violations_are_fakes(terms: Terms) -> None:
    assert (terms.fake("I-10"), terms.fake("I-04")) == ("假票据", None)


@pytest.mark.parametrize(
    ("reason", "detail", "told"),
    [
        ("cool_down", "2025-02-14", "冷却期内：2025-02-14 已有检查结果"),
        ("kind", "B101", "类别 B101 不在本次范围"),
        ("no_room", "三分之一 [云溪区]", "限额已满或检查力量不足：三分之一 [云溪区]"),
        ("no_room", "area_cap [云溪区]", "限额已满或检查力量不足：同一医保区划上限 [云溪区]"),
        ("met", "村卫生室一半", "规定期限内已查的对象已满足抽查要求：村卫生室一半"),
    ],
)
def test_exclusions_are_told(terms: Terms, reason: str, detail: str, told: str) -> None:
    assert terms.excluded(reason, detail) == told
