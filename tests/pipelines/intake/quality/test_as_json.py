import json

from pipelines.intake.quality import Quality, quality_json


def test_the_report_is_json_with_plain_values(damaged: Quality) -> None:
    told = json.loads(json.dumps(quality_json(damaged), ensure_ascii=False))
    assert told == quality_json(damaged)
    assert told["version"] == 1
    setl = told["tables"]["setl"]
    account = setl["account"]
    assert account["read"] == account["kept"] + account["quarantined"] == 70
    assert account["quarantined_by_month"]["2024-02"] == {"setl_time|not_a_time": 3}
    assert setl["newest"] == "2024-02-28T08:30:00"
    assert [month["month"] for month in setl["months"]] == ["2024-01", "2024-02"]
    assert setl["months"][1]["holds"]["columns"]["medfee_sumamt"] == {
        "nulls": 0,
        "low": 1000,
        "high": 1000,
        "median": 1000,
    }


def test_institutions_and_days_are_only_counted(damaged: Quality) -> None:
    holds = quality_json(damaged)["tables"]["setl"]["months"][1]["holds"]
    assert (holds["institutions"], holds["days"]) == (1, 28)


def test_no_person_is_named(damaged: Quality) -> None:
    assert "person-1" not in json.dumps(quality_json(damaged))
