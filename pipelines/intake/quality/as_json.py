"""The report for programs."""

import dataclasses
import datetime as dt
from typing import Any

from pipelines.intake.quality.measure import Measured
from pipelines.intake.quality.quality import Quality
from pipelines.intake.report import TableReport


def quality_json(quality: Quality) -> dict[str, Any]:
    """The whole report in values of JSON: amounts in fen, shares from 0 to 1, times as ISO 8601.

    Of institutions and of days only the number is told.
    """
    return {"version": 1, **_plain(quality)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of the report
    match value:
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
        case dt.date():
            return value.isoformat()
    if not dataclasses.is_dataclass(value):
        return value
    fields = (field.name for field in dataclasses.fields(value))
    return {name: _plain(getattr(value, name)) for name in fields} | _summed_up(value)


def _summed_up(value: object) -> dict[str, int]:
    match value:
        case Measured():
            return {"institutions": len(value.institutions), "days": len(value.days)}
        case TableReport():
            return {"kept": value.kept}
    return {}
