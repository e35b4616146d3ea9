"""Who is measured, and how each is started: as its own processes, on a database of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import SECRET

GUNICORN = "gunicorn --no-control-socket --log-level error --worker-class gthread --workers 2"
GTHREAD = f"{GUNICORN} --threads 8"


@dataclass(frozen=True)
class Contestant:
    """A way to serve the webhook: the commands (`python -m …`) of its processes."""

    name: str
    label: str
    commands: tuple[str, ...]
    answers: bool  # whether it answers the citizen at all


CONTESTANTS = (
    Contestant(
        "bare",
        "bare verify-and-insert (Flask, gthread 2×8)",
        (f"{GTHREAD} --bind 127.0.0.1:{{port}} tests.bench.bare:app",),
        answers=False,
    ),
    Contestant("ours", "Puean Khet, web + one worker", ("bot serve", "bot work"), answers=True),
    Contestant("web", "Puean Khet, web alone", ("bot serve",), answers=False),
    Contestant(
        "sdk",
        "line-bot-sdk's Flask echo bot (gthread 2×8)",
        (f"{GTHREAD} --bind 127.0.0.1:{{port}} tests.bench.echo_bot:app",),
        answers=True,
    ),
)


def environment(port: int, line: int, database_url: str, folder: Path) -> dict[str, str]:
    """The settings every contestant is given; the channel is an invented one."""
    return os.environ | {
        "DATABASE_URL": database_url,
        "LINE_API_URL": f"http://127.0.0.1:{line}",
        "LINE_CHANNEL_ACCESS_TOKEN": "bench",
        "LINE_CHANNEL_ID": "1234567890",
        "LINE_CHANNEL_SECRET": SECRET,
        "PORT": str(port),
        "PUBLIC_URL": "https://district.example",
        "SECRET_KEY": "bench-only",
        "VAULT_KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "VAR": str(folder),
    }


@contextmanager
def running(commands: tuple[str, ...], env: dict[str, str], log: Path) -> Iterator[None]:
    """Keep the processes of `commands` alive for the while, their words in `log`."""
    with log.open("ab") as words:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", *command.format(port=env["PORT"]).split()],
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )
            for command in commands
        ]
        try:
            yield
        finally:
            for process in started:
                stop(process)


def stop(process: subprocess.Popen, patience: float = 5.0) -> None:
    """End a process and those it started; by force when it does not go within `patience` s."""
    for ending in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, ending)
            process.wait(patience)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
