"""A PostgreSQL server of its own for the tests that need one."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PASSWORD = "geheim+7%@:/好"
"""What must never be seen; every sign in it has a meaning somewhere."""


def programs() -> Path:
    """The folder of PostgreSQL's newest server programs."""
    found = [Path(path) for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if not found:
        pytest.skip("no PostgreSQL server is installed (Debian: postgresql)")
    return found[0].parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged() -> str:
    """A user for the server, which refuses to run as root."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a fresh server, without a database; it is stopped at the end."""
    from sqlalchemy import URL

    bin_folder = programs()
    # A path short enough for a socket, in a folder that the server's user can reach.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port()
        user = unprivileged() if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)

        def run(program: str, *options: str) -> None:
            command = [str(bin_folder / program), "-D", str(folder / "data"), *options]
            subprocess.run(command, check=True, user=user, cwd=folder, capture_output=True)

        secret = folder / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        secret.chmod(0o644)
        run(
            "initdb", "-U", "feijian", "--auth=scram-sha-256", f"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        settings = f"-c fsync=off -c listen_addresses=127.0.0.1 -c port={port} -k {folder}"
        run("pg_ctl", "start", "-w", "-o", settings, "-l", str(folder / "log"))
        try:
            address = URL.create("postgresql", "feijian", PASSWORD, "127.0.0.1", port)
            yield address.render_as_string(hide_password=False)
        finally:
            run("pg_ctl", "stop", "-m", "immediate")


@pytest.fixture
def database(postgres: str) -> str:
    """The address of an empty database in that server."""
    import psycopg

    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS city WITH (FORCE)")
        server.execute("CREATE DATABASE city TEMPLATE template0")
    return f"{postgres}/city"
