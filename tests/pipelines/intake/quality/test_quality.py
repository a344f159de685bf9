import datetime as dt
from collections.abc import Callable

from pipelines.intake.quality import Limits, assess
from pipelines.intake.report import TableReport
from pipelines.store import Store

Lay = Callable[..., None]


def test_an_ingest_is_assessed_as_a_whole(had: Lay, came: Lay, store: Store, fresh: Store) -> None:
    days = [dt.datetime.fromisoformat(f"2024-02-{day:02}") for day in range(1, 30)]
    had("inst", "all", fixmedins_code=["H1"])
    came(
        "setl",
        "2024-02",
        setl_id=[str(n) for n in range(29)],
        setl_time=days,
        fixmedins_code=["H1"] * 28 + ["H2"],
        med_type=["11"] * 28 + ["2105"],
        medfee_sumamt=list(range(29)),
    )
    accounts = {"setl": TableReport(read=30, new=29, quarantined=1, new_by_month={"2024-02": 29})}
    found = assess(store, fresh, accounts, Limits(), mapping="city", sources=["setl.csv"])
    assert (found.mapping, found.sources) == ("city", ("setl.csv",))
    assert [month.month for month in found.tables["setl"].months] == ["2024-02"]
    assert [code.code for code in found.codes] == ["2105"]
    assert [(alert.kind, alert.table) for alert in found.alerts] == [
        ("quarantine", "setl"),
        ("unknown_institution", "setl"),
    ]
    assert "unknown_person" in found.unchecked


def test_tables_stand_in_the_order_of_the_contract(store: Store, fresh: Store) -> None:
    accounts = {name: TableReport() for name in ("inst", "fee", "setl")}
    assert list(assess(store, fresh, accounts, Limits()).tables) == ["setl", "fee", "inst"]


def test_an_ingest_without_any_row(store: Store, fresh: Store) -> None:
    found = assess(store, fresh, {"setl": TableReport()}, Limits())
    assert (found.checks, found.codes, found.alerts) == ((), (), ())
