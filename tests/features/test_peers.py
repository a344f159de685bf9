import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from features.level import ProfileLevel
from features.peers import NOT_SCORED, QUANTILES, Z_LIMIT, Trust, assign, distributions, standardise

LEVEL = ProfileLevel(
    name="institution",
    key="fixmedins_code",
    zh="",
    en="",
    ladder=(("kind", "grade", "area"), ("kind", "area"), ("kind", "grade"), ("kind",)),
    describe=lambda encounters, _: encounters,
)
Entity = tuple[str | None, str | None, str | None, int, float | None]


def entities(*rows: Entity) -> pl.LazyFrame:
    """Kind, grade, area, encounters and the value of `cost`; numbered from E0."""
    schema = {
        "kind": pl.String, "grade": pl.String, "area": pl.String,
        "encounters": pl.Float64, "cost": pl.Float64,
    }  # fmt: skip
    frame = pl.LazyFrame(rows, schema=schema, orient="row")
    return frame.with_columns(entity_id=pl.format("E{}", pl.int_range(pl.len())))


def grouped(*rows: Entity, group_min: int = 3, encounters_min: int = 1) -> pl.DataFrame:
    frame = assign(entities(*rows), LEVEL, group_min=group_min, encounters_min=encounters_min)
    return frame.sort("entity_id").collect()


def by(base: str, half: int, *, counted: bool = False) -> dict[str, Trust]:
    return {"cost": Trust(base, half, counted)}


def standing(*rows: Entity, reliability: int = 0) -> pl.DataFrame:
    frame = grouped(*rows)
    return standardise(
        frame, distributions(frame, ["cost"]), ["cost"], trust=by("encounters", reliability)
    )


def test_the_narrowest_group_with_enough_members_is_taken() -> None:
    frame = grouped(*[("A", "2", "N", 9, 1.0)] * 3, ("A", "2", "S", 9, 1.0))
    assert frame["peer_group"].to_list() == ["A·2·N"] * 3 + ["A·2"]
    assert frame["peer_size"].to_list() == [3, 3, 3, 4]
    assert frame["not_scored_reason"].null_count() == 4


def test_groups_of_different_attributes_never_share_a_name() -> None:
    """Grade 7 and area 7 are not the same."""
    rows: list[Entity] = [("A", "1", "7", 9, 1.0), ("A", "2", "7", 9, 1.0), ("A", "3", "7", 9, 1.0)]
    rows += [("A", "7", "1", 9, 1.0), ("A", "7", "2", 9, 1.0), ("A", "7", "3", 9, 1.0)]
    names = grouped(*rows)["peer_group"].to_list()
    assert len(set(names[:3])) == len(set(names[3:])) == 1
    assert names[0] != names[3]


def test_an_unknown_attribute_never_forms_a_group() -> None:
    frame = grouped(*[("A", None, "N", 9, 1.0)] * 3, *[(None, "2", "N", 9, 1.0)] * 3)
    assert frame["peer_group"].to_list() == ["A·*·N"] * 3 + [None] * 3
    assert frame["not_scored_reason"].to_list() == [None] * 3 + ["unknown_peer_attribute"] * 3


def test_too_small_a_group_is_not_scored() -> None:
    frame = grouped(*[("A", "2", "N", 9, 1.0)] * 2)
    assert frame["peer_group"].to_list() == frame["peer_size"].to_list() == [None, None]
    assert set(frame["not_scored_reason"]) == {"small_peer_group"}


def test_an_entity_with_few_encounters_is_neither_scored_nor_a_member() -> None:
    rows = [("A", "2", "N", 5, 1.0), ("A", "2", "N", 5, 1.0), ("A", "2", "N", 4, 1.0)]
    frame = grouped(*rows, encounters_min=5)
    assert frame["not_scored_reason"].to_list() == ["small_peer_group"] * 2 + ["few_encounters"]


def test_every_reason_is_told_in_both_languages() -> None:
    assert set(NOT_SCORED) == {"few_encounters", "unknown_peer_attribute", "small_peer_group"}
    assert all(all(texts) for texts in NOT_SCORED.values())


def test_a_distribution_tells_how_the_group_stands() -> None:
    rows: list[Entity] = [("A", "2", "N", 9, value) for value in (1.0, 2.0, 3.0, 4.0, 100.0)]
    (cost,) = distributions(grouped(*rows, ("B", "2", "N", 9, 1.0)), ["cost"]).rows(named=True)
    assert (cost["peer_group"], cost["feature"], cost["peer_size"]) == ("A·2·N", "cost", 5)
    assert (cost["median"], cost["mad"]) == (3.0, pytest.approx(1.4826))
    assert (cost["p25"], cost["p75"]) == (2.0, 4.0)
    assert (cost["lowest"], cost["second_lowest"]) == (1.0, 2.0)
    assert (cost["second_highest"], cost["highest"]) == (4.0, 100.0)


