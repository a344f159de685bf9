"""Schemes of employers, agencies and insurers: who is enrolled, for how much, and who is paid."""

from pipelines.city.schemes.offices import (
    contributions,
    desks,
    enrolment,
    insurers,
    off_site,
    registrars,
)
from pipelines.city.schemes.plot import Plot

PLOTS: tuple[Plot, ...] = (
    *enrolment.PLOTS,
    *contributions.PLOTS,
    *desks.PLOTS,
    *off_site.PLOTS,
    *registrars.PLOTS,
    *insurers.PLOTS,
)
