"""The city's hospitals, clinics and pharmacies, and the doctors who practise there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Texts, Times
from pipelines.city.conditions import (
    CANCER,
    CHILDREN,
    DEPARTMENTS,
    EYES,
    GENERAL,
    INTERNAL,
    MATERNITY,
    REHABILITATION,
    SURGERY,
    TCM,
    TEETH,
)
from pipelines.city.dice import dice, happens

AREAS = ("360191", "360192", "360193", "360194", "360195", "360196")
"""Invented area codes; the first is the centre."""

FAR_AWAY = len(AREAS)
"""The area of sites outside the city."""

AREA_CODES = (*AREAS, "990100")
"""The code of every area, the far one included."""

LEVEL_3, LEVEL_2, LEVEL_1, CLINIC, VILLAGE, SHOP, OUTSIDE = range(7)
"""Kinds of institution, the order of `KINDS`."""

PLAIN, DENTAL, CHINESE = range(3)
"""What a clinic is for."""


@dataclass(frozen=True)
class Kind:
    """A kind of institution, how many of it per 20,000 persons, at least how many, and its staff.

    `registered` lists the register's `medins_type` codes in turn, `hosp_lv` its grades.
    """

    label: str
    count: int
    floor: int
    registered: tuple[str, ...]
    medinslv: str
    hosp_lv: tuple[str, ...]
    beds: int
    staff: tuple[str, ...]


KINDS = (
    Kind(
        "三级医院", 3, 2, ("A100",), "1", ("02", "03"), 600,
        (INTERNAL,) * 4 + (SURGERY,) * 3 + (MATERNITY, CHILDREN, CANCER, TCM, TEETH) * 2
        + (GENERAL, EYES, REHABILITATION),
    ),
    Kind(
        "二级医院", 14, 7, ("A100",), "2", ("05", "06"), 200,
        (INTERNAL,) * 3 + (SURGERY,) * 2
        + (GENERAL, MATERNITY, CHILDREN, TEETH, REHABILITATION, TCM, EYES),
    ),
    Kind(
        "基层医院", 28, 12, ("C220", "B100", "C220", "A100"), "3", ("08", "11"), 40,
        (GENERAL, GENERAL, INTERNAL, TCM),
    ),
    Kind("诊所", 32, 11, ("D211",), "9", ("11",), 0, (GENERAL, GENERAL)),
    Kind("村卫生室", 40, 14, ("D600",), "9", ("11",), 0, (GENERAL,)),
    Kind("药店", 40, 14, ("",), "9", ("11",), 0, ()),
    Kind(
        "外地医院", 3, 2, ("A100",), "1", ("02",), 1_500,
        (INTERNAL,) * 4 + (SURGERY,) * 4 + (CANCER,) * 3 + (MATERNITY, CHILDREN, EYES, TCM),
    ),
)  # fmt: skip
AT_TWO_SITES = 0.05
"""Share of doctors registered at a second site."""

CLINIC_STAFF = {PLAIN: (GENERAL, GENERAL), DENTAL: (TEETH, TEETH), CHINESE: (TCM, TCM)}


@dataclass(frozen=True)
class Institutions:
    """Every site as arrays, one place per site.

    `busy` is the pull on patients and `style` the honest habit of doing more or less (about 1);
    `opened` the day of designation, `owner` the number of the company behind the site.
    """

    code: Texts
    name: Texts
    kind: Ints
    medins_type: Texts
    hosp_lv: Texts
    area: Ints
    focus: Ints
    beds: Ints
    lnt: Floats
    lat: Floats
    busy: Floats
    style: Floats
    opened: Times
    owner: Ints

    def __len__(self) -> int:
        return len(self.code)

    def of_kind(self, *kinds: int) -> Ints:
        """The places of all sites of some kinds."""
        return np.flatnonzero(np.isin(self.kind, kinds))


@dataclass(frozen=True)
class Doctors:
    """Every doctor as arrays, ordered by main site and department.

    `second_site` is another site where the doctor is registered too, or -1; `week` (doctor x 7)
    says on which days of the week, Monday first, the doctor is on the roster.
    """

    code: Texts
    inst: Ints
    department: Ints
    duty: Ints
    second_site: Ints
    week: Mask

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def ranges(self) -> tuple[Ints, Ints]:
        """First doctor and number of doctors for every (site, department)."""
        cells = len(DEPARTMENTS)
        cell = self.inst * cells + self.department
        wanted = np.arange((self.inst.max(initial=0) + 1) * cells)
        first = np.searchsorted(cell, wanted)
        count = np.searchsorted(cell, wanted, side="right") - first
        return first.reshape(-1, cells), count.reshape(-1, cells)

    def choose(self, inst: Ints, department: Ints, rng: np.random.Generator) -> Ints:
        """Draw a doctor of the department at each site, or any doctor there; -1 at pharmacies."""
        first, count = self.ranges
        known = inst < len(first)
        inst = np.where(known, inst, 0)
        start, number = first[inst, department], count[inst, department]
        anyone = number == 0
        start = np.where(anyone, first[inst, 0], start)
        number = np.where(anyone, count[inst].sum(axis=1), number)
        drawn = start + (rng.random(len(inst)) ** 1.3 * number).astype(np.int64)
        return np.where(known & (number > 0), drawn, -1)

    def at(self, inst: int) -> Ints:
        """The doctors whose main site is `inst`."""
        return np.flatnonzero(self.inst == inst)


def _kinds(persons: int) -> Ints:
    counts = [max(kind.floor, round(kind.count * persons / 20_000)) for kind in KINDS]
    return np.repeat(np.arange(len(KINDS)), counts)


def found_institutions(persons: int, seed: int) -> Institutions:
    """The sites of a city of `persons`, ordered by kind."""
    rng = dice(seed, "institutions")
    kind = _kinds(persons)
    n = len(kind)
    turn = np.concatenate([np.arange(count) for count in np.bincount(kind)])
    area = np.where(kind == OUTSIDE, FAR_AWAY, turn % len(AREAS))
    focus = np.where(kind == CLINIC, np.array([PLAIN, PLAIN, DENTAL, PLAIN, CHINESE])[turn % 5], 0)
    kinds = [KINDS[k] for k in kind]
    beds = np.array([k.beds for k in kinds]) * rng.uniform(0.6, 1.5, n)
    return Institutions(
        code=np.array(
            [
                f"{'P' if k == SHOP else 'H'}{AREA_CODES[a]}{i + 1:05d}"
                for i, (k, a) in enumerate(zip(kind, area, strict=True))
            ]
        ),
        name=np.array(
            [f"模拟{k.label}{t + 1:03d}" for k, t in zip(kinds, turn, strict=True)],
        ),
        kind=kind,
        medins_type=np.array(
            [k.registered[t % len(k.registered)] for k, t in zip(kinds, turn, strict=True)]
        ),
        hosp_lv=np.array([k.hosp_lv[t % len(k.hosp_lv)] for k, t in zip(kinds, turn, strict=True)]),
        area=area,
        focus=focus,
        beds=beds.astype(np.int64),
        lnt=np.round(115.6 + 0.25 * (area % 3) + rng.normal(0, 0.05, n), 6),
        lat=np.round(28.5 + 0.25 * (area // 3) + rng.normal(0, 0.05, n), 6),
        busy=rng.lognormal(0, 0.45, n),
        style=rng.lognormal(0, 0.12, n),
        opened=np.full(n, np.datetime64("2015-01-01", "D")),
        owner=np.arange(n),
    )


def _staff(kind: int, focus: int) -> tuple[str, ...]:
    return CLINIC_STAFF[focus] if kind == CLINIC else KINDS[kind].staff


def employ_doctors(institutions: Institutions, seed: int) -> Doctors:
    """The doctors of every site, some of them registered at a second site as well."""
    rng = dice(seed, "doctors")
    posts = np.array(
        [
            (inst, DEPARTMENTS.index(department))
            for inst, (kind, focus) in enumerate(
                zip(institutions.kind, institutions.focus, strict=True)
            )
            for department in sorted(_staff(int(kind), int(focus)), key=DEPARTMENTS.index)
        ]
    )
    n = len(posts)
    outposts = institutions.of_kind(LEVEL_1, CLINIC)
    return Doctors(
        code=np.array([f"D36{number:010d}" for number in rng.permutation(n * 7)[:n]]),
        inst=posts[:, 0],
        department=posts[:, 1],
        duty=rng.choice([1, 2, 3, 4], n, p=[0.1, 0.25, 0.4, 0.25]),
        second_site=_second_sites(posts[:, 0], outposts, rng),
        week=np.tile(np.array([True] * 5 + [False] * 2), (n, 1)),
    )


def _second_sites(main: Ints, outposts: Ints, rng: np.random.Generator) -> Ints:
    site = rng.choice(outposts, len(main))
    return np.where(happens(AT_TWO_SITES, len(main), rng) & (site != main), site, -1)
