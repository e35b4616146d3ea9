"""Small drawings of a bad and a good photograph of a paper, made of the boxes of a card.

They need no picture on a server, so they are there in every chat, however old the letter.
"""

from collections.abc import Callable
from typing import Any

from handlers.citizens.cards import AMBER, GREEN, INK, LINE_GREY, PALE, RED, WHITE, Part, line
from handlers.citizens.words import Words, later
from models.prechecks import Reason

PANEL = 116  # pixels high
NIGHT, SHADE, MIST, FAINT = "#2E2A27", "#4A443F", "#F1EEEA", "#E3DED8"

Draw = Callable[[], list[Part]]


def pair(words: Words, reason: Reason) -> Part | None:
    """The bad one and the good one side by side; None where a drawing would not help."""
    if reason not in BAD:
        return None
    told, bad = BAD[reason]
    good_told, good = GOOD.get(reason, (later("แบบนี้ดีค่ะ"), _good))
    return {
        "type": "box", "layout": "horizontal", "spacing": "md", "margin": "md",
        "contents": [
            _panel(words(told), "✕", RED, bad()),
            _panel(words(good_told), "✓", GREEN, good()),
        ],
    }  # fmt: skip


def _panel(told: str, sign: str, colour: str, picture: list[Part]) -> Part:
    desk = _box(
        picture, height=f"{PANEL}px", backgroundColor="#CFC7BE", cornerRadius="6px",
        borderWidth="2px", borderColor=colour, position="relative",
    )  # fmt: skip
    caption = line(f"{sign} {told}", size="xs", color=colour, weight="bold", align="center")
    return _box([desk, {**caption, "margin": "sm"}], flex=1)


def _sheet(*lines: Part, ground: str = WHITE, **place: str) -> Part:
    """A paper on the desk; by default whole, with a margin of desk around it."""
    where = {"offsetTop": "12px", "offsetStart": "14%", "width": "72%", "height": "88px"} | place
    return _box(
        list(lines), position="absolute", backgroundColor=ground, paddingAll="8px",
        cornerRadius="3px", **where,
    )  # fmt: skip


def _writing(ink: str, portrait: str, *, rows: int = 4) -> list[Part]:
    """Lines of writing beside a small portrait, as on most papers that show who somebody is."""
    bars = [_bar(ink, width) for width in ("90%", "70%", "80%", "55%", "75%")[:rows]]
    face = _box([], width="20px", height="26px", backgroundColor=portrait, cornerRadius="2px")
    return [
        _bar(ink, "60%", "7px"),
        {
            "type": "box", "layout": "horizontal", "spacing": "sm", "margin": "md",
            "contents": [face, _box(bars, flex=1)],
        },
    ]  # fmt: skip


def _bar(colour: str, width: str, height: str = "4px") -> Part:
    return _box(
        [], width=width, height=height, backgroundColor=colour, cornerRadius="2px", margin="sm"
    )


def _good() -> list[Part]:
    return [_sheet(*_writing(INK, "#8FA89B"))]


def _blurred() -> list[Part]:
    ghost = {"offsetTop": "15px", "offsetStart": "17%"}
    return [
        _sheet(*_writing(FAINT, FAINT), ground="#FFFFFF99", **ghost),
        _sheet(*_writing("#C9C2BA", "#D8D2CB"), ground="#FFFFFFB3"),
    ]


def _dark() -> list[Part]:
    night = _box(
        [], position="absolute", offsetTop="0px", offsetStart="0px", width="100%",
        height=f"{PANEL}px", backgroundColor="#000000B8",
    )  # fmt: skip
    return [_sheet(*_writing(SHADE, SHADE), ground="#8B847C"), night]


def _glare() -> list[Part]:
    light = {"position": "absolute", "backgroundColor": "#FFFFFFE6"}
    return [
        _sheet(*_writing(INK, "#8FA89B"), ground=MIST),
        _box([], offsetTop="24px", offsetStart="38%", width="62px", height="62px",
             cornerRadius="31px", **light),
    ]  # fmt: skip


def _cropped() -> list[Part]:
    near = {"offsetTop": "30px", "offsetStart": "40%", "width": "60%", "height": "84px"}
    return [_sheet(*_writing(INK, "#8FA89B"), **near)]


def _unsigned() -> list[Part]:
    return [_sheet(*_form(_bar(FAINT, "100%", "2px")))]


def _signed() -> list[Part]:
    name = line("สมหญิง", size="xs", color="#1F4E9E", style="italic", align="center")
    return [_sheet(*_form({**name, "margin": "none"}))]


def _form(last: Part) -> list[Part]:
    bars = [_bar(INK, width) for width in ("60%", "95%", "85%")]
    sign_here = _box(
        [last], height="26px", margin="md", borderWidth="1px", borderColor=LINE_GREY,
        cornerRadius="3px", paddingAll="2px", backgroundColor=AMBER, justifyContent="center",
    )  # fmt: skip
    return [*bars, sign_here]


def _one_page() -> list[Part]:
    return [_sheet(*_writing(INK, "#8FA89B"), offsetStart="29%", width="42%")]


def _all_pages() -> list[Part]:
    left, right = {"offsetStart": "5%", "width": "42%"}, {"offsetStart": "53%", "width": "42%"}
    bars = [_bar(INK, width) for width in ("90%", "70%", "85%", "60%", "75%")]
    return [_sheet(*_writing(INK, "#8FA89B"), **left), _sheet(*bars, **right)]


def _other_paper() -> list[Part]:
    picture = _box([], height="52px", backgroundColor=PALE, cornerRadius="4px")
    return [_sheet(picture, _bar(LINE_GREY, "50%"))]


def _box(contents: list[Part], **style: Any) -> Part:
    return {"type": "box", "layout": "vertical", "contents": contents, **style}


BAD: dict[Reason, tuple[str, Draw]] = {
    Reason.BLURRED: (later("เบลอ"), _blurred),
    Reason.DARK: (later("มืด"), _dark),
    Reason.GLARE: (later("แสงสะท้อน"), _glare),
    Reason.CROPPED: (later("ไม่เต็มแผ่น"), _cropped),
    Reason.UNSIGNED: (later("ยังไม่ลงชื่อ"), _unsigned),
    Reason.PAGES_MISSING: (later("ขาดบางหน้า"), _one_page),
    Reason.WRONG_PAPER: (later("ไม่ใช่เอกสารที่ขอ"), _other_paper),
    Reason.UNREADABLE: (later("อ่านไม่ออก"), _blurred),
}
GOOD: dict[Reason, tuple[str, Draw]] = {
    Reason.UNSIGNED: (later("ลงชื่อครบ"), _signed),
    Reason.PAGES_MISSING: (later("ครบทุกหน้า"), _all_pages),
}
