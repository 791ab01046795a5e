"""A real PostgreSQL for the tests, from the distribution's packages, in a folder that is thrown away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Engine, create_engine

from prepkit.store.postgres import open_postgres

UNPRIVILEGED = "postgres"
MISSING = "PostgreSQL is not installed; the tests need its server: apt-get install postgresql"
PREPARED = "prepared"


class PostgresServer:
    """A running server. ``engine()`` gives a new database each time, its schema already in place."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._numbers = count(1)
        self._engines: list[Engine] = []
        self._admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        self._create(PREPARED)
        prepared = create_engine(self.url(PREPARED))
        open_postgres(prepared)
        prepared.dispose()

    def url(self, database: str) -> URL:
        """Where a database of this server is."""
        return URL.create("postgresql+psycopg", UNPRIVILEGED, None, "127.0.0.1", self.port, database)

    def engine(self, *, empty: bool = False, encoding: str = "UTF8") -> Engine:
        """A new database; ``empty`` of any schema, or with ours."""
        name = f"test_{next(self._numbers)}"
        self._create(name, "template0" if empty else PREPARED, encoding)
        self._engines.append(create_engine(self.url(name)))
        return self._engines[-1]

    def close(self) -> None:
        """Let go of every connection."""
        for engine in (*self._engines, self._admin):
            engine.dispose()

    def _create(self, name: str, template: str = "template0", encoding: str = "UTF8") -> None:
        locale = "LC_COLLATE 'C' LC_CTYPE 'C'" if encoding != "UTF8" else ""
        with self._admin.connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}' {locale}"
            )


@contextmanager
def running() -> Iterator[PostgresServer]:
    """Start a server and stop it at the end. RuntimeError where there is none to start."""
    programs, port = _programs(), _free_port()
    with TemporaryDirectory(prefix="prepkit-postgres-", ignore_cleanup_errors=True) as folder:
        # The server refuses to run as root.
        as_user = ["runuser", "-u", UNPRIVILEGED, "--"] if os.getuid() == 0 else []
        if as_user:
            shutil.chown(folder, UNPRIVILEGED)
        data, log = f"{folder}/data", f"{folder}/log"
        initdb = [*as_user, str(programs / "initdb"), "-D", data, "-A", "trust", "-U", UNPRIVILEGED]
        _run([*initdb, "-E", "UTF8", "--no-sync"])
        # What is lost when the machine goes down is no concern here.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        control = [*as_user, str(programs / "pg_ctl"), "-D", data, "-w", "-l", log]
        _run([*control, "-o", options, "start"])
        try:
            server = PostgresServer(port)
            yield server
            server.close()
        finally:
            _run([*control, "-m", "immediate", "stop"])


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    if path is None:
        raise RuntimeError(MISSING)
    return Path(path).parent


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
