from pipelines.city.world import build_world


def test_small_cities_have_emptier_sites() -> None:
    assert build_world(500, 2024, 0).fullness == 0.3
    assert 0.3 < build_world(6_000, 2024, 0).fullness < build_world(20_000, 2024, 0).fullness <= 1


def test_the_seed_makes_the_world() -> None:
    one, same, other = (build_world(500, 2024, seed) for seed in (1, 1, 2))
    assert one.people.psn_no.tolist() == same.people.psn_no.tolist()
    assert one.people.psn_no.tolist() != other.people.psn_no.tolist()


def test_one_person_makes_a_world() -> None:
    world = build_world(1, 2024, 0, 6)
    assert len(world.people) == 1
    assert len(world.doctors) > len(world.institutions)
