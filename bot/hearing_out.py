"""Hears each caller out before an answer goes: a proxy still sending would never hear a refusal."""

from collections.abc import Callable, Iterable
from typing import Any

LONGEST = 80 * 1024 * 1024  # bytes; above what docs/deploying/nginx.conf lets through
SIP = 256 * 1024  # bytes read at a time

WSGI = Callable[..., Iterable[bytes]]


class HeardOut:
    """Reads what the pages left unread of a request, such as files that came to a dead link.

    Closing on a proxy in the middle of its sentence has it say 502 instead of what we answered.
    Right only behind a proxy that brings requests whole: a slow caller would hold a thread.
    """

    def __init__(self, app: WSGI) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        said, left = environ["wsgi.input"], LONGEST
        if not environ.get("wsgi.input_terminated"):  # a server whose input has no end to read to
            return self._app(environ, start)
        answer = self._app(environ, start)
        try:
            while left > 0 and (sip := said.read(SIP)):
                left -= len(sip)
        except OSError:  # the caller went away, and asks for no answer
            pass
        return answer
