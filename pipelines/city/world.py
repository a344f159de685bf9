"""Everything of a city that does not change from month to month."""

from dataclasses import dataclass

from pipelines.city.agencies import Clerks, employ_clerks
from pipelines.city.employers import Employers, found_employers
from pipelines.city.institutions import Doctors, Institutions, employ_doctors, found_institutions
from pipelines.city.people import People, settle_people


@dataclass(frozen=True)
class World:
    """The people, institutions, doctors, employers and clerks of one city, and its seed."""

    seed: int
    people: People
    institutions: Institutions
    doctors: Doctors
    employers: Employers
    clerks: Clerks

    @property
    def fullness(self) -> float:
        """Persons per site beside a full-size city, from 0.3 to 1."""
        return min(1.0, max(0.3, len(self.people) / len(self.institutions) / 136))


def build_world(persons: int, year: int, seed: int) -> World:
    """A city of `persons` whose ages are those at the start of `year`."""
    institutions = found_institutions(persons, seed)
    return World(
        seed=seed,
        people=settle_people(persons, institutions, year, seed),
        institutions=institutions,
        doctors=employ_doctors(institutions, seed),
        employers=found_employers(persons, seed),
        clerks=employ_clerks(),
    )
