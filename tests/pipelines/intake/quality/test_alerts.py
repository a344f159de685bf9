import datetime as dt

from pipelines.intake.quality.alerts import KINDS, Alert, alerts
from pipelines.intake.quality.check import NEEDS, Check
from pipelines.intake.quality.codes import LocalCode
from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.measure import Measured
from pipelines.intake.quality.table import Month, TableQuality
from pipelines.intake.report import TableReport

DAYS = frozenset(dt.date(2024, 2, day) for day in range(1, 21))
NEWEST = dt.date(2024, 2, 20)


def table(account: TableReport, *months: Month) -> TableQuality:
    return TableQuality(account, NEWEST, 0, months)


def month(
    rows: int, before: Measured | None = None, *, touched: bool = True, gap: bool = False
) -> Month:
    return Month("2024-02", touched, True, gap, Measured(rows, {}, days=DAYS), before)  # noqa: FBT003


def found(
    tables: dict[str, TableQuality], *checks: Check, codes: tuple[LocalCode, ...] = ()
) -> list[Alert]:
    return list(alerts(tables, checks, codes, Limits()))


def test_every_check_can_alert() -> None:
    assert set(NEEDS) <= set(KINDS)


def test_nothing_beyond_its_limit() -> None:
    account = TableReport(read=100, new=99, quarantined=1)
    assert found({"setl": table(account, month(500))}, Check("absurd_age", "2024-02", 1, 100)) == []


def test_quarantine_and_withdrawn_rows() -> None:
    account = TableReport(read=100, new=98, quarantined=2, withdrawn=3)
    assert found({"setl": table(account)}) == [
        Alert("quarantine", "setl", None, {"rows": 2, "of": 100, "share": 0.02}),
        Alert("withdrawn", "setl", None, {"rows": 3}),
    ]


def test_months_are_compared_and_days_of_settlements_counted() -> None:
    before = Measured(1000, {}, days=DAYS)
    later = TableQuality(TableReport(), dt.date(2024, 3, 1), 0, (month(500, before, gap=False),))
    assert [(a.kind, a.table) for a in found({"setl": later, "fee": later})] == [
        ("rows_fell", "fee"),
        ("rows_fell", "setl"),
        ("days_missing", "setl"),
    ]


def test_the_last_month_may_be_unfinished() -> None:
    assert found({"setl": table(TableReport(), month(500))}) == []


def test_a_gap() -> None:
    [gap] = found({"mdtrt": table(TableReport(), month(5, gap=True))})
    assert gap == Alert("gap", "mdtrt", "2024-02", {"missing": "2024-01"})


def test_months_for_comparison_do_not_alert() -> None:
    before = Measured(1000, {}, days=DAYS)
    assert found({"setl": table(TableReport(), month(500, before, touched=False))}) == []


def test_checks_tell_amounts_where_they_have_one() -> None:
    checks = [
        Check("absurd_age", "2024-02", 2, 100),
        Check("duplicate_line", "2024-02", 2, 100, 700),
    ]
    assert found({}, *checks) == [
        Alert("absurd_age", "mdtrt", "2024-02", {"rows": 2, "of": 100, "share": 0.02}),
        Alert(
            "duplicate_line", "fee", "2024-02", {"rows": 2, "of": 100, "share": 0.02, "fen": 700}
        ),
    ]


def test_only_codes_that_nothing_says_how_to_read() -> None:
    codes = (
        LocalCode("setl", "med_type", "2105", 7, "21", "普通住院"),
        LocalCode("setl", "med_type", "99", 2, None, None),
        LocalCode("setl", "med_type", None, 1, None, None),
        LocalCode("setl", "insutype", "999", 5, None, None),
    )
    assert found({}, codes=codes) == [
        Alert("no_family", "setl", None, {"rows": 3, "codes": ("99", "…")})
    ]
