import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import OUTPATIENT, STAY, blank_lines, blank_visits
from pipelines.city.uploads import at_the_bed, uploaded


def _visit(med_type: int, **how: int) -> Rows:
    """A visit from New Year on, settled in February."""
    visit = blank_visits(1)
    visit["beg"], visit["settled"] = "2024-01-01T09:00", "2024-02-10T11:00"
    visit["med_type"] = med_type
    for name, value in how.items():
        visit[name] = value
    return visit


def _uploads(visit: Rows, *times: str) -> list[str]:
    """When lines of these times are uploaded, to the hour."""
    lines = blank_lines(len(times))
    lines["time"] = np.array(times, "M8[s]")
    found = uploaded(visit, lines, np.zeros(len(times), np.int64))
    return [str(time) for time in found.astype("M8[h]")]


def test_a_long_stay_is_uploaded_by_the_fortnight_and_at_the_end() -> None:
    found = _uploads(_visit(STAY), "2024-01-03T10:00", "2024-01-15T10:00", "2024-02-09T10:00")
    assert found == ["2024-01-15T09", "2024-01-29T09", "2024-02-10T11"]


def test_everything_else_is_uploaded_with_the_settlement() -> None:
    for visit in (_visit(OUTPATIENT), _visit(STAY, clerk=3)):
        assert _uploads(visit, "2024-01-03T10:00") == ["2024-02-10T11"]


def test_nothing_is_uploaded_before_it_is_charged() -> None:
    assert _uploads(_visit(STAY), "2024-02-12T10:00") == ["2024-02-12T10"]


def test_a_stay_on_paper_is_unknown_until_it_is_settled() -> None:
    visits = np.concatenate([_visit(STAY), _visit(STAY, clerk=3), _visit(OUTPATIENT)])
    assert at_the_bed(visits).tolist() == [True, False, False]
