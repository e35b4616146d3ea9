"""Moments as the office writes them: Bangkok time, Buddhist era."""

from datetime import datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543
MONTHS = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]


def thai_moment(moment: datetime) -> str:
    """Day and minute, e.g. "21 พ.ย. 2569 08.05 น."."""
    local = moment.astimezone(BANGKOK)
    year = local.year + BUDDHIST_ERA
    return f"{local.day} {MONTHS[local.month - 1]} {year} {local:%H.%M} น."
