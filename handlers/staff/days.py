"""Days in forms: picked from a calendar, or typed with a year of either era."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField

from models.dates import BUDDHIST_ERA

FIRST_BUDDHIST = 2400  # no form of the office asks for a day of that year in the common era


class DayField(DateField):  # type: ignore[misc]
    """A day as 2026-12-25 (what browsers send), 25/12/2026 or 25/12/2569."""

    def process_formdata(self, values: list[Any]) -> None:
        """Read what was sent; ValueError, with words to show, when it is no day."""
        self.data = None
        text = values[0].strip() if values else ""
        if not text:
            return
        self.data = read_day(text)
        if self.data is None:
            raise ValueError(_("วันที่ไม่ถูกต้อง พิมพ์ได้ เช่น 25/12/2569 ค่ะ"))


def read_day(text: str) -> date | None:
    """The day written; None when it is none."""
    parts = text.split("/")[::-1] if "/" in text else text.split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year - BUDDHIST_ERA if year >= FIRST_BUDDHIST else year, month, day)
    except ValueError:
        return None
