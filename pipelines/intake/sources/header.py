"""Names of columns: how they are compared, and which record of a source is its header."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

SEARCHED = 30
"""Records, from the top, among which the header is looked for."""

AROUND = " \t\r\n\0\x1a\xa0\u3000\ufeff\u200b\u200c\u200d\u2060"
"""What may stand around a name without meaning: spaces, byte order marks, zero-width signs."""


def clean(name: str) -> str:
    """The name without spaces, full-width spaces and byte order marks around it."""
    return name.strip(AROUND)


def fold(name: str) -> str:
    """What two spellings of one name share: case, width of characters and spaces around go."""
    return clean(unicodedata.normalize("NFKC", clean(name))).casefold()


def spellings(wanted: str, names: Sequence[str]) -> list[str]:
    """The names of a header that `wanted` may mean: one, none, or several if it is ambiguous.

    A name that is the same to the letter goes before those that differ in case or spaces.
    """
    return [name for name in names if name == wanted] or [
        name for name in names if fold(name) == fold(wanted)
    ]


def header_row(records: Sequence[Sequence[str]], wanted: Sequence[str]) -> int | None:
    """The place of the first of `records` that holds every wanted name, or None.

    Titles above a header hold no names, so they are passed over.
    """
    for place, record in enumerate(records[:SEARCHED]):
        names = {fold(cell) for cell in record}
        if wanted and all(fold(name) in names for name in wanted):
            return place
    return None


def likely_row(records: Sequence[Sequence[str]]) -> int:
    """The place of the record that looks like a header where nothing is known of its names.

    It is the first one as wide as most records are whose cells are, most of them, filled.
    """
    head = records[:SEARCHED]
    width = usual_width(head)
    for place, record in enumerate(head):
        if len(record) == width and 2 * sum(map(bool, map(clean, record))) > width:
            return place
    return 0


def usual_width(records: Sequence[Sequence[str]]) -> int:
    """The number of cells that most records have; of two such numbers the greater."""
    counts = Counter(map(len, records))
    return max(counts, key=lambda width: (counts[width], width), default=0)
