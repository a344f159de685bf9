from pipelines.targets.drawing import short


def test_labels_are_cut_by_width() -> None:
    assert short("一" * 19) == "一" * 19
    assert short("一" * 20) == "一" * 18 + "…"
    assert short("a" * 38) == "a" * 38
    assert short("a" * 39) == "a" * 37 + "…"


def test_a_value_beside_a_label_is_never_cut() -> None:
    assert short("一" * 16, "  61.5") == "一" * 16 + "  61.5"
    assert short("一" * 17, "  61.5") == "一" * 15 + "…  61.5"
