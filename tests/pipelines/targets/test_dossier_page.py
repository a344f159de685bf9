from pathlib import Path

import polars as pl
import pytest

from pipelines.targets.chosen import chosen
from pipelines.targets.dossier import dossiers
from pipelines.targets.dossier_page import HITS_SHOWN, dossier_html, explained_html
from pipelines.targets.inputs import TargetInputs


def page(written: Path, stem: str) -> str:
    return (written / f"dossiers/{stem}.html").read_text(encoding="utf-8")


def test_a_dossier_holds_what_an_inspector_needs(written: Path) -> None:
    html = page(written, "institution-H36010200001")
    for told in (
        "临江市第一人民医院",
        "疑点线索，非认定结论",
        "I-02 挂床住院",
        "为同类中位数的",
        "反面情况",
        "得分构成",
        "同类组：二级|综合医院|临江市，组内 41",
        "逐月走势",
        "evidence/institution-H36010200001.csv",
        "institution-7",
    ):
        assert told in html
    assert html.count("<svg") == 3


def test_a_model_without_labels_gives_no_probability(written: Path) -> None:
    assert "无标签模型：不给出概率" in page(written, "doctor-D3601000001")
    assert "无标签模型" not in page(written, "institution-H36010200001")


def test_a_random_target_is_not_suspected(written: Path) -> None:
    html = page(written, "institution-H36010200012")
    assert "本对象由随机抽查产生，列入不表示存在疑点。" in html
    assert "没有命中任何疑点规则" in html


def test_large_evidence_stays_in_its_file(inputs: TargetInputs) -> None:
    hits = inputs.hits.collect()
    many = pl.concat([hits.filter(fixmedins_code="H36010200001")] * 250)
    listed = chosen(inputs)["institution"].listed.head(1)
    (one,) = dossiers("institution", inputs.levels["institution"], many.lazy(), listed)
    html = dossier_html(one, inputs)
    assert one.hits.height == 105_000
    assert "共 105,000 条，此处列出 200 条" in html
    assert html.count("<td>M0000") == HITS_SHOWN
    assert len(html.encode()) < 500_000


def test_explaining_an_entity_that_is_not_listed(inputs: TargetInputs) -> None:
    html = explained_html(inputs, "doctor", "D3601000006")
    assert "未列入名单" in html
    assert "提高得分的指标" in html
    assert '<span class="tier' not in html
    assert "href=" not in html


def test_explaining_an_entity_without_a_score(inputs: TargetInputs) -> None:
    html = explained_html(inputs, "doctor", "D3601000009")
    assert "未评分：同类不足 8 家，未评分" in html
    assert html.count("<svg") == 2


def test_explaining_somebody_unknown(inputs: TargetInputs) -> None:
    with pytest.raises(ValueError, match="X9 is not among the candidates of level doctor"):
        explained_html(inputs, "doctor", "X9")
