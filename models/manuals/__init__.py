"""The manuals and the poster, each a page of HTML that needs nothing beside it but our type."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import qrcode
import regex
import yaml

from models.permissions import Role

FOLDER = Path(__file__).parent
PICTURES = FOLDER / "pictures"
NAMES = ("citizen", "officer", "administrator", "agency", "inspector")
OF_ROLE = {  # which manual is whose own; everybody else's is the officer's
    Role.ADMINISTRATOR: "administrator",
    Role.AGENCY: "agency",
    Role.INSPECTOR: "inspector",
}
LABEL = regex.compile("“([^” ]+)([^”]*)”")  # what stands on a screen
LINE_ID = regex.compile(r"@[a-z0-9._-]{3,20}")


@dataclass(frozen=True)
class Part:
    """One thing the manual explains; `picture` names a screenshot, `desks` the console's desks."""

    heading: str
    text: str = ""
    steps: tuple[str, ...] = ()
    picture: str | None = None
    desks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manual:
    """One manual; `large` is set in type for old eyes."""

    name: str
    title: str
    subtitle: str
    parts: tuple[Part, ...]
    large: bool = False


@cache
def read(name: str) -> Manual:
    """The manual of this name; KeyError when there is none."""
    if name not in NAMES:
        raise KeyError(name)
    told = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    parts = tuple(
        Part(**one | {name: tuple(one.get(name, ())) for name in ("steps", "desks")})
        for one in told["parts"]
    )
    return Manual(name, told["title"], told["subtitle"], parts, told.get("large", False))


def manuals() -> tuple[Manual, ...]:
    """All of them."""
    return tuple(read(name) for name in NAMES)


def own(role: Role) -> Manual:
    """The manual of somebody in this role."""
    return read(OF_ROLE.get(role, "officer"))


def html_of(manual: Manual, office: str) -> str:
    """A manual as HTML, for the press of `models.reports.pdf_papers`."""
    kind = "large" if manual.large else "plain"
    return _page(manual.title, office, kind, (
        f"<header><h1>{escape(manual.title)}</h1><p>{escape(manual.subtitle)}</p>"
        f"<p class='office'>{escape(office)}</p></header>",
        *(_part(part) for part in manual.parts),
    ))  # fmt: skip


def poster(office: str, line_id: str) -> str:
    """A poster for the counter: add the office as a friend. ValueError for what is no LINE ID.

    Address of the QR: developers.line.biz/en/docs/messaging-api/using-line-url-scheme/
    """
    if not LINE_ID.fullmatch(line_id):
        raise ValueError(line_id)
    kept = BytesIO()
    address = f"https://line.me/R/ti/p/{quote(line_id, safe='')}"
    code = qrcode.QRCode(border=2, box_size=20)
    code.add_data(address)
    code.make_image().save(kept, "PNG")
    steps = ("ถามเอกสารที่ต้องใช้", "ส่งเอกสารให้ตรวจก่อนมา", "นัดวัน ไม่ต้องรอคิวนาน")
    return _page(f"เพิ่มเพื่อน {office}", office, "poster", (
        f"<h1>ไม่ต้องมาถึงเขต<br>ก็ถามได้</h1><p class='name'>{escape(office)}</p>",
        f"<img class='code' src='{_data(kept.getvalue())}' alt='QR {escape(address)}'>",
        f"<p class='id'>สแกนด้วย LINE หรือค้นหา <b>{escape(line_id)}</b></p>",
        "<ul>", *(f"<li>{step}</li>" for step in steps), "</ul>",
        "<p>ตอบตลอด 24 ชั่วโมง ไม่มีค่าใช้จ่าย</p>",
    ))  # fmt: skip


def _part(part: Part) -> str:
    return "".join(_written(part))


def _written(part: Part) -> Iterator[str]:
    picture = PICTURES / f"{part.picture}.png" if part.picture else None
    yield "<section>"
    if picture is not None and picture.exists():
        portrait = "phone" if str(part.picture).startswith("phone") else "screen"
        yield f"<img class='{portrait}' src='{_data(picture.read_bytes())}' alt=''>"
    yield f"<h2>{escape(part.heading)}</h2>"
    if part.text:
        yield f"<p>{_marked(part.text)}</p>"
    if part.steps:
        yield f"<ol>{''.join(f'<li>{_marked(step)}</li>' for step in part.steps)}</ol>"
    yield "</section>"


def _marked(words: str) -> str:
    """Labels in bold, the first word of each kept together with the mark that opens it."""
    return str(LABEL.sub(r"<b><span>“\1</span>\2”</b>", escape(words)))


def _data(picture: bytes) -> str:
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def _page(title: str, office: str, kind: str, parts: Iterable[str]) -> str:
    style = (FOLDER / "manual.css").read_text("utf-8")
    return (
        f'<!doctype html><html lang="th" class="{kind}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{style}</style>"
        f'<meta name="author" content="{escape(office)}"></head>'
        f"<body>{''.join(parts)}</body></html>"
    )
