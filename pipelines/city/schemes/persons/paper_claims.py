"""Forged and invented bills that a person hands in on paper, and honest papers."""

import numpy as np

from pipelines.city.arrays import Rows
from pipelines.city.claims import CHRONIC, Deed, deed, jointly
from pipelines.city.conditions import condition_of, conditions_of
from pipelines.city.institutions import LEVEL_3, OUTSIDE
from pipelines.city.pricelist import price_list
from pipelines.city.schemes.candidates import persons
from pipelines.city.schemes.papers import handed_in, registered
from pipelines.city.schemes.persons.cards import own
from pipelines.city.schemes.plot import PATIENT, Case, Plot
from pipelines.city.schemes.scene import Scene
from pipelines.city.schemes.shares import share_of_month, topped_up

WARD_ILLNESSES = ("J18.9", "K80.2", "I25.1", "M51.2")
COSTLY = ("thymalfasin", "cefoperazone")
"""Drugs with which a bill is made to come out as wanted."""

SETS = 10**18
"""Invoice numbers have up to 18 digits."""


def forge_papers(scene: Scene) -> Deed:
    """A-03: bills of a far hospital, too high for the illness, each handed in with a copy.

    The copy has the same invoice number; no online encounter belongs to either.
    """
    first = _far_stays(scene, scene.times(0.6))
    lines = scene.treated(first)
    drugs = price_list().is_drug[lines["item"]] == 1
    lines["cnt"][drugs] = np.rint(lines["cnt"][drugs] * (1 + 2 * scene.scheme.intensity))
    first["invoice"] = scene.rng.integers(1, SETS, len(first))
    copied = scene.some(first, 0.7)
    return jointly([deed(first, lines), _once_more(scene, copied, lines)])


def _once_more(scene: Scene, first: Rows, lines: Rows) -> Deed:
    """The same papers handed in again, at another desk."""
    again = handed_in(scene, first["psn"], first["inst"].astype(np.int64), first["cond"], 0)
    for name in ("med_type", "beg", "end", "dr", "insutype", "invoice"):
        again[name] = first[name]
    order = np.argsort(first["visit"])
    known = np.isin(lines["visit"], first["visit"])
    copies = lines[known]
    at = order[np.searchsorted(first["visit"], copies["visit"], sorter=order)]
    copies["visit"] = again["visit"][at]
    return deed(again, copies)


def _far_stays(scene: Scene, n: int) -> Rows:
    sites = scene.rng.choice(scene.world.institutions.of_kind(OUTSIDE), n)
    cond = scene.rng.choice(conditions_of(*WARD_ILLNESSES), n)
    return handed_in(scene, own(scene, n), sites, cond, scene.rng.integers(5, 12, n))


def forge_one_persons_papers(scene: Scene) -> Deed:
    """A-03, N-70: one person with forged papers draws on bills of 152,000.00 yuan in all."""
    stays = _far_stays(scene, 1)
    stays["invoice"] = scene.rng.integers(1, SETS, 1)
    fen = share_of_month(scene, 15_200_000)
    return deed(stays, topped_up(scene, stays, scene.treated(stays), fen, COSTLY))


def claim_on_paper(scene: Scene) -> Deed:
    """Like A-03: a registered traveller brings the honest bills of a far hospital."""
    n = 1 + int(scene.rng.random() < scene.scheme.intensity / 3)
    sites = scene.rng.choice(scene.world.institutions.of_kind(OUTSIDE), n)
    cond = scene.rng.choice(conditions_of("E11.9", "I10", "K29.5"), n)
    visits = handed_in(scene, own(scene, n), sites, cond, 0, CHRONIC)
    return deed(visits, scene.treated(visits))


def fabricate_chronic(scene: Scene) -> Deed:
    """A-08: renal failure that nobody registered and no test shows, claimed on paper."""
    n = scene.times(1)
    visits = _renal_claims(scene, n)
    packs = np.rint(scene.rng.uniform(6, 14, n) * (0.5 + scene.scheme.intensity))
    lines = [scene.billed(visits, "erythropoietin", packs), scene.billed(visits, "valsartan", 2)]
    return deed(visits, np.concatenate(lines))


def _renal_claims(scene: Scene, n: int) -> Rows:
    sites = scene.rng.choice(scene.world.institutions.of_kind(OUTSIDE, LEVEL_3), n)
    return handed_in(scene, own(scene, n), sites, condition_of("N18.5"), 0, CHRONIC)


def fabricate_renal_failure(scene: Scene) -> Deed:
    """A-08, N-75: invented treatment of chronic renal failure, 78,000.00 yuan in all."""
    visits = _renal_claims(scene, 2)
    fen = share_of_month(scene, 7_800_000)
    nothing = scene.billed(visits[:0], "consult", 1)
    return deed(visits, topped_up(scene, visits, nothing, fen, ("erythropoietin",)))


def bring_chronic_bills(scene: Scene) -> Deed:
    """Like A-08: the registered chronic illness is treated elsewhere, with the tests it needs."""
    cond = int(scene.world.people.chronic[scene.actor])
    site = int(scene.world.institutions.of_kind(OUTSIDE)[0])
    visits = handed_in(scene, own(scene, 1), site, cond, 0, CHRONIC)
    lines = [scene.billed(visits, key, 1) for key in ("consult", "renal", "cbc")]
    return deed(visits, np.concatenate([scene.treated(visits), *lines]))


PLOTS = (
    Plot(forge_papers, "A-03", PATIENT, 4, persons(25)),
    Plot(
        forge_one_persons_papers, "A-03", PATIENT, 1, persons(30),
        case=Case("N-70", "2024-02", "2024-10"),
    ),
    Plot(fabricate_chronic, "A-08", PATIENT, 6, persons(40, chronic=False)),
    Plot(
        fabricate_renal_failure, "A-08", PATIENT, 1, persons(40, chronic=False),
        case=Case("N-75", "2024-04", "2024-12"),
    ),
    Plot(
        claim_on_paper, "A-03", PATIENT, 2.5, persons(25), innocent=True,
        enlist=registered("travel"),
    ),
    Plot(
        bring_chronic_bills, "A-08", PATIENT, 2.5, persons(40, chronic=True), innocent=True,
        enlist=registered("chronic"),
    ),
)  # fmt: skip
