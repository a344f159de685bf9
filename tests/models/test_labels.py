import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.labels import MOST_WEIGHT, label, training_rows

AS_OF = dt.date(2024, 7, 1)


def case(
    outcome: str, known: dt.date, start: dt.date = dt.date(2024, 1, 1), days: int = 0
) -> dict[str, object]:
    return {
        "entity_id": "A",
        "outcome": outcome,
        "period_start": start,
        "period_end": start + dt.timedelta(days=days),
        "confirmed_date": known,
    }


def outcomes(
    cases: list[dict[str, object]], month: str = "2024-06", window: int = 6
) -> pl.DataFrame:
    snapshots = pl.DataFrame({"entity_id": ["A", "B"], "month": [month, month]})
    return label(snapshots, pl.DataFrame(cases), as_of=AS_OF, window_months=window)


@pytest.mark.parametrize(
    ("start", "days", "overlaps"),
    [
        (dt.date(2023, 12, 1), 30, False),  # ends on 2023-12-31, the day before the window
        (dt.date(2023, 12, 1), 31, True),  # reaches its first day
        (dt.date(2024, 6, 30), 0, True),  # lies on its last day
        (dt.date(2024, 7, 1), 0, False),  # begins after it
        (dt.date(2020, 1, 1), 3000, True),  # spans it
    ],
)
def test_an_outcome_labels_the_snapshots_whose_window_it_overlaps(
    start: dt.date, days: int, *, overlaps: bool
) -> None:
    found = outcomes([case("confirmed", dt.date(2024, 6, 30), start, days)])
    assert found["outcome"].to_list() == ["confirmed" if overlaps else None, None]


def test_what_becomes_known_on_the_day_itself_is_not_known_yet() -> None:
    assert outcomes([case("confirmed", AS_OF)])["outcome"].to_list() == [None, None]


def test_confirmed_beats_cleared_whenever_it_came_and_keeps_its_own_first_date() -> None:
    found = outcomes(
        [
            case("cleared", dt.date(2024, 2, 1)),
            case("confirmed", dt.date(2024, 5, 1)),
            case("confirmed", dt.date(2024, 4, 1)),
        ]
    )
    assert found.row(0) == ("A", "2024-06", "confirmed", dt.date(2024, 4, 1), None)


def test_the_never_inspected_stay_unlabelled() -> None:
    found = outcomes([case("cleared", dt.date(2024, 2, 1))])
    assert found.rows() == [
        ("A", "2024-06", "cleared", dt.date(2024, 2, 1), None),
        ("B", "2024-06", None, None, None),
    ]


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="confirmed or cleared, got open"):
        outcomes([case("open", dt.date(2024, 2, 1))])


days = st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
case_lists = st.lists(
    st.builds(case, st.sampled_from(["confirmed", "cleared"]), days, days, st.integers(0, 500)),
    min_size=1,
    max_size=6,
)


@given(cases=case_lists)
def test_labels_never_come_from_the_future(cases: list[dict[str, object]]) -> None:
    past = pl.DataFrame(cases).filter(pl.col("confirmed_date") < AS_OF)
    snapshots = pl.DataFrame({"entity_id": ["A"] * 3, "month": ["2024-01", "2024-06", "2025-01"]})
    every = label(snapshots, pl.DataFrame(cases), as_of=AS_OF, window_months=12)
    assert every.equals(label(snapshots, past, as_of=AS_OF, window_months=12))
    assert (every["known"].drop_nulls() < AS_OF).all()


LABELLED = pl.DataFrame(
    {
        "entity_id": ["A", "A", "B", "C", "C"],
        "month": ["2024-01", "2024-02", "2024-01", "2024-01", "2024-02"],
        "outcome": ["confirmed", "confirmed", "cleared", None, None],
    }
)


def test_each_entity_weighs_one_however_many_snapshots_it_has() -> None:
    rows = training_rows(LABELLED)
    assert rows["y"].to_list() == [1, 1, 0]
    assert rows["weight"].to_list() == [0.5, 0.5, 1.0]


def test_the_unlabelled_weigh_what_is_asked_and_count_as_not_confirmed() -> None:
    rows = training_rows(LABELLED, unlabelled_weight=0.1).filter(pl.col("entity_id") == "C")
    assert rows["y"].to_list() == [0, 0]
    assert rows["weight"].to_list() == [0.05, 0.05]


def test_a_weight_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1, got 1\.5"):
        training_rows(LABELLED, unlabelled_weight=1.5)


def test_who_was_drawn_stands_for_those_who_were_not() -> None:
    chances = {"D": 0.5, "E": 0.01, "F": 1.0, "G": None}
    drawn = pl.DataFrame(
        {
            "entity_id": list(chances),
            "month": "2024-06",
            "outcome": "cleared",
            "inclusion": list(chances.values()),
        }
    )
    assert training_rows(drawn)["weight"].to_list() == [2.0, MOST_WEIGHT, 1.0, 1.0]


def test_the_recorded_chance_is_kept_with_the_outcome() -> None:
    found = outcomes([case("cleared", dt.date(2024, 2, 1)) | {"inclusion_probability": 0.25}])
    assert found["inclusion"].to_list() == [0.25, None]
