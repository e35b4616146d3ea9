"""How our answers look in the chat: text, cards, lists and quick replies, as LINE's JSON.

Limits and units: LINE Messaging API reference, "Message objects", "Action objects".
"""

import regex

from handlers.citizens.words import Words

Part = dict[str, object]  # any piece of a LINE message

GREEN, INK, GREY = "#0B6E4F", "#2B2622", "#5F5750"
PALE, WHITE, LINE_GREY, SHUT = "#E6F1ED", "#FFFFFF", "#D9D3CC", "#F1EEEA"
AMBER, AMBER_INK = "#FFF1D0", "#6B4300"
RED = "#B3261E"

FLEX_LABEL, QUICK_LABEL = 40, 20  # graphemes
LONGEST_TEXT, LONGEST_ALT = 5000, 1500  # UTF-16 units


def shorten(words: str, graphemes: int) -> str:
    """Cut to so many signs as a reader counts them, out of the middle: names differ at their ends.

    Thai vowels and tones stay with their consonant.
    """
    signs = regex.findall(r"\X", words)
    if len(signs) <= graphemes:
        return words
    tail = graphemes // 2
    return "".join([*signs[: graphemes - 1 - tail], "…", *signs[-tail:]])


def clip(words: str, units: int) -> str:
    """Cut to so many UTF-16 units, the way LINE counts a text."""
    if len(words.encode("utf-16-le")) // 2 <= units:
        return words
    short = words.encode("utf-16-le")[: (units - 1) * 2]
    return short.decode("utf-16-le", "ignore") + "…"


# What a tap does ------------------------------------------------------------------------------


def press(label: str, data: str) -> Part:
    """A tap that comes back to us; the chat shows the words as if they had been typed."""
    cut = shorten(label, FLEX_LABEL)
    return {"type": "postback", "label": cut, "data": data, "displayText": label}


def link(label: str, uri: str) -> Part:
    """A tap that opens a page, a map or the telephone."""
    return {"type": "uri", "label": shorten(label, FLEX_LABEL), "uri": uri}


def telephone(number: str) -> str:
    """The address that rings a number written as people write it."""
    return "tel:" + "".join(sign for sign in number if sign.isdecimal() or sign == "+")


def camera(label: str) -> Part:
    """A tap that opens the camera; LINE knows it in quick replies alone."""
    return {"type": "camera", "label": label}


def album(label: str) -> Part:
    """A tap that opens the pictures of the phone; LINE knows it in quick replies alone."""
    return {"type": "cameraRoll", "label": label}


def quick_replies(*actions: Part) -> list[Part]:
    """Buttons over the keyboard; phones only, gone with the next message (at most 13)."""
    return [{"type": "action", "action": _for_quick_reply(action)} for action in actions]


def _for_quick_reply(action: Part) -> Part:
    return {**action, "label": shorten(str(action["label"]), QUICK_LABEL)}


# Pieces of a card -----------------------------------------------------------------------------


def line(words: str, **style: object) -> Part:
    """A line of text that grows with the reader's font size and is never cut off."""
    plain = {"type": "text", "text": words, "size": "md", "color": INK}
    return {**plain, **style, "wrap": True, "scaling": True}


def small(words: str, **style: object) -> Part:
    """A remark under something."""
    return line(words, **{"size": "sm", "color": GREY, **style})


def heading(words: str) -> Part:
    """The title of a group of lines."""
    return line(words, weight="bold", margin="lg")


def fact(label: str, words: str, remark: str = "") -> Part:
    """A fact under its name, and how far it may be relied on."""
    lines = [small(label), line(words)]
    return _pile(lines + ([small(remark, color=AMBER_INK)] if remark else []), margin="lg")


def strip(words: str, *more: Part) -> Part:
    """An amber strip: what is said here still waits for the office."""
    lines = [line(words, size="sm", color=AMBER_INK, weight="bold"), *more]
    return _pile(
        lines, backgroundColor=AMBER, cornerRadius="6px", paddingAll="10px", spacing="sm",
        margin="md",
    )  # fmt: skip


def bullet(words: str, color: str = INK) -> Part:
    """One line of a list."""
    dot = line("•", flex=0, color=color)
    return {
        "type": "box", "layout": "horizontal", "spacing": "sm", "margin": "sm",
        "contents": [dot, line(words, color=color)],
    }  # fmt: skip


def row(action: Part, remark: str = "") -> Part:
    """A tall row to tap; unlike LINE's own button it shows long names whole."""
    name = line(str(action["displayText"]), color=GREEN, weight="bold")
    lines = [name, small(remark)] if remark else [name]
    return _pile(
        lines, action=action, borderColor=LINE_GREY, borderWidth="1px", cornerRadius="8px",
        paddingAll="12px", margin="md",
    )  # fmt: skip


def beside(main: Part, other: Part) -> Part:
    """A row to tap with a lesser tap at its right side."""
    lesser = line(str(other["label"]), size="sm", color=GREEN, align="center")
    tap = _pile([lesser], action=other, flex=2, justifyContent="center")
    return {
        "type": "box", "layout": "horizontal", "spacing": "sm", "margin": "md",
        "contents": [{**row(main), "flex": 5, "margin": "none"}, tap],
    }  # fmt: skip


