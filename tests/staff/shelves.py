"""What the stories of short answers and unanswered words begin with."""

from types import SimpleNamespace
from typing import Any

from flask import Flask

from models.office import Office

ANSWER: dict[str, Any] = {
    "section": "registration",
    "name_th": "ที่จอดรถของสำนักงานเขต",
    "answer_th": "จอดได้ที่ลานหน้าอาคาร โทร {phone} ค่ะ",
    "phrases": "จอดรถที่เขตได้ไหม\nที่จอดรถอยู่ตรงไหน",
    "name_en": "Parking",
    "answer_en": "",
    "clip": "",
    "source": "https://example.org/parking",
    "verified_by": "สมชาย ใจเย็น",
    "verified_at": "2026-11-01",
    "review_due": "2027-11-01",
    "valid_from": "",
    "valid_to": "",
}
ADDRESS = "/staff/short-answers/parking"


def lay_out(app: Flask, office: Office) -> None:
    """Put an edition that is built already on the shelf, instead of building one per test."""
    app.extensions["shelf"] = SimpleNamespace(office=office, look=lambda: office)