def test_extremes_that_several_share_are_alike() -> None:
    rows: list[Entity] = [("A", "2", "N", 9, value) for value in (0.0, 0.0, 3.0, 4.0, 4.0)]
    (cost,) = distributions(grouped(*rows), ["cost"]).rows(named=True)
    assert (cost["lowest"], cost["second_lowest"]) == (0.0, 0.0)
    assert (cost["second_highest"], cost["highest"]) == (4.0, 4.0)


def test_unknown_values_are_not_part_of_a_distribution() -> None:
    rows: list[Entity] = [("A", "2", "N", 9, value) for value in (1.0, 2.0, 3.0, None)]
    (cost,) = distributions(grouped(*rows), ["cost"]).rows(named=True)
    assert (cost["peer_size"], cost["median"]) == (3, 2.0)


def test_who_falls_through_to_a_wider_group_is_compared_with_all_of_it() -> None:
    """Alone in its area, it has its three likes elsewhere for peers, and stands out."""
    rows: list[Entity] = [("A", "2", "N", 9, value) for value in (1.0, 2.0, 3.0)]
    frame = grouped(*rows, ("A", "2", "S", 9, 10.0))
    wide = distributions(frame, ["cost"]).row(
        by_predicate=pl.col("peer_group") == "A·2", named=True
    )
    assert (wide["peer_size"], wide["median"]) == (4, 2.5)
    assert standing(*rows, ("A", "2", "S", 9, 10.0))["cost_z"][3] > 3


def test_z_is_zero_where_the_whole_group_has_one_value() -> None:
    frame = standing(*[("A", "2", "N", 9, 0.1)] * 4)
    assert frame["cost_z"].to_list() == [0.0] * 4


def test_zero_mad_falls_back_to_the_mean_deviation() -> None:
    frame = standing(*[("A", "2", "N", 9, 0.0)] * 9, ("A", "2", "N", 9, 1.0))
    assert frame["cost_z"].to_list()[:9] == [0.0] * 9
    assert frame["cost_z"][9] == pytest.approx(1 / (1.2533 * 0.1))


def test_z_is_null_without_a_value_or_a_group() -> None:
    frame = standing(
        *[("A", "2", "N", 9, 1.0)] * 3, ("A", "2", "N", 9, None), (None,) * 2 + ("N", 9, 1.0)
    )
    assert frame["cost_z"].to_list() == [0.0, 0.0, 0.0, None, None]


def test_few_encounters_draw_z_towards_nothing() -> None:
    rows: list[Entity] = [("A", "2", "N", 90, value) for value in (1.0, 2.0, 3.0)]
    many = standing(*rows, ("A", "2", "N", 90, 9.0), reliability=10)["cost_z"][3]
    few = standing(*rows, ("A", "2", "N", 10, 9.0), reliability=10)["cost_z"][3]
    assert many / few == pytest.approx(0.9 / 0.5)


def test_what_rests_on_little_is_not_trusted_in_a_large_entity() -> None:
    """Two stays beside two hundred visits are two stays; none at all says nothing."""
    rows: list[Entity] = [("A", "2", "N", 200, value) for value in (1.0, 2.0, 3.0, 9.0, 9.0)]
    frame = grouped(*rows).with_columns(n_stays=pl.Series([90, 90, 90, 2, 0], dtype=pl.UInt32))
    peers = distributions(frame, ["cost"])
    of_visits, of_stays = (
        standardise(frame, peers, ["cost"], trust=by(base, 10))["cost_z"].to_list()
        for base in ("encounters", "n_stays")
    )
    assert of_stays[3] / of_visits[3] == pytest.approx((2 / 12) / (200 / 210))
    assert of_stays[4] is None


def test_one_of_two_stays_is_one_hit_however_alike_the_peers() -> None:
    """Where hardly any peer returns, one return of two stays would stand ten deviations apart."""
    rows: list[Entity] = [("A", "2", "N", 200, value) for value in (0.0, 0.01, 0.02, 0.5)]
    frame = grouped(*rows).with_columns(n_stays=pl.Series([90, 90, 90, 2], dtype=pl.UInt32))
    peers = distributions(frame, ["cost"])
    z = standardise(frame, peers, ["cost"], trust=by("n_stays", 5, counted=True))["cost_z"]
    assert 1 < z[3] < 1.2


