import re

import numpy as np

from pipelines.city.registers import fixmedins_b
from pipelines.city.registers.sites import owner_codes
from pipelines.city.world import World


def test_every_site_stands_once(world: World) -> None:
    sites = fixmedins_b(world)
    assert sites["MEDINS_CODE"].n_unique() == len(sites) == len(world.institutions)
    assert (sites["PRO_TECHSTF_PSNCNT"] > 0).all()
    assert sites["BEGNDATE"].null_count() == 0


def test_beds_stand_only_in_hospitals(world: World) -> None:
    sites = fixmedins_b(world)
    hospital = sites["MEDINS_TYPE"].is_in(["A100", "B100", "C220"]).fill_null(value=False)
    assert sites["APRV_BED_CNT"].is_not_null().to_list() == hospital.to_list()
    assert sites["FIXMEDINS_TYPE"].is_in([1, 2]).all()


def test_sites_of_one_owner_share_its_code_which_is_no_certificate(world: World) -> None:
    sites = world.institutions
    codes = owner_codes(sites)
    assert len(np.unique(codes)) == len(np.unique(sites.owner)) < len(sites)
    assert (codes == codes[sites.owner]).all()
    assert all(re.fullmatch(r"(91|12)\d{6}SI\d{7}O", code) for code in codes)
