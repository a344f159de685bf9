"""Codes made of numbers, a whole array at a time."""

import numpy as np

from pipelines.city.arrays import Ints, Texts

HEX = np.frombuffer(b"0123456789abcdef", np.uint8).astype(np.uint32)


def written(prefix: str, numbers: Ints, digits: int) -> Texts:
    """Numbers with leading zeros behind a prefix, such as `D360000000042`."""
    marks = np.empty((len(numbers), len(prefix) + digits), np.uint32)
    marks[:, : len(prefix)] = [ord(letter) for letter in prefix]
    rest = numbers
    for place in range(marks.shape[1] - 1, len(prefix) - 1, -1):
        rest, digit = np.divmod(rest, 10)
        marks[:, place] = ord("0") + digit
    return _texts(marks)


def one_way_keys(n: int, rng: np.random.Generator) -> Texts:
    """`n` keys of 15 hexadecimal digits that tell nothing of what they stand for.

    The letter in their middle keeps a key without other letters from looking like the number of
    a card or a certificate, which no table may hold.
    """
    drawn = rng.integers(0, 2**64, n, dtype=np.uint64)
    marks = np.empty((n, 16), np.uint32)
    for place in range(16):
        marks[:, place] = HEX[(drawn >> np.uint64(4 * place)) & np.uint64(15)]
    marks[:, 8] = ord("k")
    return _texts(marks)


def scattered(n: int, gap: int, rng: np.random.Generator) -> Ints:
    """`n` different numbers in random order, on average `gap` apart."""
    numbers: Ints = rng.permutation(n) * gap + rng.integers(0, gap, n)
    return numbers


def _texts(marks: "np.ndarray[tuple[int, int], np.dtype[np.uint32]]") -> Texts:
    """Rows of letters, each as one text."""
    return marks.view(f"U{marks.shape[1]}").reshape(-1)
