"""Where the registry lies: a SQLite file with the artifacts beside it, or an MLflow server."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pipelines.errors import InputError
from pipelines.settings import PROJECT

_SQLITE = "sqlite:///"
_SERVER = ("http", "https")


def tracking_uri() -> str:
    """`MLFLOW_TRACKING_URI`, or SQLite in the checkout's `mlruns/`.

    Raises:
        InputError: it is neither a SQLite file nor a server.
    """
    uri = os.environ.get("MLFLOW_TRACKING_URI") or f"{_SQLITE}{PROJECT / 'mlruns' / 'mlflow.db'}"
    if not uri.startswith(_SQLITE) and urlsplit(uri).scheme not in _SERVER:
        raise InputError(
            f"MLFLOW_TRACKING_URI names no registry ({uri.partition(':')[0]}:…); give the address "
            "of an MLflow server (http://host:port; any database may be behind it) or a SQLite "
            "file (sqlite:////folder/mlflow.db)"
        )
    return uri


def place() -> str:
    """Where the registry is, as a message names it: without user and password."""
    if file := sqlite_file():
        return str(file)
    parts = urlsplit(tracking_uri())
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def sqlite_file() -> Path | None:
    """The SQLite file; None where a server keeps the records."""
    uri = tracking_uri()
    return Path(uri.removeprefix(_SQLITE)).resolve() if uri.startswith(_SQLITE) else None


def artifacts() -> str | None:
    """Where artifacts go; None leaves the choice to a server."""
    file = sqlite_file()
    return None if file is None else (file.parent / "artifacts").as_uri()


def check_place(kept: str) -> None:
    """See that artifacts are where the registry noted them: MLflow notes whole paths, for good.

    Args:
        kept: the address of the artifacts, as noted.

    Raises:
        InputError: the registry was moved or copied.
    """
    here = artifacts()
    if here is None:
        return
    there, beside = (Path(url2pathname(urlsplit(uri).path)) for uri in (kept, here))
    if there.resolve() != beside:
        raise InputError(
            f"the registry {place()} was moved or copied: its models are noted in {there}; "
            f"move its folder back to {there.parent}, make {there.parent} a link to "
            f"{beside.parent}, or name the original with MLFLOW_TRACKING_URI; nothing was loaded"
        )
