"""Which violations of the seed catalogue claims can show, and with what help (column Comp)."""


def _ids(actor: str, *numbers: int) -> frozenset[str]:
    return frozenset(f"{actor}-{number:02d}" for number in numbers)


IN_CLAIMS = frozenset().union(
    _ids("I", 1, 2, 3, 6, 10, 11, 12, 14, 18, 20, 21, 22, 24, 27, 29, 31, 32, 33, 34, 36, 37),
    _ids("I", 40, 41),
    _ids("D", 2, 4, 7, 8, 9, 10, 11, 12, 13),
    _ids("P", 2, 3, 8, 9, 13, 16),
    _ids("A", 5, 7, 9, 11, 12, 15),
    _ids("G", 1, 3, 4, 8),
    _ids("O", 1, 3),
)
"""C: claims alone show them."""

WITH_LISTS = frozenset().union(
    _ids("I", 4, 5, 7, 8, 15, 16, 17, 23, 25, 28, 30),
    _ids("D", 1, 3, 6),
    _ids("P", 6, 10),
    _ids("A", 1, 3, 4, 8, 10),
    _ids("G", 2),
)
"""R: claims show them beside a reference list."""

BY_PROXY = frozenset().union(
    _ids("I", 9, 13, 19, 26, 35, 38),
    _ids("D", 5),
    _ids("P", 1, 4, 7, 11, 12, 14, 15),
    _ids("A", 2, 6, 14),
    _ids("G", 5),
    _ids("E", 1, 3, 5),
)
"""X: `inv`, `order`, `oprn`, `ext` or `enrol` show something of them."""

ON_SITE_ONLY = frozenset().union(
    _ids("I", 39),
    _ids("P", 5),
    _ids("A", 13),
    _ids("G", 6, 7, 9, 10, 11),
    _ids("E", 2, 4),
    _ids("O", 2),
)
"""X: nothing that reaches this software shows them; they are never planted."""
