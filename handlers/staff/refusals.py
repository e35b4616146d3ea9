"""What people read when a page cannot be shown; whatever the page had begun is undone."""

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import BadRequest, HTTPException

from handlers.staff.guard import PREFIX, polled, refused
from handlers.staff.visit import session

WRITTEN_DOWN = (403,)


def open_refusals(app: Flask) -> None:
    """Answer refusals under /staff with a page, and undo what the request had begun."""
    app.register_error_handler(HTTPException, _refuse)
    app.register_error_handler(DataError, _unfit)


def _refuse(error: HTTPException) -> HTTPException | Response:
    if error.code is None or error.code < 400 or not request.path.startswith(PREFIX):
        return error
    if error.code >= 500:
        return _broken(error.code)
    session().rollback()
    if error.code in WRITTEN_DOWN:
        refused(error.code)
    if polled() or "HX-Request" in request.headers:
        return make_response(_sentence(error), error.code)
    return _page(error)


def _unfit(error: DataError) -> HTTPException | Response:
    """What the database cannot hold, such as a NUL or a number of thirty digits, was asked for."""
    return _refuse(BadRequest())


def _page(error: HTTPException) -> Response:
    inside = current_user.is_authenticated and not current_user.must_change_password
    paper = "staff/base.html" if inside else "staff/door.html"
    body = render_template(
        "staff/refusal.html", paper=paper, title=_title(error), sentence=_sentence(error)
    )
    response = make_response(body, error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _broken(code: int) -> Response:
    """A page that asks the database nothing: perhaps it is the database that is away."""
    if "session" in g:
        session().rollback()
    return make_response(render_template("staff/broken.html"), code)


def _title(error: HTTPException) -> str:
    titles = {
        400: _("ส่งคำขอไม่สำเร็จ"),
        403: _("ไม่มีสิทธิใช้หน้านี้"),
        404: _("ไม่พบหน้านี้"),
        409: _("มีผู้แก้ไขก่อนแล้ว"),
        413: _("ไฟล์ใหญ่เกินไป"),
        429: _("ลองหลายครั้งเกินไป"),
    }
    return str(titles.get(error.code or 0, _("ทำรายการไม่สำเร็จ")))


def _sentence(error: HTTPException) -> str:
    if isinstance(error, CSRFError):
        return str(_("หน้านี้เปิดไว้นานเกินไปหรือเปิดจากที่อื่น กรุณากลับไปโหลดหน้าใหม่แล้วลองอีกครั้งค่ะ"))
    sentences = {
        401: _("กรุณาเข้าสู่ระบบอีกครั้งค่ะ"),
        403: _("หน้าหรือรายการนี้เป็นของฝ่ายหรือหน้าที่อื่น หากจำเป็นต้องใช้ กรุณาแจ้งผู้ดูแลระบบค่ะ"),
        404: _("หน้าที่ขอไม่มีอยู่ หรือถูกย้ายไปแล้วค่ะ"),
        409: _("มีผู้บันทึกรายการนี้ก่อนหน้า กรุณาโหลดหน้าใหม่แล้วตรวจดูอีกครั้งค่ะ"),
        413: _("กรุณาเลือกไฟล์ที่เล็กลงค่ะ"),
        429: _("กรุณารอประมาณ 15 นาทีแล้วลองใหม่ค่ะ"),
    }
    return str(sentences.get(error.code or 0, _("กรุณากลับไปหน้าก่อนหน้าแล้วลองอีกครั้งค่ะ")))
