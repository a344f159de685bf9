import datetime as dt
from collections.abc import Callable

from pipelines.intake.quality.check import Check
from pipelines.intake.quality.lake import Lake
from pipelines.intake.quality.references import absurd_ages, unknown, unsettled

Lay = Callable[..., None]


def test_what_any_month_has_is_known(had: Lay, came: Lay, lake: Lake) -> None:
    had("mdtrt", "2023-03", mdtrt_id=["far"])
    had("mdtrt", "2024-02", mdtrt_id=["next"])
    came(
        "setl",
        "2024-01",
        mdtrt_id=["far", "next", "none", "none"],
        medfee_sumamt=[1, 2, 4, 8],
    )
    expected = Check("unknown_encounter", "2024-01", rows=2, of=4, fen=12)
    assert unknown(lake, "unknown_encounter", "2024-01") == expected


def test_lines_without_a_settlement_number_are_not_looked_at(came: Lay, lake: Lake) -> None:
    came("setl", "2024-01", setl_id=["a"])
    came("fee", "2024-01", setl_id=["a", "b", None], det_item_fee_sumamt=[1, 2, 4])
    expected = Check("unknown_settlement", "2024-01", rows=1, of=2, fen=2)
    assert unknown(lake, "unknown_settlement", "2024-01") == expected
    expected = Check("unsettled_line", "2024-01", rows=1, of=3, fen=4)
    assert unsettled(lake, "2024-01") == expected


def test_registers(had: Lay, came: Lay, lake: Lake) -> None:
    had("psn", "all", psn_no=["p"])
    had("inst", "all", fixmedins_code=["H1"])
    came(
        "setl",
        "2024-01",
        psn_no=["p", "q"],
        fixmedins_code=["H2", "H2"],
        medfee_sumamt=[1, 2],
    )
    assert unknown(lake, "unknown_person", "2024-01").rows == 1
    assert unknown(lake, "unknown_institution", "2024-01").rows == 2


def test_ages(had: Lay, came: Lay, lake: Lake) -> None:
    born = {
        "newborn": dt.date(2024, 1, 10),
        "unborn": dt.date(2024, 1, 11),
        "oldest": dt.date(1904, 1, 10),
        "too old": dt.date(1904, 1, 9),
        "no date": None,
    }
    had("psn", "all", psn_no=list(born), brdy=list(born.values()))
    persons = [*born, "no register"]
    visit = [dt.datetime.fromisoformat("2024-01-10T08:00")] * len(persons)
    came("mdtrt", "2024-01", psn_no=persons, begntime=visit)
    assert absurd_ages(lake, "2024-01", 120) == Check("absurd_age", "2024-01", rows=2, of=4)
