import datetime as dt
import uuid
from decimal import Decimal

import pytest

from pipelines.errors import InputError
from pipelines.intake.sources.values import texts_of

MOMENT = dt.datetime(2025, 1, 31, 18, 5)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (" 0010 ", " 0010 "),
        ("", ""),
        (True, "1"),
        (False, "0"),
        (2**63, "9223372036854775808"),
        (26000.0, "26000"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1.5e17, "1.5e+17"),
        (float("nan"), None),
        (Decimal("100.00"), "100.00"),
        (Decimal("1E+3"), "1000"),
        (Decimal("NaN"), None),
        (MOMENT, "2025-01-31 18:05:00"),
        (MOMENT.replace(microsecond=5), "2025-01-31 18:05:00.000005"),
        (MOMENT.replace(tzinfo=dt.UTC), "2025-02-01 02:05:00"),
        (MOMENT.date(), "2025-01-31"),
        (MOMENT.time(), "18:05:00"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_a_value_is_written_without_loss(value: object, text: str | None) -> None:
    assert texts_of([value, "x"], "setl: column 'a'").to_list() == [text, "x"]


def test_a_column_may_be_empty() -> None:
    assert texts_of([], "a").to_list() == []
    assert texts_of([None, None], "a").dtype == texts_of([], "a").dtype


@pytest.mark.parametrize("value", [b"\xd5\xc5", ["张三"], {"name": "张三"}])
def test_what_is_no_single_value_is_told_but_not_quoted(value: object) -> None:
    with pytest.raises(InputError) as caught:
        texts_of(["1", value], "setl: column 'a'")
    assert str(caught.value) == (
        f"setl: column 'a' holds {type(value).__name__}, not single values; "
        "leave it out of the mapping, or turn it into text in a `query`"
    )
