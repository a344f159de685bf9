import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.targets.dossier_page import HITS_SHOWN, dossier_html, explained_html
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.policy import Policy, Quota
from tests.pipelines.targets.enormous import enormous


def page(written: Path, stem: str) -> str:
    """A page without the labels that its cells carry for telephones."""
    html = (written / f"dossiers/{stem}.html").read_text(encoding="utf-8")
    return re.sub(r' data-label="[^"]*"', "", html)


def test_a_dossier_holds_what_an_inspector_needs(written: Path) -> None:
    html = page(written, "institution-H36010200001")
    for told in (
        "临江市第一人民医院",
        "疑点线索，非认定结论",
        "I-02 挂床住院",
        "为同类中位数的",
        "减轻疑点",
        "得分构成",
        "同类组：二级|综合医院|临江市，组内 41",
        "逐月走势",
        "自 2024-10 起，就诊人次的月中位数由",
        "住院日历",
        "最多一日 2 人",
        "共同患者",
        "团伙 R0123456789AB：线宽为同日同院的天数",
        "涉及金额（按疑点类型）",
        "evidence/institution-H36010200001.csv",
        "institution-7",
    ):
        assert told in html
    for picture in ("wide", "narrow"):
        assert html.count(f'<figure class="{picture}"') == 3
    assert html.count('<figure class="map"') == 2
    assert html.count('<figure class="calendar"') == 1


def test_nothing_is_folded_away(written: Path) -> None:
    assert "<details" not in page(written, "institution-H36010200001")


def test_the_numbers_of_the_waterfall_add_up_in_front_of_the_reader(written: Path) -> None:
    for path in (written / "dossiers").glob("*.html"):
        told = re.search("相加：([^<]*)<", path.read_text(encoding="utf-8"))
        if told:
            parts, score = told[1].replace("−", "-").split(" = ")
            assert sum(map(Decimal, parts.replace("- ", "-").replace("+ ", "").split())) == Decimal(
                score
            )


def test_a_dossier_keeps_definite_and_suspect_alerts_apart(written: Path) -> None:
    html = page(written, "institution-H36010200001")
    definite, suspect = html.index("明确：超出政策限定"), html.index("可疑：数值异于")
    assert definite < html.index("R-18 既往违规较多") < suspect
    assert suspect < html.index("<td>63 非计划再入院率统计 ZB10000205008000</td>")
    assert "<td>03</td><td>病种调整费用指数</td>" in html
    assert "z &lt; -3" in html
    doctor = page(written, "doctor-D3601000001")
    assert "R-03 30 日内重复住院" in doctor
    assert "<th>科室</th>" not in doctor
    assert "没有指标越过预警阈值" in page(written, "institution-H36010200004")


def test_history_is_shown_apart_from_the_score(written: Path, inputs: TargetInputs) -> None:
    html = page(written, "institution-H36010200001")
    assert "不计入得分" in html
    assert "<dt>既往查实案件数</dt><dd>3</dd>" in html
    source = inputs.levels["doctor"]
    unknown = type(source)(**vars(source) | {"history": ()})
    none = type(inputs)(**vars(inputs) | {"levels": {"doctor": unknown}})
    assert "未提供案件台账或举报台账" in explained_html(none, "doctor", "D3601000001")


def test_signals_say_whether_they_decide_and_which_national_rule_they_are(written: Path) -> None:
    html = page(written, "institution-H36010200001")
    assert '<td class="whole">可疑</td><td>49 分解住院 GZ10000204001000</td>' in html
    priced = page(written, "institution-H36010200004")
    assert '<td>超标准收费</td><td class="whole">明确</td><td>—</td>' in priced


def test_what_is_first_of_all_the_doing_of_others_is_said_so(written: Path) -> None:
    person = page(written, "patient-360100000000000000000001")
    assert "这首先是医疗机构的行为；本对象是否知情或参与，须另行查明。" in person
    house = page(written, "institution-H36010200001")
    assert "这首先是医疗机构的行为" not in house
    assert "这首先是医师的行为" not in house


def test_leading_violations_carry_their_class_of_fake(written: Path) -> None:
    assert "I-02 挂床住院 <b>假病人</b>" in page(written, "institution-H36010200001")


def test_a_target_is_told_its_rings(written: Path) -> None:
    house = page(written, "institution-H36010200001")
    assert "处于 14 个成员的团伙 R0123456789AB 的中心：多次同日同院入院" in house
    person = page(written, "patient-360100000000000000000001")
    assert "与另外 13 个成员结成团伙 R0123456789AB" in person
    assert "基金支付 458,854.85 元" in person
    assert "没有发现其处于任何疑似团伙" in page(written, "doctor-D3601000001")


def test_a_model_without_labels_gives_no_probability(written: Path) -> None:
    assert "不给出：已知结果太少，或不足以可靠估计" in page(written, "doctor-D3601000001")
    assert "不给出：" not in page(written, "institution-H36010200001")


def test_a_random_target_is_not_suspected(written: Path) -> None:
    html = page(written, "institution-H36010200012")
    assert "本对象由随机抽查产生，列入不表示存在疑点。" in html
    assert "没有命中任何疑点规则" in html


def test_large_evidence_stays_in_its_file(inputs: TargetInputs) -> None:
    one = enormous(inputs)
    html = dossier_html(one, inputs)
    assert one.hits.height == 105_000
    assert one.closer.stays.height == 60_000
    assert "共 105,000 条，此处列出 200 条" in html
    assert html.count(">M0000") == HITS_SHOWN
    assert "窗口内住院共 60,000 次" in html
    assert len(html.encode()) < 1_000_000


def test_explaining_an_entity_that_is_not_listed(inputs: TargetInputs) -> None:
    html = explained_html(inputs, "doctor", "D3601000006")
    assert "未列入名单" in html
    assert "提高得分的指标" in html
    assert '<span class="tier' not in html
    assert set(re.findall('href="(.)', html)) == {"#"}


def test_explaining_an_entity_without_a_score(inputs: TargetInputs) -> None:
    html = explained_html(inputs, "doctor", "D3601000009")
    assert "未评分：同类不足 8 家，未评分" in html
    assert "得分构成" not in html
    assert "与同类比较" in html


def test_explaining_somebody_unknown(inputs: TargetInputs) -> None:
    with pytest.raises(ValueError, match="X9 is not among the candidates of level doctor"):
        explained_html(inputs, "doctor", "X9")


def test_an_entity_is_explained_under_a_policy_that_cannot_be_met(inputs: TargetInputs) -> None:
    impossible = Policy(quotas=(Quota("全部", level="doctor", least=999),))
    html = explained_html(replace(inputs, policy=impossible), "doctor", "D3601000001")
    assert "未列入名单" in html
