import numpy as np
import pytest

from pipelines.city.areas import area_name, area_shares, centre_of, number_of_areas
from pipelines.city.institutions import AREA_CODES, AREAS, FAR_AWAY


@pytest.mark.parametrize(
    ("persons", "areas"), [(1, 6), (1_100_000, 6), (4_000_000, 20), (20_000_000, 100)]
)
def test_a_province_has_more_areas_than_a_city(persons: int, areas: int) -> None:
    assert number_of_areas(persons) == areas
    assert area_shares(areas).sum() == pytest.approx(1)


def test_areas_have_codes_names_and_places_of_their_own() -> None:
    area = np.arange(len(AREA_CODES))
    places = set(zip(*centre_of(area), strict=True))
    assert len(places) == len(set(AREA_CODES)) == len({area_name(a) for a in area}) == len(area)
    assert AREA_CODES[FAR_AWAY] == "990100"
    assert AREAS[:2] == ("360191", "360192")
