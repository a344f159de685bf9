"""The city's hospitals, clinics and pharmacies: what kinds there are, and what is known of each."""

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
    PSYCHIATRY,
    REHABILITATION,
    SURGERY,
    TCM,
    TEETH,
)

AREAS = tuple(f"36{1 + n // 6:02d}{91 + n % 6}" for n in range(102))
"""Invented area codes, six for every city of a province; a world uses them from the front."""

FAR_AWAY = len(AREAS)
"""The area of sites outside the province."""

AREA_CODES = (*AREAS, "990100")
"""The code of every area, the far one included."""

LEVEL_3, LEVEL_2, LEVEL_1, CLINIC, VILLAGE, SHOP, OUTSIDE = range(7)
"""Kinds of institution, the order of `KINDS`."""

PLAIN, DENTAL, CHINESE, DIALYSIS, ONCOLOGY, REHAB, MENTAL, EYE, MATERNAL = range(9)
"""What a site is for; a plain one treats whatever its departments can."""

PUBLIC, PRIVATE = 1, 2
"""Who runs a site (`medins_natu`)."""


@dataclass(frozen=True)
class Kind:
    """A kind of institution, how many of it per 20,000 persons, at least how many, and its staff.

    `registered` lists the register's `medins_type` codes in turn, `hosp_lv` its grades; `foci`
    says which of so many sites in turn are not plain.
    """

    label: str
    count: int
    floor: int
    registered: tuple[str, ...]
    medinslv: str
    hosp_lv: tuple[str, ...]
    beds: int
    staff: tuple[str, ...]
    foci: tuple[int, dict[int, int]] = (1, {})


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
        (14, {3: CHINESE, 6: MATERNAL, 8: MENTAL, 10: EYE, 12: ONCOLOGY}),
    ),
    Kind(
        "基层医院", 28, 12, ("C220", "B100", "C220", "A100"), "3", ("08", "11"), 40,
        (GENERAL, GENERAL, INTERNAL, TCM),
        (28, {3: DIALYSIS, 7: REHAB, 15: EYE, 19: MENTAL, 23: REHAB}),
    ),
    Kind(
        "诊所", 32, 11, ("D211",), "9", ("11",), 0, (GENERAL, GENERAL),
        (5, {2: DENTAL, 4: CHINESE}),
    ),
    Kind("村卫生室", 40, 14, ("D600",), "9", ("11",), 0, (GENERAL,)),
    Kind("药店", 40, 14, ("",), "9", ("11",), 0, ()),
    Kind(
        "外地医院", 3, 2, ("A100",), "1", ("02",), 1_500,
        (INTERNAL,) * 4 + (SURGERY,) * 4 + (CANCER,) * 3 + (MATERNITY, CHILDREN, EYES, TCM),
    ),
)  # fmt: skip

FOCUS_STAFF = {
    DENTAL: (TEETH, TEETH),
    CHINESE: (TCM, TCM),
    DIALYSIS: (INTERNAL, INTERNAL),
    ONCOLOGY: (CANCER,) * 5 + (INTERNAL, SURGERY, SURGERY),
    REHAB: (REHABILITATION,) * 3 + (TCM, INTERNAL),
    MENTAL: (PSYCHIATRY,) * 4 + (INTERNAL,),
    EYE: (EYES,) * 4,
    MATERNAL: (MATERNITY,) * 5 + (CHILDREN,) * 3,
}
"""The doctors of a site that is not plain, by department."""

CHINESE_HOSPITAL = (TCM,) * 5 + (INTERNAL, SURGERY, REHABILITATION)


def staff_of(kind: int, focus: int) -> tuple[str, ...]:
    """The departments of the doctors of a site, one each, by kind and focus."""
    if focus == CHINESE and kind != CLINIC:
        return CHINESE_HOSPITAL
    return FOCUS_STAFF.get(focus, KINDS[kind].staff)


def staff_table() -> Ints:
    """The number of doctors (kind x focus x department) that a small site has."""
    table = np.zeros((len(KINDS), MATERNAL + 1, len(DEPARTMENTS)), np.int64)
    for kind, focus in np.ndindex(table.shape[:2]):
        places = [DEPARTMENTS.index(code) for code in staff_of(kind, focus)]
        np.add.at(table[kind, focus], places, 1)
    table[SHOP] = 0
    return table


@dataclass(frozen=True)
class Institutions:
    """Every site as arrays, one place per site.

    `busy` is the pull on patients and `style` the honest habit of doing more or less (about 1);
    `opened` the day of designation, `owner` the number of the company behind the site (of several
    sites it is one of theirs), `natu` who runs it, `staff` the number of its technical staff.
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
    natu: Ints
    staff: Ints

    def __len__(self) -> int:
        return len(self.code)

    def of_kind(self, *kinds: int) -> Ints:
        """The places of all sites of some kinds."""
        return np.flatnonzero(np.isin(self.kind, kinds))

    @property
    def areas(self) -> int:
        """How many areas the city or province has."""
        return int(self.area[self.area != FAR_AWAY].max()) + 1

    @cached_property
    def departments(self) -> Mask:
        """Which departments (site x department) each site has."""
        return np.asarray(staff_table()[self.kind, self.focus] > 0, bool)

    @cached_property
    def wards(self) -> Ints:
        """The beds (site x department), spread over its departments as its doctors are."""
        doctors = staff_table()[self.kind, self.focus]
        doctors[:, DEPARTMENTS.index(TEETH)] = 0
        reached = doctors.cumsum(axis=1) / np.maximum(doctors.sum(axis=1), 1)[:, None]
        upto = np.rint(reached * self.beds[:, None]).astype(np.int64)
        return np.asarray(np.diff(upto, axis=1, prepend=0), np.int64)
