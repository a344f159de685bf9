from dataclasses import asdict

from pipelines.intake import TableReport


def test_refused_rows_are_counted_once_and_under_each_of_their_reasons() -> None:
    report = TableReport(read=4, new=1)
    report.refuse([("2025-01", ["a", "b"]), ("2025-01", ["b"]), ("unknown", ["a"])])
    assert report.quarantined == 3
    assert report.reasons == {"a": 2, "b": 2}
    assert report.quarantined_by_month == {"2025-01": {"a": 1, "b": 2}, "unknown": {"a": 1}}


def test_a_report_can_be_told_to_programs() -> None:
    report = TableReport()
    report.refuse([("2025-01", ["a"])])
    assert asdict(report)["quarantined_by_month"] == {"2025-01": {"a": 1}}
