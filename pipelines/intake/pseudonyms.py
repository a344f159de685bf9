"""Pseudonyms in place of persons' numbers, made with a key that lies outside the workspace.

Whoever has the key can make the pseudonym of a number again, and open the vault; whoever has
only the workspace can do neither. Equal numbers have equal pseudonyms, in every table and month.
"""

import base64
import hashlib
import json
import os
import re
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from features.contract import SENTINEL_ID
from pipelines.errors import InputError
from pipelines.intake.spelling import plain
from pipelines.store import write_text

KEY_BYTES = 32
PSN_NO = "psn_no"
PSEUDONYM = "pseudonym"

FORM = re.compile("P[A-Z2-7]{26}")

MEMORY = "pseudonyms.json"
"""Where a workspace remembers what it pseudonymises, and the fingerprint of the key."""

VAULTS = "pseudonyms"
"""The folder of a workspace below which its vault lies."""

SUBJECT_CODE = "subject_code"
NOT_PERSONS = ["institution", "doctor"]
"""Subjects of cases and tips whose code is no person's number."""


def new_key(path: Path, workspace: Path) -> None:
    """Write a new random key to `path`, readable by its owner alone.

    Raises:
        InputError: `path` lies in the workspace, exists, or cannot be written.
    """
    _check_outside(path, workspace)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InputError(
            f"{path} exists; a key is never overwritten, because its pseudonyms could not be "
            "resolved any more: name a new file"
        ) from None
    except OSError as error:
        raise InputError(f"{path}: the key cannot be written ({error.strerror})") from error
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise InputError(f"{path}: the key cannot be written ({error.strerror})") from error


def load_key(path: Path, workspace: Path) -> bytes:
    """Read the key at `path`. No message quotes the file.

    Raises:
        InputError: there is no key, it is malformed, others may read it, or it lies in the
            workspace.
    """
    _check_outside(path, workspace)
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(2 * KEY_BYTES + 3)
    except OSError as error:
        raise InputError(
            f"{path}: the key cannot be read ({error.strerror}); "
            "name the key file, or make one with `feijian key`"
        ) from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(f"{path}: others may read this key; protect it with `chmod 600 {path}`")
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise InputError(
            f"{path}: this is no key; a key is one line of {2 * KEY_BYTES} hexadecimal digits, "
            "made with `feijian key`"
        )
    return key


def _check_outside(path: Path, workspace: Path) -> None:
    if path.resolve().is_relative_to(workspace.resolve()):
        raise InputError(
            f"{path}: the key would lie in the workspace {workspace}, with the data that it "
            "protects; keep it outside"
        )


@dataclass(frozen=True)
class Pseudonymised:
    """Rows of the contract without persons' numbers.

    Attributes:
        rows: the rows, in their order.
        pairs: (`pseudonym`, `psn_no`) of the persons in them, sorted; for the vault.
    """

    rows: pl.DataFrame
    pairs: pl.DataFrame


