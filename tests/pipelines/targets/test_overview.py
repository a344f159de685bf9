from dataclasses import replace

from pipelines.targets.chosen import chosen
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.overview import draw_told, funnel_counts, pinned, unavailable_told


def test_the_funnel_ends_with_the_list(inputs: TargetInputs) -> None:
    assert funnel_counts(inputs, chosen(inputs)) == [
        ("筛查记录", 12_345_678),
        ("疑点命中", 1_680),
        ("涉及对象", 27),
        ("列入名单", 21),
    ]


def test_what_is_pinned_fits_on_one_line_each(inputs: TargetInputs) -> None:
    told = dict(pinned(inputs))
    assert told.pop("数据").startswith("1 个数据分区，合并校验值 c6d104a6b08b280e")
    assert told == {
        "月份": "2025-06",
        "名单规则": "临江市月度",
        "抽签种子": "20250701-临江",
        "catalogue": "2025.1",
        "data_until": "2025-06-30",
    }


def test_models_are_pinned_with_their_hashes(inputs: TargetInputs) -> None:
    models = {"institution": {"version": "feijian-institution/1", "sha256": "ab"}}
    own = replace(inputs, manifest={"month": "2025-06", "lang": "zh", "models": models})
    told = dict(pinned(own))
    assert told["模型校验值 机构"] == "ab"
    assert not {"month", "lang"} & told.keys()


def test_the_draw_is_told_with_its_key(inputs: TargetInputs) -> None:
    choices = chosen(inputs)
    told = draw_told(choices["institution"], inputs, "institution")
    assert told.startswith("自 5 个可抽对象中抽取 3 个")
    assert "20250701-临江|2025-06|institution" in told
    assert draw_told(choices["doctor"], inputs, "doctor") == "本层级没有随机抽查名额。"


def test_what_could_not_be_computed(inputs: TargetInputs) -> None:
    assert unavailable_told(inputs, "doctor") == [("夜间入院占比", "mdtrt.begntime")]
