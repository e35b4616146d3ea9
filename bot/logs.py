"""What we write down of our own work: JSON lines, never what a person said or who they are."""

import json
import logging
import re
import sys
import threading
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any

import structlog

# The last net, under the care of every line: Thai telephone and identity numbers, LINE's user ids.
PERSONAL = re.compile(r"(?<![\w-])(?:0\d{8,9}|[1-8]\d{12})(?![\w-])|\b[UCR][0-9a-f]{32}\b")
HIDDEN = "•••"


def without_numbers(_: object, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide what looks like somebody's number, should a line ever carry one."""
    for name, value in line.items():
        if isinstance(value, str):
            line[name] = PERSONAL.sub(HIDDEN, value)
    return line


PROCESSORS: tuple[Any, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    without_numbers,
    structlog.processors.JSONRenderer(ensure_ascii=False),
)


class Lines(logging.Formatter):
    """Lines of the libraries we stand on, as JSON like ours.

    Of what they fill into a line only numbers are kept, and of an error only its kind and place:
    an address may let somebody in, a row may hold a citizen's words.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
        line = structlog.contextvars.get_contextvars() | {
            "event": PERSONAL.sub(HIDDEN, _plain(record)),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": moment,
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


# gunicorn sets up its own logging; this is how it is told to write as we do.
GUNICORN: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "bot.logs.Lines"}},
    "handlers": {
        "out": {
            "class": "logging.StreamHandler",
            "formatter": "lines",
            "stream": "ext://sys.stdout",
        }
    },
    "root": {"level": "WARNING", "handlers": ["out"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["out"], "propagate": False}},
}


def configure(*, quiet: bool = False) -> None:
    """Send every log line to standard output as JSON; `quiet`: only what went wrong."""
    # The pool's own warnings quote the address of the database, password and all.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=list(PROCESSORS),
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.ERROR if quiet else logging.INFO
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=True,
    )
    if not quiet:
        _take_over()


def _take_over() -> None:
    """Whatever else speaks in a process of the office speaks in JSON, too, to its last word."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(True)
    log = structlog.get_logger()

    def died(_kind: object, error: BaseException, _trace: object) -> None:
        log.critical("process_died", error=where(error))

    def thread_died(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.critical("thread_died", error=where(args.exc_value))

    sys.excepthook = died
    threading.excepthook = thread_died


def where(error: BaseException) -> str:
    """The kind of an error and the line it came from: its message may hold a citizen's words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    name = trace.tb_frame.f_code.co_filename.rpartition("/")[2]
    return f"{type(error).__name__} in {name}:{trace.tb_lineno}"


def _plain(record: logging.LogRecord) -> str:
    """What the library meant to say, without the words it filled in."""
    told = str(record.msg)
    given = record.args if isinstance(record.args, tuple) else ()
    if not given:
        return told
    try:
        return told % tuple(one if isinstance(one, int | float) else "…" for one in given)
    except (TypeError, ValueError):
        return told
