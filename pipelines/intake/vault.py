"""The way back from pseudonyms to persons' numbers, for the holder of the key alone.

Every entry is sealed by AES-SIV (RFC 5297) under a key derived from the key file, and bound to
its pseudonym: it can be neither read, nor changed, nor moved to another pseudonym without the
key. AES-SIV needs no random numbers, so the same persons give the same bytes in any order. What
an entry shows without the key is the length of the number.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from pipelines.errors import InputError
from pipelines.intake.pseudonyms import PSEUDONYM, PSN_NO, VAULTS, check_pseudonyms

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

FOLDER = f"{VAULTS}/{PSN_NO}"
"""Where a workspace keeps its vault, in one partition."""

SEALED = "sealed"
SCHEMA = pl.Schema({PSEUDONYM: pl.String(), SEALED: pl.Binary()})
"""A vault: one row per person, sorted by the pseudonym."""

EMPTY = SCHEMA.to_frame()

SHOWN = 5
"""Pseudonyms that a message names before it only counts the others."""


def seal(key: bytes, pairs: pl.DataFrame) -> pl.DataFrame:
    """A vault of `pairs` (`pseudonym`, `psn_no`), which the holder of `key` can open."""
    cipher = _cipher(key)
    rows = pairs.select(PSEUDONYM, PSN_NO).unique().sort(PSEUDONYM)
    sealed = [cipher.encrypt(n.encode(), [p.encode()]) for p, n in rows.iter_rows()]
    return pl.DataFrame({PSEUDONYM: rows[PSEUDONYM], SEALED: sealed}, schema=SCHEMA)


def merged(held: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Two vaults in one.

    Raises:
        InputError: a pseudonym has two different entries.
    """
    both = pl.concat([held, new]).unique().sort(PSEUDONYM)
    twice = both.filter(pl.col(PSEUDONYM).is_duplicated()).get_column(PSEUDONYM)
    if len(twice):
        raise InputError(_refused(twice.unique().sort().to_list()))
    return both


def open_sealed(key: bytes, vault: pl.DataFrame, pseudonyms: Sequence[str]) -> dict[str, str]:
    """The persons' numbers behind `pseudonyms`: all of them, or an error.

    Raises:
        InputError: one is no pseudonym, the vault does not know it, or its entry does not open
            with `key`.
    """
    from cryptography.exceptions import InvalidTag

    check_pseudonyms(pseudonyms)
    cipher = _cipher(key)
    asked = list(dict.fromkeys(pseudonyms))
    found = vault.filter(pl.col(PSEUDONYM).is_in(asked)).select(PSEUDONYM, SEALED)
    entries = dict(found.with_columns(pl.col(SEALED).fill_null(b"")).iter_rows())
    _check_known([each for each in asked if each not in entries])
    numbers, refused = {}, []
    for pseudonym in asked:
        try:
            number = cipher.decrypt(entries[pseudonym], [pseudonym.encode()])
        except InvalidTag:
            refused.append(pseudonym)
        else:
            numbers[pseudonym] = number.decode()
    if refused:
        raise InputError(_refused(refused))
    return numbers


def _cipher(key: bytes) -> "AESSIV":
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESSIV(HKDF(SHA256(), length=64, salt=None, info=b"feijian vault psn_no").derive(key))


def _check_known(unknown: Sequence[str]) -> None:
    if unknown:
        raise InputError(
            f"the vault does not know {_some(unknown)}; look in the workspace from which it comes"
        )


def _refused(pseudonyms: Sequence[str]) -> str:
    return (
        f"the vault does not open for {_some(pseudonyms)}: it was sealed with another key, or "
        "was changed; name the right key, or restore the vault from a backup"
    )


def _some(pseudonyms: Sequence[str]) -> str:
    more = len(pseudonyms) - SHOWN
    return ", ".join(pseudonyms[:SHOWN]) + (f" and {more} more" if more > 0 else "")
