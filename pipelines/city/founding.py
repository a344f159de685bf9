"""How the sites of a city come to be: where they stand, whose they are, what they are called."""

import numpy as np

from pipelines.city.areas import area_name, number_of_areas, scattered_around
from pipelines.city.arrays import Floats, Ints, Mask, Texts, Times
from pipelines.city.dice import dice, happens
from pipelines.city.horizon import Horizon
from pipelines.city.institutions import (
    AREA_CODES,
    CHINESE,
    CLINIC,
    DENTAL,
    DIALYSIS,
    EYE,
    FAR_AWAY,
    KINDS,
    LEVEL_1,
    LEVEL_2,
    LEVEL_3,
    MATERNAL,
    MENTAL,
    ONCOLOGY,
    OUTSIDE,
    PLAIN,
    PRIVATE,
    PUBLIC,
    REHAB,
    SHOP,
    VILLAGE,
    Institutions,
    staff_of,
)

AGE_OF_SITES = 18
"""Years before the city begins in which its sites were designated."""

NEW_A_YEAR = {LEVEL_1: 0.01, CLINIC: 0.03, SHOP: 0.04}
"""Share of the sites of a kind that open in a year."""

PRIVATE_SHARE = (0.1, 0.25, 0.0, 1.0, 0.0, 1.0, 0.1)
"""Share of private sites by kind; small hospitals of the type A100 are private too."""

PRIVATE_FOCI = (DIALYSIS, REHAB, EYE)

CHAINS = {LEVEL_2: (0.6, 3), LEVEL_1: (0.6, 3), CLINIC: (0.15, 3), SHOP: (0.45, 6)}
"""Share of the private sites of a kind that belong to a chain, and how many sites it has."""

PEOPLE_PER_BED = (1.0, 1.3)
"""Technical staff per bed, from and to."""

NOUNS = {
    LEVEL_3: "人民医院", LEVEL_2: "医院", LEVEL_1: "医院", CLINIC: "诊所", VILLAGE: "村卫生室",
    SHOP: "大药房", OUTSIDE: "大学附属医院",
}  # fmt: skip
FOCUS_NOUNS = {
    DIALYSIS: "血液透析中心", ONCOLOGY: "肿瘤医院", REHAB: "康复医院", MENTAL: "精神卫生中心",
    EYE: "眼科医院", MATERNAL: "妇幼保健院", DENTAL: "口腔诊所", CHINESE: "中医医院",
}  # fmt: skip
TYPE_NOUNS = {"C220": "镇卫生院", "B100": "社区卫生服务中心"}


def found_institutions(persons: int, horizon: Horizon, seed: int) -> Institutions:
    """The sites of a city of `persons`, ordered by kind."""
    rng = dice(seed, "institutions")
    kind = _kinds(persons)
    n = len(kind)
    turn = np.concatenate([np.arange(count) for count in np.bincount(kind)])
    area = np.where(kind == OUTSIDE, FAR_AWAY, turn % number_of_areas(persons))
    focus = _foci(kind, turn)
    medins_type = _in_turn(kind, turn, "registered")
    natu = _run_by(kind, focus, medins_type, rng)
    beds = (np.array([k.beds for k in KINDS])[kind] * rng.uniform(0.6, 1.5, n)).astype(np.int64)
    lnt, lat = scattered_around(area, 0.05, rng)
    owner = _owners(kind, natu, rng)
    return Institutions(
        code=_codes(kind, area),
        name=_names(kind, turn, area, focus, medins_type),
        kind=kind,
        medins_type=medins_type,
        hosp_lv=_in_turn(kind, turn, "hosp_lv"),
        area=area,
        focus=focus,
        beds=beds,
        lnt=lnt,
        lat=lat,
        busy=rng.lognormal(0, 0.45, n),
        style=rng.lognormal(0, 0.12, n),
        opened=_openings(kind, horizon, rng),
        owner=owner,
        natu=natu,
        staff=_staff(kind, focus, beds, rng),
    )


