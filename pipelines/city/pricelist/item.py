"""One chargeable item of the catalogue."""

from dataclasses import dataclass

MALE, FEMALE = 1, 2
ANY_AGE = (0, 150)


@dataclass(frozen=True)
class Item:
    """One chargeable item: `key` is our word for it, `price` yuan per unit at level 3.

    `days` is the supply of one pack in days (0: not a take-home drug); `minutes` the working
    time one unit takes; `daily_max` the most units of one person and day (0: no limit);
    `gend` the only sex it fits (0: both); `payment_class` 1 甲, 2 乙, 3 丙; `otc` whether a
    pharmacy may sell it without a prescription; `restricted` the ICD-10 prefixes for which
    the insurance pays it (none: all); `course` the most days of one stay (0: no limit);
    `ages` the first and the last year of life it fits; `depts` the departments that normally
    bill it (none: all); `sibling` the cheaper equivalent; `nego` a drug at a negotiated price.
    """

    key: str
    code: str
    name: str
    charge_type: str
    price: float
    days: int = 0
    minutes: int = 0
    daily_max: int = 0
    gend: int = 0
    payment_class: int = 1
    resaleable: bool = False
    otc: bool = False
    restricted: tuple[str, ...] = ()
    course: int = 0
    ages: tuple[int, int] = ANY_AGE
    depts: tuple[str, ...] = ()
    sibling: str = ""
    nego: bool = False

    @property
    def is_drug(self) -> bool:
        """Whether it is a drug (09 western, 10 herbal pieces, 11 Chinese patent medicine)."""
        return self.charge_type in {"09", "10", "11"}

    @property
    def list_type(self) -> str:
        """National catalogue class: 101 drugs, 102 herbal pieces, 201 services, 301 materials."""
        kinds = {"09": "101", "11": "101", "10": "102", "08": "301"}
        return kinds.get(self.charge_type, "201")

    def pays_for(self, diagnosis: str) -> bool:
        """Whether the insurance pays it for a diagnosis."""
        return not self.restricted or diagnosis.startswith(self.restricted)
