"""The insured persons of the city: age, sex, household, insurance, illnesses, habits, fates."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipelines.city.arrays import Floats, Ints, Mask, Texts, Times
from pipelines.city.calendar import Month
from pipelines.city.conditions import CONDITIONS, age_class
from pipelines.city.grouped import Grouped
from pipelines.city.institutions import AREAS

EMPLOYEES, RESIDENTS = 310, 390
"""Insurance types: employees' basic insurance, urban and rural residents' insurance."""

ADULT = 18


@dataclass(frozen=True)
class People:
    """Every insured person as arrays, one place per person.

    `psn_no` and `cert_key` name the account and, one way, the certificate behind it. `age` is
    that at the start of the first year (0 before birth). `household` and `area` tell with whom
    and where a person lives, `lnt` and `lat` the home. `insutype` and `psn_type` are national
    codes; until the day `moved` (NaT: never) the insurance was `was`. `employer` is a place
    among the employers or -1, `top_up` the monthly payment into the personal account in fen,
    `enrolled` the first day of insurance. `identity` is a `psn_idet_type` or 0, and `poor` who
    has medical assistance for it.

    `chronic` and `second` are conditions or -1, `certified` says for whom the first is
    registered (慢特病备案), `frailty` is the personal rate of care (mean about 1), `usual`
    (person x kind) the sites a person normally goes to. `died`, `jailed` and `freed` are days,
    NaT where it does not happen.

    `same_as` is the place of the person whose account it is: a few have a second account, the
    spare (its place comes last), which nobody is treated under; all others point to themselves.
    """

    psn_no: Texts
    gend: Ints
    birth: Times
    age: Ints
    area: Ints
    household: Ints
    insutype: Ints
    poor: Mask
    chronic: Ints
    frailty: Floats
    usual: Ints
    top_up: Ints
    opening_balance: Ints
    second: Ints
    identity: Ints
    lnt: Floats
    lat: Floats
    employer: Ints
    died: Times
    jailed: Times
    freed: Times
    enrolled: Times
    same_as: Ints
    cert_key: Texts
    psn_type: Ints
    moved: Times
    was: Ints
    certified: Mask

    def __len__(self) -> int:
        return len(self.psn_no)

    @cached_property
    def by_area(self) -> Grouped:
        """The persons of every area."""
        return Grouped.by(self.area, len(AREAS))

    @cached_property
    def here(self) -> Mask:
        """Which persons are there to be treated at all: all accounts but the spare ones."""
        return np.asarray(self.same_as == np.arange(len(self)), bool)

    def present(self, month: Month) -> Mask:
        """Who can be treated all through a month: insured and alive, at large, no spare account."""
        first, after = np.datetime64(month.first, "D"), month.end.astype("M8[D]")
        jailed = (self.jailed < after) & (self.freed > first)
        return np.asarray(
            self.here & (self.enrolled <= first) & ~(self.died < after) & ~jailed, bool
        )

    def regulars(self, kind: int) -> Grouped:
        """The persons whose usual site of a kind is each institution."""
        if kind not in self._regulars:
            sites = int(self.usual.max()) + 1
            self._regulars[kind] = Grouped.by(self.usual[:, kind], sites)
        return self._regulars[kind]

    @cached_property
    def _regulars(self) -> dict[int, Grouped]:
        return {}


def condition_weights(channel: str, age: Ints, gend: Ints) -> Floats:
    """How likely each condition is (person x condition) for a `visit`, a `stay` or `chronic`."""
    base = np.array([getattr(condition, channel) for condition in CONDITIONS])
    by_age = np.array([condition.ages for condition in CONDITIONS])
    only = np.array([condition.gend for condition in CONDITIONS])
    fits = (only[None, :] == 0) | (only[None, :] == gend[:, None])
    return np.asarray(base * by_age.T[age_class(age)] * fits, np.float64)
