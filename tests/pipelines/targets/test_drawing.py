from pipelines.targets.drawing import short


def test_labels_are_cut_by_width() -> None:
    assert short("一" * 17) == "一" * 17
    assert short("一" * 18) == "一" * 16 + "…"
    assert short("a" * 34) == "a" * 34
    assert short("a" * 35) == "a" * 33 + "…"


def test_a_value_beside_a_label_is_never_cut() -> None:
    assert short("一" * 14, "  61.5") == "一" * 14 + "  61.5"
    assert short("一" * 17, "  61.5") == "一" * 13 + "…  61.5"
