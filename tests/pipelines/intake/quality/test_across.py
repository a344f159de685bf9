from collections.abc import Callable

from pipelines.intake.quality.across import checks
from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.limits import Limits

Lay = Callable[..., None]


def made(lake: Lake) -> list[tuple[str, str]]:
    return [(check.name, check.month) for check in checks(lake, Limits())]


def test_only_touched_months_in_a_fixed_order(had: Lay, came: Lay, lake: Lake) -> None:
    for month in ("2024-01", "2024-02", "2024-03"):
        had("setl", month, setl_id=[month], medfee_sumamt=[5])
        had("fee", month, setl_id=[month], det_item_fee_sumamt=[5])
    came("setl", "2024-03", setl_id=["2024-03"], medfee_sumamt=[5])
    came("fee", "2024-02", setl_id=["2024-02"], det_item_fee_sumamt=[5])
    assert made(lake) == [
        ("header_differs", "2024-02"),
        ("header_differs", "2024-03"),
        ("without_lines", "2024-02"),
        ("without_lines", "2024-03"),
        ("unsettled_line", "2024-02"),
        ("unknown_settlement", "2024-02"),
        ("duplicate_settlement", "2024-03"),
        ("duplicate_line", "2024-02"),
    ]


def test_lines_before_their_settlements(came: Lay, lake: Lake) -> None:
    came("fee", "2024-01", setl_id=["a"], det_item_fee_sumamt=[5])
    assert made(lake) == [("unsettled_line", "2024-01"), ("duplicate_line", "2024-01")]


def test_an_ingest_that_changes_nothing_is_not_checked(had: Lay, lake: Lake) -> None:
    had("setl", "2024-01", setl_id=["a"], medfee_sumamt=[5])
    assert made(lake) == []
