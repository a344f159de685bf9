import polars as pl

from features.network.meetings import TIE
from features.network.partners import COMMON
from pipelines.targets.maps import MEMBERS_SHOWN, SIZE, partner_map, ring_map

RING = {"ring_id": "R1"}


def common(*rows: tuple[str, str, int]) -> pl.DataFrame:
    return pl.DataFrame([("H1", *row) for row in rows], schema=COMMON, orient="row")


def ties(*rows: tuple[str, str, str, int]) -> pl.DataFrame:
    return pl.DataFrame([("R1", *row) for row in rows], schema=TIE, orient="row")


def test_partners_are_numbered_by_their_patients() -> None:
    drawn = partner_map("H1", common(("H1", "H2", 5), ("H1", "H3", 9), ("H2", "H3", 7)), ["H2"])
    assert drawn is not None
    assert [(n.number, n.entity_id, n.weight, n.kind) for n in drawn.nodes] == [
        (None, "H1", None, "self"), (1, "H3", 9, "plain"), (2, "H2", 5, "ringed"),
    ]  # fmt: skip
    assert [(line.width, line.own) for line in drawn.lines] == [
        (7.0, False),
        (5.0, True),
        (9.0, True),
    ]


def test_without_partners_there_is_no_map() -> None:
    assert partner_map("H1", common(), []) is None


def test_a_ring_shows_the_days_with_this_one_and_its_middle() -> None:
    met = ties(("P1", "P2", "member", 3), ("P2", "P3", "member", 2), ("H1", "P1", "middle", 2))
    drawn = ring_map("P1", RING, met)
    assert drawn is not None
    assert [(n.entity_id, n.weight, n.kind) for n in drawn.nodes[1:]] == [
        ("P2", 3, "plain"), ("H1", 2, "middle"), ("P3", None, "plain"),
    ]  # fmt: skip
    assert ring_map("P1", {"ring_id": "R2"}, met) is None


def test_who_has_no_room_is_counted() -> None:
    met = ties(*(("P0", f"P{n}", "member", n) for n in range(1, MEMBERS_SHOWN + 6)))
    drawn = ring_map("P0", RING, met)
    assert drawn is not None
    assert (len(drawn.nodes), drawn.hidden) == (MEMBERS_SHOWN + 1, 5)
    assert all(0 <= place <= SIZE for node in drawn.nodes for place in (node.x, node.y))