def test_a_boundless_distance_of_few_is_cut_before_it_is_drawn_to_nothing() -> None:
    rows: list[Entity] = [("A", "2", "N", 2, value) for value in (1.0, 1.01, 1.02, 900.0)]
    assert standing(*rows, reliability=5)["cost_z"][3] == pytest.approx(Z_LIMIT * 2 / 7)


def test_without_any_group_every_z_is_null() -> None:
    frame = standing(("A", "2", "N", 9, 1.0))
    assert frame.schema["cost_z"] == pl.Float64
    assert frame["cost_z"].to_list() == [None]


values = st.none() | st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
attributes = st.sampled_from(["1", "2", None])
some_entities = st.lists(
    st.tuples(attributes, attributes, attributes, st.integers(0, 30), values),
    min_size=1, max_size=30,
)  # fmt: skip


@given(some_entities)
def test_an_entity_has_a_group_of_its_size_or_a_reason(rows: list[Entity]) -> None:
    frame = grouped(*rows, encounters_min=5)
    scored = pl.col("not_scored_reason").is_null()
    assert frame.select((pl.col("peer_group").is_not_null() == scored).all()).item()
    assert frame.select((pl.col("peer_size").is_not_null() == scored).all()).item()
    assert frame.filter(scored, pl.col("peer_size") < 3).is_empty()


@given(some_entities)
def test_distributions_add_up(rows: list[Entity]) -> None:
    frame = grouped(*rows)
    peers = distributions(frame, ["cost"])
    sizes = frame.select("peer_group", "peer_size").unique()
    within = peers.join(sizes, on="peer_group").filter(
        pl.col("peer_size") > pl.col("peer_size_right")
    )
    assert within.is_empty()
    for low, high in zip(
        ["p10", "p25", "median", "p75", "p90"], ["p25", "median", "p75", "p90", "p99"], strict=True
    ):
        assert peers.filter(pl.col(low) > pl.col(high) + 1e-9).is_empty()
    assert set(QUANTILES) <= set(peers.columns)


@given(some_entities)
def test_z_is_within_its_limits_and_has_the_sign_of_the_distance(rows: list[Entity]) -> None:
    frame = standing(*rows, reliability=10)
    z = frame["cost_z"].drop_nulls()
    assert z.is_between(-Z_LIMIT, Z_LIMIT).all()
    assert not z.is_nan().any()
    order = frame.filter(pl.col("encounters") == 9).sort("peer_group", "cost")
    rising = pl.col("cost_z").diff().over("peer_group").fill_null(0) >= -1e-9
    assert order.filter(pl.col("cost_z").is_not_null()).select(rising.all()).item()


def share_of(hit: int, n: int, *others: float, counted: bool = True) -> float:
    """The z of an entity with `hit` of `n` encounters hit, beside peers with these shares."""
    frame = grouped(("A", "2", "N", n, hit / n), *(("A", "2", "N", n, o) for o in others))
    z = standardise(
        frame,
        distributions(frame, ["cost"]),
        ["cost"],
        trust=by("encounters", 0, counted=counted),
    )
    return float(z["cost_z"][0])


@pytest.mark.parametrize(("hits", "z"), [(1, 1.12), (2, 1.86), (5, 3.41), (20, 7.80)])
@pytest.mark.parametrize("encounters", [40, 40_000])
def test_what_nobody_else_shows_says_as_much_as_it_was_counted(
    hits: int, z: float, encounters: int
) -> None:
    """One hit of luck is no deviation of twenty, however rare it is among the peers."""
    nobody_else = [0.0] * 49
    assert share_of(hits, encounters, *nobody_else) == pytest.approx(z, abs=0.01)
    assert share_of(hits, encounters, *nobody_else, counted=False) == Z_LIMIT


def test_many_hits_stand_no_further_than_peers_differ() -> None:
    spread = [0.1, 0.2, 0.3, 0.4, 0.5]
    assert share_of(6_000, 10_000, *spread) == share_of(6_000, 10_000, *spread, counted=False)


shares = st.integers(0, 10**6).map(lambda hit: hit / 10**6)


@example(hits=15, others=[1.0, 1.0, 0.5, 0.595703125])
@given(st.integers(0, 30), st.lists(shares, min_size=3, max_size=10))
def test_counting_never_moves_z_away_from_nothing(hits: int, others: list[float]) -> None:
    counted, away = (share_of(hits, 30, *others, counted=c) for c in (True, False))
    assert 0 <= counted / away <= 1 + 1e-12 if away else counted == 0
