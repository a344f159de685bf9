import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.contract import TABLES
from pipelines.intake.parsing import parse
from pipelines.intake.propose.times import FORMATS, times_of

SETL = TABLES["setl"]


def times(*texts: str) -> tuple[tuple[str, ...], float, int]:
    found = times_of(pl.Series("T", texts), "setl_time", SETL)
    return found.formats, found.share, len(found.doubts)


@pytest.mark.parametrize(
    ("texts", "formats"),
    [
        (("2024-01-31", "2024-02-01"), ()),
        (("20240131", "20240201"), ()),
        (("2024/1/31 10:05",), ()),
        (("31/01/2024", "01/02/2024"), ("%d/%m/%Y",)),
        (("01/31/2024 10:05:00", "02/01/2024 09:00:00"), ("%m/%d/%Y %H:%M:%S",)),
        (("31.01.2024",), ("%d.%m.%Y",)),
        (("31-Jan-24",), ("%d-%b-%y",)),
        (("31/01/24",), ("%d/%m/%y",)),
        (("2024年1月31日",), ()),
        (("31/01/2024", "31/01/2024 10:05"), ("%d/%m/%Y", "%d/%m/%Y %H:%M")),
    ],
)
def test_formats_are_found_from_the_values(
    texts: tuple[str, ...], formats: tuple[str, ...]
) -> None:
    assert times(*texts) == (formats, 1.0, 0)


def test_day_and_month_that_cannot_be_told_apart_are_doubted() -> None:
    assert times("01/02/2024", "03/04/2024") == (("%d/%m/%Y",), 1.0, 1)


def test_what_is_no_time_is_not_read() -> None:
    assert times("2024-01-31", "tomorrow", "45292.5", "x") == ((), 0.25, 0)


@settings(max_examples=40)
@given(
    st.lists(
        st.datetimes(
            dt.datetime.fromisoformat("2000-01-01"), dt.datetime.fromisoformat("2030-01-01")
        ),
        min_size=1,
    ),
    st.sampled_from(FORMATS),
)
def test_whatever_format_times_are_written_in_they_are_read_or_doubted(
    moments: list[dt.datetime], form: str
) -> None:
    texts = pl.Series("T", [moment.strftime(form) for moment in moments])
    found = times_of(texts, "setl_time", SETL)
    assert found.share == 1
    if "%Y" in form and not found.doubts:
        read = parse(pl.col("T"), "setl_time", SETL, formats=found.formats).value
        days = texts.to_frame().select(read.dt.date()).to_series().to_list()
        assert days == [moment.date() for moment in moments]
