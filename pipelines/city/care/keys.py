"""Visit keys that are unique in the city, whoever writes a visit and in whatever order."""

from pipelines.city.calendar import Month

MONTH, BLOCKS, WRITER, PERSON = 52, 51, 28, 6
"""Bits below the month, below the mark of ordinary care, of a writer and of a person."""


def first_key(month: Month, writer: int) -> int:
    """The first of 268 million visit keys of a scheme (its number + 1) in a month."""
    return (month.index << MONTH) + (writer << WRITER)


def block_key(month: Month, persons: slice) -> int:
    """The first visit key of the ordinary care of a block of persons: 64 for each of them."""
    return (month.index << MONTH) + (1 << BLOCKS) + (int(persons.start) << PERSON)
