from collections.abc import Callable

from pipelines.intake.quality.check import Check
from pipelines.intake.quality.headers import against_lines
from pipelines.intake.quality.lake import Lake

Lay = Callable[..., None]


def found(lake: Lake, *months: str, back: int = 12) -> dict[str, Check]:
    return {check.name: check for check in against_lines(lake, months, back)}


def test_to_the_fen(came: Lay, lake: Lake) -> None:
    came("setl", "2024-01", setl_id=["even", "off", "bare"], medfee_sumamt=[300, 500, 70])
    came(
        "fee",
        "2024-01",
        setl_id=["even", "even", "off", "off", None],
        det_item_fee_sumamt=[100, 200, 400, 99, 7],
    )
    assert found(lake, "2024-01") == {
        "header_differs": Check("header_differs", "2024-01", rows=1, of=2, fen=1),
        "without_lines": Check("without_lines", "2024-01", rows=1, of=3, fen=70),
    }


def test_reversals_net_out(came: Lay, lake: Lake) -> None:
    came("setl", "2024-01", setl_id=["a"], medfee_sumamt=[100])
    came("fee", "2024-01", setl_id=["a"] * 3, det_item_fee_sumamt=[100, 50, -50])
    assert found(lake, "2024-01")["header_differs"].rows == 0


def test_void_settlements_and_lines_count_for_nothing(came: Lay, lake: Lake) -> None:
    came("setl", "2024-01", setl_id=["a", "b"], medfee_sumamt=[100, 9], vali_flag=["1", "0"])
    came(
        "fee",
        "2024-01",
        setl_id=["a", "a"],
        det_item_fee_sumamt=[100, 50],
        vali_flag=[None, "0"],
    )
    checks = found(lake, "2024-01")
    assert (checks["header_differs"].rows, checks["header_differs"].of) == (0, 1)
    assert checks["without_lines"].rows == 0


def test_a_long_stay_and_a_line_after_midnight(had: Lay, came: Lay, lake: Lake) -> None:
    for month, fen in (("2023-11", 1), ("2023-12", 2), ("2024-01", 4), ("2024-02", 8)):
        had("fee", month, setl_id=["a"], det_item_fee_sumamt=[fen])
    came("setl", "2024-01", setl_id=["a"], medfee_sumamt=[15])
    assert found(lake, "2024-01")["header_differs"].rows == 0


def test_no_further_back_than_asked(had: Lay, came: Lay, lake: Lake) -> None:
    had("fee", "2023-11", setl_id=["a"], det_item_fee_sumamt=[1])
    had("fee", "2024-01", setl_id=["a"], det_item_fee_sumamt=[4])
    came("setl", "2024-01", setl_id=["a"], medfee_sumamt=[5])
    assert found(lake, "2024-01", back=2)["header_differs"].rows == 0
    assert found(lake, "2024-01", back=1)["header_differs"].fen == 1


def test_what_is_in_reach_does_not_depend_on_the_other_months(
    had: Lay, came: Lay, lake: Lake
) -> None:
    for month in ("2023-11", "2023-12", "2024-01"):
        had("fee", month, setl_id=["a"], det_item_fee_sumamt=[1])
        came("setl", month, setl_id=["a" if month == "2024-01" else month], medfee_sumamt=[3])
    alone = list(against_lines(lake, ["2024-01"], 1))
    together = list(against_lines(lake, ["2023-11", "2023-12", "2024-01"], 1))
    assert alone == [check for check in together if check.month == "2024-01"]
    assert alone[0].fen == 1


def test_months_far_apart(came: Lay, lake: Lake) -> None:
    for month in ("2022-03", "2024-01"):
        came("setl", month, setl_id=[month], medfee_sumamt=[5])
        came("fee", month, setl_id=[month], det_item_fee_sumamt=[4])
    checks = list(against_lines(lake, ["2024-01", "2022-03"], 3))
    off = [(one.month, one.rows) for one in checks if one.name == "header_differs"]
    assert off == [("2022-03", 1), ("2024-01", 1)]


def test_a_sum_meets_only_its_own_settlement(came: Lay, lake: Lake) -> None:
    for month in ("2024-01", "2024-02"):
        came("setl", month, setl_id=[f"s{month}"], medfee_sumamt=[10])
        came("fee", month, setl_id=[f"s{month}"], det_item_fee_sumamt=[10])
    checks = list(against_lines(lake, ["2024-01", "2024-02"], 12))
    assert [check.rows for check in checks] == [0, 0, 0, 0]
