"""What we write down of our own work: JSON lines, never what a person said or who they are."""

import logging
import sys

import structlog


def configure(*, quiet: bool = False) -> None:
    """Send every log line to standard output as JSON; `quiet`: only what went wrong."""
    # The pool's own warnings quote the address of the database, password and all.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.ERROR if quiet else logging.INFO
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=True,
    )


def where(error: BaseException) -> str:
    """The kind of an error and the line it came from: its message may hold a citizen's words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    name = trace.tb_frame.f_code.co_filename.rpartition("/")[2]
    return f"{type(error).__name__} in {name}:{trace.tb_lineno}"
