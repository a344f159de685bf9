import pytest

from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant
from tests.pipelines.city.schemes.stays.wards import Inspector


@pytest.fixture(scope="session")
def inspector(plant: Plant, honest: Exports, world: World) -> Inspector:
    """An `Inspector` who counts on raw exports, with and without a plot."""
    return Inspector(plant, honest, world)