def _kinds(persons: int) -> Ints:
    counts = [max(kind.floor, round(kind.count * persons / 20_000)) for kind in KINDS]
    return np.repeat(np.arange(len(KINDS)), counts)


def _foci(kind: Ints, turn: Ints) -> Ints:
    focus = np.full(len(kind), PLAIN)
    for number, each in enumerate(KINDS):
        cycle, foci = each.foci
        for place, found in foci.items():
            focus[(kind == number) & (turn % cycle == place)] = found
    return focus


def _in_turn(kind: Ints, turn: Ints, of: str) -> Texts:
    lists = [getattr(each, of) for each in KINDS]
    return np.array(
        [lists[k][t % len(lists[k])] for k, t in zip(kind.tolist(), turn.tolist(), strict=True)]
    )


def _run_by(kind: Ints, focus: Ints, medins_type: Texts, rng: np.random.Generator) -> Ints:
    small = (kind == LEVEL_1) & (medins_type == "A100")
    private = rng.random(len(kind)) < np.array(PRIVATE_SHARE)[kind]
    private |= small | np.isin(focus, PRIVATE_FOCI)
    private &= ~np.isin(focus, (MATERNAL, MENTAL)) | small
    return np.where(private, PRIVATE, PUBLIC)


def _owners(kind: Ints, natu: Ints, rng: np.random.Generator) -> Ints:
    """Every site its own owner, but the sites of a chain have that of the chain's first."""
    owner = np.arange(len(kind))
    for of, (share, size) in CHAINS.items():
        chained = np.flatnonzero((kind == of) & (natu == PRIVATE))
        chained = rng.permutation(chained[happens(share, len(chained), rng)])
        owner[chained] = chained[np.arange(len(chained)) // size * size]
    return owner


def _openings(kind: Ints, horizon: Horizon, rng: np.random.Generator) -> Times:
    """Most sites are years old; a few open while the city is watched."""
    n = len(kind)
    old = horizon.first - rng.integers(366, AGE_OF_SITES * 366, n).astype("m8[D]")
    a_year = np.zeros(len(KINDS))
    a_year[list(NEW_A_YEAR)] = list(NEW_A_YEAR.values())
    new: Mask = rng.random(n) < a_year[kind] * horizon.years
    return np.where(new, horizon.draw(n, rng), old)


def _staff(kind: Ints, focus: Ints, beds: Ints, rng: np.random.Generator) -> Ints:
    places = zip(kind.tolist(), focus.tolist(), strict=True)
    doctors = np.array([len(staff_of(*place)) for place in places])
    for_beds: Floats = np.rint(beds * rng.uniform(*PEOPLE_PER_BED, len(kind)))
    staff: Ints = np.maximum(doctors + 1, for_beds.astype(np.int64))
    return staff


def _codes(kind: Ints, area: Ints) -> Texts:
    places = zip(kind.tolist(), area.tolist(), strict=True)
    return np.array(
        [
            f"{'P' if k == SHOP else 'H'}{AREA_CODES[a]}{i + 1:05d}"
            for i, (k, a) in enumerate(places)
        ]
    )


def _names(kind: Ints, turn: Ints, area: Ints, focus: Ints, medins_type: Texts) -> Texts:
    sites = zip(kind.tolist(), turn.tolist(), area.tolist(), focus.tolist(), strict=True)
    return np.array(
        [
            f"模拟{area_name(a)}第{t + 1}{_noun(k, f, str(medins_type[i]))}"
            for i, (k, t, a, f) in enumerate(sites)
        ]
    )


def _noun(kind: int, focus: int, medins_type: str) -> str:
    """What a site of a kind, a focus and a registered type calls itself."""
    if focus == CHINESE and kind == CLINIC:
        return "中医诊所"
    return FOCUS_NOUNS.get(focus, TYPE_NOUNS.get(medins_type, NOUNS[kind]))
