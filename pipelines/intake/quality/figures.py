"""How the numbers of the report are written for people."""

import datetime as dt
from collections.abc import Mapping

from pipelines.pages.figures import ABSENT, count, moment, percent, yuan


def change(ratio: float | None) -> str:
    """A ratio as a signed percentage, with a true minus."""
    return ABSENT if ratio is None else f"{ratio - 1:+.1%}".replace("-", "−")


def named(name: str, value: object, words: Mapping[str, str]) -> str:
    """A number of an alert, written as its name asks."""
    match value:
        case tuple():
            return words["comma"].join(map(str, value))
        case dt.date():
            return moment(value)
        case int() if name.endswith("fen"):
            return yuan(value)
        case int():
            return count(value)
        case float():
            return f"{value:.2f}" if name == "ratio" else percent(value)
        case _:
            return str(value)
