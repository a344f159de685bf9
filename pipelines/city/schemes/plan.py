"""What is to be planted: everything at its usual density, or just what somebody asks for."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.city.schemes.families import PLOTS
from pipelines.city.schemes.plot import Plot
from pipelines.city.schemes.visible import ON_SITE_ONLY
from pipelines.errors import InputError

LOOK_ALIKES = "look-alikes"
NOTHING = "nothing"
STRONGEST = 2.0
"""The greatest intensity: a scheme that nobody can overlook."""

HELP = (
    f"a violation (I-02), a worked case (N-63), a plot (hang-beds), {LOOK_ALIKES} or {NOTHING}; "
    "an intensity may follow, such as I-02:0.3"
)


@dataclass(frozen=True)
class Plan:
    """The plots that are played, and with which intensity; None lets the dice decide.

    `asked` says whether somebody asked for just these: then each has one actor at least.
    """

    plots: tuple[Plot, ...]
    intensities: tuple[float | None, ...]
    asked: bool = True

    def __iter__(self) -> "zip[tuple[Plot, float | None]]":
        """Every plot with its intensity."""
        return zip(self.plots, self.intensities, strict=True)


def whole_plan() -> Plan:
    """Every plot of the city."""
    return Plan(PLOTS, (None,) * len(PLOTS), asked=False)


def plan_of(wishes: Sequence[str] | None) -> Plan:
    """The plan somebody asks for.

    Args:
        wishes: each a violation of the catalogue (all its guilty plots), a worked case, the name
            of a plot, `look-alikes` (all of them) or `nothing`; `:0.3` after it sets the
            intensity (1 plain, 2 blatant, 0.15 barely there). None: everything.

    Raises:
        InputError: naming every wish that cannot be met, with the nearest that can.
    """
    if wishes is None:
        return whole_plan()
    wrong = [message for wish in wishes if (message := _wrong(wish)) is not None]
    if wrong:
        raise InputError("; ".join(wrong))
    chosen: dict[Plot, float | None] = {}
    for wish in wishes:
        name, _, strength = wish.partition(":")
        chosen |= dict.fromkeys(known()[name], float(strength) if strength else None)
    return Plan(tuple(chosen), tuple(chosen.values()))


@cache
def known() -> dict[str, tuple[Plot, ...]]:
    """The plots that every possible wish means."""
    meant: dict[str, tuple[Plot, ...]] = {NOTHING: ()}
    for plot in PLOTS:
        of_plot = [plot.name]
        if plot.innocent:
            of_plot.append(LOOK_ALIKES)
        else:
            of_plot.append(plot.case.number if plot.case else plot.violation)
        for wish in of_plot:
            meant[wish] = (*meant.get(wish, ()), plot)
    return meant


def _wrong(wish: str) -> str | None:
    name, colon, strength = wish.partition(":")
    if name not in known():
        if name in ON_SITE_ONLY:
            return f"{name} cannot be planted: no claim shows it; it is looked for on site"
        near = difflib.get_close_matches(name, known(), n=1)
        nearest = f"; the nearest is {near[0]}" if near else ""
        return f"{name!r} cannot be planted{nearest}: give {HELP}"
    if colon and not _is_intensity(strength):
        return f"the intensity of {wish!r} is not a number above 0 and up to {STRONGEST:g}"
    return None


def _is_intensity(text: str) -> bool:
    try:
        return 0 < float(text) <= STRONGEST
    except ValueError:
        return False
