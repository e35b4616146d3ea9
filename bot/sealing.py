"""What every answer tells a browser, from whatever door it comes, refusals and faults included."""

from flask import Flask, Response

# The least; the console and the citizens' pages say more of their own.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


def seal(app: Flask) -> None:
    """Put them on every answer that has none; registered first, so asked last."""
    app.after_request(_seal)


def _seal(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
