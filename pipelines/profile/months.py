"""Which months a profile is made from, and which its signals see."""

from dataclasses import dataclass

from features.signals import LOOKBACK_MONTHS
from features.windows import trailing
from pipelines.store import Store


@dataclass(frozen=True)
class Months:
    """The months of a lake.

    Attributes:
        store: where the lake is.
        length: months of a window.
    """

    store: Store
    length: int

    def window(self, month: str) -> list[str]:
        """The months of the window that ends with `month`, as far as they hold settlements."""
        held = set(self.store.months("lake/setl"))
        return [m for m in trailing(month, self.length) if m in held]

    def lookback(self, month: str) -> list[str]:
        """Months that signals of `month` see; some hold lines of what was settled later alone."""
        held = {*self.store.months("lake/setl"), *self.store.months("lake/fee")}
        return [m for m in trailing(month, LOOKBACK_MONTHS) if m in held]

    def unsettled(self, month: str) -> list[str]:
        """Of these, the months in which nothing was settled: no hits are looked for in them."""
        held = set(self.store.months("lake/setl"))
        return [m for m in self.lookback(month) if m not in held]

    def before(self, month: str) -> list[str]:
        """Months before the window that its first signals look back on."""
        first = self.window(month)[0]
        return [m for m in self.lookback(first) if m != first]
