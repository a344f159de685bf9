"""Everything of a city that does not change from month to month."""

from dataclasses import dataclass

from pipelines.city.agencies import Clerks, employ_clerks
from pipelines.city.arrays import Texts
from pipelines.city.doctors import Doctors, employ_doctors
from pipelines.city.employers import Employers, found_employers
from pipelines.city.founding import found_institutions
from pipelines.city.horizon import Horizon
from pipelines.city.institutions import Institutions
from pipelines.city.people import People
from pipelines.city.pharmacists import Pharmacists, employ_pharmacists
from pipelines.city.population import Settled, settle_people


@dataclass(frozen=True)
class World:
    """The people, sites and offices of one city, the days it is made for, and its seed."""

    seed: int
    horizon: Horizon
    people: People
    institutions: Institutions
    doctors: Doctors
    pharmacists: Pharmacists
    employers: Employers
    clerks: Clerks

    @property
    def codes(self) -> dict[str, Texts]:
        """What the exports call everybody of each level."""
        return {
            "institution": self.institutions.code,
            "doctor": self.doctors.code,
            "patient": self.people.psn_no,
            "agency": self.clerks.code,
            "employer": self.employers.emp_no,
        }

    @property
    def fullness(self) -> float:
        """Persons per site beside a full-size city, from 0.3 to 1."""
        return min(1.0, max(0.3, len(self.people) / len(self.institutions) / 136))


def build_world(
    persons: int, year: int, seed: int, months: int = 24, *, spare: int | None = None
) -> World:
    """A city of `persons` for some months from January of `year` on.

    Args:
        persons: insured persons, those included who are born in these months.
        year: the year at whose start ages are told.
        seed: any whole number from 0 on.
        months: how far deaths, births, openings and so on are known.
        spare: second accounts, which come on top; by default for one person in a thousand.
    """
    horizon = Horizon.of(year, months)
    institutions = found_institutions(persons, horizon, seed)
    employers = found_employers(persons, institutions.areas, seed)
    place = Settled(institutions, employers, horizon, seed)
    return World(
        seed=seed,
        horizon=horizon,
        people=settle_people(persons, place, spare),
        institutions=institutions,
        doctors=employ_doctors(institutions, seed),
        pharmacists=employ_pharmacists(institutions, seed),
        employers=employers,
        clerks=employ_clerks(institutions.areas),
    )
