"""Who may come in to the private pages, what a browser may do with them, and what is refused."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, g, make_response, request
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from handlers.citizens.words import later
from handlers.pages.visit import lent, paper, session, words
from models.links import LinkOver, LinkWrong

PREFIX = "/p"
MOST_AT_ONCE = 64 * 1024 * 1024  # bytes of one request; without JavaScript it brings several files
OURS = ("same-origin", "none")  # Fetch Metadata: from our page, or typed and tapped by a person

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",  # the address is the key: no other site may learn it
    "Permissions-Policy": "microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

REFUSALS = {
    403: (later("เปิดจากที่อื่นไม่ได้ค่ะ"), later("กรุณาเปิดหน้านี้จากปุ่มในแชต LINE แล้วลองใหม่ค่ะ")),
    404: (later("ลิงก์นี้ใช้ไม่ได้ค่ะ"), later("อาจคัดลอกมาไม่ครบ กลับไปที่แชต LINE แล้วกดปุ่มเดิมอีกครั้งนะคะ")),
    409: (later("ตอนนี้ส่งเพิ่มไม่ได้ค่ะ"), later("เรื่องนี้ไม่ได้รอเอกสารแล้ว ดูได้ในแชต LINE โดยพิมพ์ “เรื่องของฉัน”")),
    410: (
        later("ลิงก์หมดอายุแล้วค่ะ"),
        later("เพื่อความปลอดภัย ลิงก์เปิดได้ไม่นาน กลับไปที่แชต LINE แล้วกดปุ่มเดิมเพื่อขอลิงก์ใหม่นะคะ"),
    ),
    413: (
        later("ไฟล์ใหญ่เกินไปค่ะ"),
        later("ส่งได้ไฟล์ละไม่เกิน 30 MB และครั้งละไม่เกิน 60 MB ช่วยส่งทีละไฟล์นะคะ"),
    ),
}
ELSE = (later("ขออภัยค่ะ เปิดหน้านี้ไม่สำเร็จ"), later("ลองใหม่อีกครั้ง หรือส่งรูปในแชต LINE ได้เลยค่ะ"))


def stand_guard(pages: Blueprint) -> None:
    """Refuse strangers' requests, seal every answer, and say each refusal in a sentence."""
    pages.before_request(_admit)
    pages.after_request(_seal)
    pages.register_error_handler(LinkWrong, lambda _: _refused(404))
    pages.register_error_handler(LinkOver, lambda _: _refused(410))
    # What the database cannot hold, such as a NUL, was typed into a form.
    pages.register_error_handler(DataError, lambda _: _refused(400))
    pages.register_error_handler(HTTPException, lambda error: _refused(error.code or 500))


def _admit() -> None:
    request.max_content_length = MOST_AT_ONCE
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        if site not in OURS:
            abort(403)
    # A browser that tells of neither is an old one: only the secret address speaks for it.
    elif origin is not None and urlsplit(origin).netloc not in (request.host, _own_host()):
        abort(403)


def _own_host() -> str:
    return urlsplit(lent().links.public_url).netloc


def _seal(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "pages.static":
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _refused(code: int) -> Response:
    """A page that says why; whatever the request had begun is undone."""
    if "session" in g:
        session().rollback()
    title, sentence = REFUSALS.get(code, ELSE)
    if request.accept_mimetypes.best == "application/json":
        return make_response({"fault": words()(sentence)}, code)
    return make_response(paper("refusal", title=words()(title), sentence=words()(sentence)), code)
