import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from pipelines.settings import CHECK
from pipelines.targets.chosen import chosen_at
from pipelines.targets.dossier import Dossier, dossiers
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.on_site import DAYS, PERSON, OnSite
from pipelines.targets.visits import DAYS_LISTED, VISITS_LISTED, Visits, visits

MAY = dt.date(2025, 5, 1)


def day(number: int) -> dt.date:
    return MAY + dt.timedelta(days=number)


@pytest.fixture(scope="module")
def plain(inputs: TargetInputs) -> Dossier:
    listed = chosen_at(inputs, "institution").listed.head(1)
    return next(dossiers("institution", inputs.levels["institution"], inputs.hits, listed))


def visited(
    inputs: TargetInputs,
    plain: Dossier,
    hits: list[tuple[str, str, int]],
    vulnerable: str = "",
    dead: str = "",
) -> Visits:
    """Hits of `person, violation, fen`; the encounters of persons s… are stays."""
    frame = pl.DataFrame(
        [
            {"signal": "s", "violation": violation, "psn_no": person, "mdtrt_id": f"{person}{n}",
             "day": day(n), "amount_fen": fen}
            for n, (person, violation, fen) in enumerate(hits)
        ],
        schema={name: plain.hits.schema[name] for name in plain.hits.columns},
    )  # fmt: skip
    stays = frame.filter(pl.col("psn_no").str.starts_with("s")).select(
        "mdtrt_id", begn=pl.col("day") - dt.timedelta(days=5), end="day"
    )
    persons = frame.select(
        pl.col("psn_no").unique().sort(), special_group=None, area=pl.lit("360102")
    ).with_columns(
        special_group=pl.when(psn_no=vulnerable).then(pl.lit("identity")).otherwise(None),
        died=pl.when(psn_no=dead).then(pl.lit(MAY)).otherwise(None),
    )
    lines = pl.DataFrame(
        [("I-02", 1, "count", "数", "c", None, None), ("I-02", 2, "visit", "问", "q", None, None)],
        schema=CHECK,
        orient="row",
    )
    made = OnSite(lines, persons.cast(PERSON), stays.cast(DAYS))
    return visits(replace(plain, hits=frame), replace(inputs, site=made))


def test_special_groups_come_first_then_stays_then_amounts(
    inputs: TargetInputs, plain: Dossier
) -> None:
    hits = [("p1", "I-02", 900), ("p2", "I-02", 1), ("s1", "I-02", 5), ("p3", "I-02", 800)]
    found = visited(inputs, plain, hits, vulnerable="p2")
    assert [one.psn_no for one in found.listed] == ["p2", "s1", "p1", "p3"]
    assert [one.special_group for one in found.listed] == ["identity", None, None, None]
    assert [one.stays for one in found.listed] == [0, 1, 0, 0]
    assert found.listed[0].area == "360102"


def test_a_stay_is_asked_about_with_all_its_days(inputs: TargetInputs, plain: Dossier) -> None:
    found = visited(inputs, plain, [("s1", "I-02", 5)])
    assert found.listed[0].days == ((day(-5), day(0)),)


def test_questions_are_those_of_what_the_hits_show(inputs: TargetInputs, plain: Dossier) -> None:
    found = visited(inputs, plain, [("p1", "I-16", 7), ("p1", "I-02", 5), ("p2", "I-16", 1)])
    first, second = found.listed
    assert (first.violations, first.questions) == (("I-16", "I-02"), ("问",))
    assert second.questions == ()


def test_of_the_rest_the_number_is_told(inputs: TargetInputs, plain: Dossier) -> None:
    found = visited(inputs, plain, [(f"p{n:02}", "I-02", n) for n in range(13)])
    assert len(found.listed) == VISITS_LISTED
    assert found.more == 3


def test_the_latest_days_are_named(inputs: TargetInputs, plain: Dossier) -> None:
    found = visited(inputs, plain, [("p1", "I-02", 1)] * 6)
    assert [first for first, _ in found.listed[0].days] == [day(5 - n) for n in range(DAYS_LISTED)]
    assert found.listed[0].claims == 6


def test_nobody_is_visited_without_hits(inputs: TargetInputs, plain: Dossier) -> None:
    assert visited(inputs, plain, []) == Visits((), 0)


def test_nobody_asks_the_dead(inputs: TargetInputs, plain: Dossier) -> None:
    hits = [("p1", "I-02", 900), ("p2", "I-02", 1)]
    first, second = visited(inputs, plain, hits, dead="p1").listed
    assert (first.psn_no, first.died, first.questions) == ("p1", MAY, ())
    assert (second.died, second.questions) == (None, ("问",))