def button(action: Part, *, main: bool = False) -> Part:
    """A button at the foot of a card; one line, so for short labels."""
    look = {"style": "primary", "color": GREEN} if main else {"style": "secondary", "color": PALE}
    return {
        "type": "button", "action": action, "height": "sm", "adjustMode": "shrink-to-fit",
        "scaling": True, "margin": "sm", **look,
    }  # fmt: skip


def side_by_side(*taps: Part) -> Part:
    """Lesser ways out, next to each other; very short labels only."""
    look = {"type": "button", "style": "link", "color": GREEN, "height": "sm"}
    fit = {"adjustMode": "shrink-to-fit", "scaling": True}
    return {
        "type": "box", "layout": "horizontal", "margin": "sm",
        "contents": [{**look, **fit, "action": tap} for tap in taps],
    }  # fmt: skip


def mark(
    sign: str, words: str, remark: str = "", action: Part | None = None, *, color: str = GREEN
) -> Part:
    """A line of a list with a sign of how it stands, its remark, and what a tap on it does."""
    lines = [line(words), small(remark)] if remark else [line(words)]
    row: Part = {
        "type": "box", "layout": "horizontal", "spacing": "md", "margin": "lg",
        "contents": [line(sign, flex=0, color=color, weight="bold"), _pile(lines, flex=1)],
    }  # fmt: skip
    return {**row, "action": action} if action else row


def progress(done: int, of: int) -> Part:
    """How far one has come, as a bar; say it in words as well."""
    share = f"{round(100 * done / of) if of else 100}%"
    full = _pile([], width=share, height="8px", backgroundColor=GREEN, cornerRadius="4px")
    return _pile([full], height="8px", backgroundColor=LINE_GREY, cornerRadius="4px", margin="md")


def _pile(contents: list[Part], **style: object) -> Part:
    return {"type": "box", "layout": "vertical", "contents": contents, **style}


# Messages -------------------------------------------------------------------------------------


def text(words: str, *quick: Part) -> Part:
    """A plain text, with quick replies under it."""
    message: Part = {"type": "text", "text": clip(words, LONGEST_TEXT)}
    return {**message, "quickReply": {"items": quick_replies(*quick)}} if quick else message


def card(
    title: str, body: list[Part], *, foot: list[Part] | None = None, quick: list[Part] | None = None
) -> Part:
    """One card; its title and first words stand in for it in the chat list and for the blind."""
    bubble: Part = {
        "type": "bubble",
        "size": "mega",
        "header": _pile(
            [line(title, color=WHITE, weight="bold", size="lg")],
            backgroundColor=GREEN, paddingAll="16px",
        ),
        "body": _pile(body, paddingAll="16px"),
    }  # fmt: skip
    if foot:
        bubble["footer"] = _pile(foot, paddingAll="12px")
    alt = " · ".join([title, *_texts(body)])
    message: Part = {"type": "flex", "altText": clip(alt, LONGEST_ALT), "contents": bubble}
    return {**message, "quickReply": {"items": quick_replies(*quick)}} if quick else message


def bubble(body: list[Part], foot: list[Part] | None = None, *, ground: str = WHITE) -> Part:
    """One card of a row of them, to be laid into `carousel`."""
    one: Part = {
        "type": "bubble", "size": "kilo",
        "body": _pile(body, paddingAll="16px", backgroundColor=ground),
    }  # fmt: skip
    return {**one, "footer": _pile(foot, paddingAll="12px")} if foot else one


def carousel(title: str, bubbles: list[Part], *, quick: list[Part]) -> Part:
    """A row of cards to be pushed sideways (at most 12, 50 KB); `title` stands in for it."""
    alt = " · ".join([title, *_texts([one["body"] for one in bubbles])])
    row: Part = {"type": "carousel", "contents": bubbles}
    message: Part = {"type": "flex", "altText": clip(alt, LONGEST_ALT), "contents": row}
    return {**message, "quickReply": {"items": quick_replies(*quick)}}


def together(*messages: Part) -> list[Part]:
    """Several messages for one turn: the phone shows the quick replies of the last one alone.

    Source: LINE docs, "Use quick replies".
    """
    *others, last = messages
    return [{k: v for k, v in one.items() if k != "quickReply"} for one in others] + [last]


def _texts(part: object) -> list[str]:
    if isinstance(part, list):
        return [words for each in part for words in _texts(each)]
    if not isinstance(part, dict):
        return []
    told = part.get("type") == "text" and len(str(part["text"])) > 1  # not a bullet or a sign
    own = [str(part["text"])] if told else []
    return own + _texts(part.get("contents"))


# Buttons that many conversations offer --------------------------------------------------------


def to_menu(words: Words) -> Part:
    """Back to the main topics."""
    return press(words("เมนูหลัก"), "menu?")


def to_officer(words: Words) -> Part:
    """To a person."""
    return press(words("คุยกับเจ้าหน้าที่"), "officer?")