class Pseudonyms:
    """Persons' numbers to pseudonyms: keyed BLAKE2b of 16 bytes, as "P" and 26 base32 letters."""

    def __init__(self, key: bytes) -> None:
        self._hash = hashlib.blake2b(key=key, digest_size=16, person=PSN_NO.encode())
        named = hashlib.blake2b(key=key, digest_size=4, person=b"fingerprint")
        self.fingerprint = named.hexdigest()
        """Eight hexadecimal digits that name the key without giving it away."""

    def of(self, values: pl.Series) -> pl.Series:
        """The pseudonyms of `values`; missing values and placeholders (`0`, `无`) stay."""
        distinct = values.drop_nulls().unique()
        numbers = distinct.filter(~distinct.str.contains(SENTINEL_ID))
        pseudonyms = pl.Series([self._one(number) for number in numbers], dtype=pl.String)
        return values.replace(numbers, pseudonyms)

    def pseudonymised(self, rows: pl.DataFrame) -> Pseudonymised:
        """Replace persons' numbers in translated rows, whatever their table.

        They stand in `psn_no`, and in the `subject_code` of a case or tip unless its subject is
        an institution or a doctor.
        """
        pairs = [pl.DataFrame(schema={PSEUDONYM: pl.String, PSN_NO: pl.String})]
        for name, numbers in _numbers(rows).items():
            pseudonyms = self.of(numbers)
            rows = rows.with_columns(pl.coalesce(pseudonyms, name).alias(name))
            pair = pl.DataFrame({PSEUDONYM: pseudonyms, PSN_NO: numbers})
            pairs.append(pair.filter(pl.col(PSEUDONYM) != pl.col(PSN_NO)))
        return Pseudonymised(rows, pl.concat(pairs).unique().sort(PSEUDONYM))

    def hidden(self, rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        """Source rows for the quarantine, with pseudonyms in the `columns` that feed `psn_no`."""
        numbers = rows.select(plain(pl.col(name)) for name in columns)
        return rows.with_columns(self.of(number) for number in numbers)

    def _one(self, number: str) -> str:
        digest = self._hash.copy()
        digest.update(number.encode())
        return "P" + base64.b32encode(digest.digest()).decode("ascii").rstrip("=")


def _numbers(rows: pl.DataFrame) -> dict[str, pl.Series]:
    """The columns with persons' numbers, null where a row names none."""
    found = {}
    if PSN_NO in rows.columns:
        found[PSN_NO] = rows[PSN_NO]
    if SUBJECT_CODE in rows.columns:
        other = pl.col("subject_type").cast(pl.String).is_in(NOT_PERSONS).fill_null(value=False)
        found[SUBJECT_CODE] = rows.select(pl.when(~other).then(SUBJECT_CODE)).to_series()
    return found


def check_pseudonyms(values: Sequence[str]) -> None:
    """Check that `values` can be pseudonyms, before any of them is logged or told.

    Raises:
        InputError: one cannot. It is not quoted: it may be a person's number.
    """
    others = [str(n) for n, value in enumerate(values, start=1) if not FORM.fullmatch(value)]
    if others:
        raise InputError(
            f"no pseudonym stands in place {', '.join(others)}: a pseudonym is P and "
            "26 characters of A-Z and 2-7; copy it whole"
        )


def check(root: Path, columns: Sequence[str], pseudonyms: Pseudonyms | None) -> None:
    """Check that an ingest pseudonymises as the workspace `root` always did.

    Args:
        root: the workspace.
        columns: what the mapping pseudonymises; empty for nothing.
        pseudonyms: made with the key of this ingest, if one was named.

    Raises:
        InputError: a key is missing, or there is nothing to use it for, or it is another one than
            before; or the workspace holds data that were pseudonymised otherwise, or not at all.
    """
    if columns and pseudonyms is None:
        raise InputError(
            f"the mapping pseudonymises {_told(columns)}, which needs a key; name it with --key, "
            "or make one with `feijian key`"
        )
    if pseudonyms is not None and not columns:
        raise InputError(
            "a key is named, and the mapping pseudonymises nothing: persons' numbers would be "
            'written as they are. Write `pseudonymise = ["psn_no"]` at the head of the mapping, or '
            "leave the key out (--key, FEIJIAN_KEY)"
        )
    before, now = _remembered(root), _memory(columns, pseudonyms)
    if before is None or before == now:
        return
    if before["columns"] != now["columns"]:
        raise InputError(
            f"{root} holds data with {_told(before['columns'])} pseudonymised, and the mapping "
            f"asks for {_told(columns)}; the same person would be two. Correct `pseudonymise` "
            "in the mapping, or begin a new workspace"
        )
    raise InputError(
        f"{root} was pseudonymised with the key {before['key']}, and this is the key "
        f"{now['key']}; the same person would be two. Name the right key, or begin a new workspace"
    )


def remember(root: Path, columns: Sequence[str], pseudonyms: Pseudonyms | None) -> None:
    """Note in `root` what its data are pseudonymised with, for `check`."""
    write_text(json.dumps(_memory(columns, pseudonyms), indent=2) + "\n", root / MEMORY)


def _memory(columns: Sequence[str], pseudonyms: Pseudonyms | None) -> dict[str, Any]:
    key = pseudonyms.fingerprint if columns and pseudonyms else None
    return {"columns": sorted(columns), "key": key}


def _remembered(root: Path) -> dict[str, Any] | None:
    """What `root` remembers; a lake with neither memory nor vault is from before pseudonyms."""
    try:
        memory = json.loads((root / MEMORY).read_text(encoding="utf-8"))
    except FileNotFoundError:
        lake, sealed = (root / place for place in ("lake", VAULTS))
        if not any(sealed.glob("*/month=*/part.parquet")):
            held = any(lake.glob("*/month=*/part.parquet"))
            return _memory((), None) if held else None
        memory = None
    except ValueError:
        memory = None
    if not isinstance(memory, dict) or memory.keys() != {"columns", "key"}:
        raise InputError(
            f"{root / MEMORY} is lost or damaged; restore it from a backup of the workspace"
        )
    return memory


def _told(columns: Sequence[str]) -> str:
    return ", ".join(columns) or "nothing"
