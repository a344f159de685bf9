"""The history of a city as it grows month by month."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.city.arrays import Floats
from pipelines.city.calendar import Month
from pipelines.city.history.inspections import TIPS_LAST, Inspection, inspect, who_stops
from pipelines.city.history.tips import Tip, tips_of
from pipelines.city.schemes import Scheme
from pipelines.city.world import World


@dataclass
class History:
    """The tips and inspections of a city so far."""

    world: World
    tips: list[Tip] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)

    def live(self, month: Month, schemes: Sequence[Scheme], sizes: dict[str, Floats]) -> set[int]:
        """Hear tips and inspect for a month; the numbers of the schemes that stop at once.

        `sizes` (level to one number per subject) is what everybody has charged before, in fen.
        """
        heard = [tip for tip in self.tips if tip.month >= month.index - TIPS_LAST]
        made = inspect(self.world, month, schemes, sizes, self.inspections, heard)
        self.inspections += made
        self.tips += tips_of(self.world, month, schemes, sizes)
        return who_stops(self.world, month, made)
