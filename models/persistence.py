"""Fitted models as bytes: LightGBM's text, the forest by skops, tables as Parquet; no pickle."""

import io
import json
import re
import zipfile
from typing import Any

import numpy as np
import polars as pl

TRUSTED = ["sklearn.tree._tree.Tree"]
"""The one type of a forest that skops does not trust by itself: plain arrays of nodes."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MEMORY_ID = re.compile(rb'(?<="__id__": )\d+|\d+(?=\.npy")')


def dump_forest(forest: Any) -> bytes:  # noqa: ANN401  # scikit-learn is untyped
    """Write a scikit-learn forest; equal forests give equal bytes.

    skops names its parts after addresses in memory and keeps what lies between the fields of a
    node, so parts are numbered anew and the gaps cleared.
    """
    from skops.io import dumps

    return _renumbered(dumps(forest))


def load_forest(data: bytes) -> Any:  # noqa: ANN401  # scikit-learn is untyped
    """Read what `dump_forest` wrote.

    Raises:
        ValueError: when the file holds a type that a forest does not need.
    """
    from skops.io import get_untrusted_types, loads

    foreign = sorted(set(get_untrusted_types(data=data)) - set(TRUSTED))
    if foreign:
        raise ValueError(
            f"the forest's file holds types that are not trusted: {', '.join(foreign)}"
        )
    return loads(data, trusted=TRUSTED)


def dump_json(value: object) -> bytes:
    """Write plain values as JSON, keys sorted, readable in a diff."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    return text.encode()


def dump_table(table: pl.DataFrame) -> bytes:
    """Write a table as Parquet; equal tables give equal bytes."""
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def _renumbered(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        schema = archive.read("schema.json")
        found = dict.fromkeys(_MEMORY_ID.findall(schema))
        number = {old: str(place).encode() for place, old in enumerate(found)}
        parts = {"schema.json": _MEMORY_ID.sub(lambda match: number[match[0]], schema)}
        for name in archive.namelist():
            stem, _, suffix = name.partition(".")
            if suffix == "npy":
                parts[f"{number[stem.encode()].decode()}.npy"] = _unpadded(archive.read(name))
    return _zipped(parts)


def _unpadded(npy: bytes) -> bytes:
    """Nodes of a tree with the unused bytes between their fields set to zero."""
    array = np.load(io.BytesIO(npy), allow_pickle=False)
    if array.dtype.names is None:
        return npy
    clean = np.zeros(array.shape, array.dtype)
    for name in array.dtype.names:
        clean[name] = array[name]
    buffer = io.BytesIO()
    np.save(buffer, clean, allow_pickle=False)
    return buffer.getvalue()


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
