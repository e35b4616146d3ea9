"""Reads a page of the console strictly: what a careless template breaks, fails the test."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse

# Elements without an end tag (HTML, 13.1.2).
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
    | {"track", "wbr"}
)
POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


@dataclass
class FormSeen:
    """A form as it stands in the page."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Element:
    """One element, with the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class Page(HTMLParser):
    """One answer: `.status`, and of a page its `.text`, `.h1`, `.title`, `.forms`, `.links`."""

    def __init__(
        self,
        status: int,
        html: str,
        location: str | None = None,
        response: TestResponse | None = None,
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.response = response
        self.status, self.html, self.location = status, html, location
        self.faults: list[str] = []
        self.elements: list[Element] = []
        self.forms: list[FormSeen] = []
        self.text = ""
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.text = " ".join(self.text.split())
        self._finish()

    @property
    def whole(self) -> bool:
        """Whether this is a page of its own, not a part of one."""
        return bool(self.all("html"))

    @property
    def h1(self) -> str:
        """The page's name."""
        return " ".join(element.text.strip() for element in self.all("h1"))

    @property
    def title(self) -> str:
        """The name of the window."""
        return " ".join(element.text.strip() for element in self.all("title"))

    @property
    def links(self) -> dict[str, str]:
        """Where each link leads, by its text."""
        return {" ".join(a.text.split()): a.attributes.get("href", "") for a in self.all("a")}

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element of this kind; `class_="x"` asks for a class among others."""
        wanted = attributes.pop("class_", None)
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.attributes.get(k) == v for k, v in attributes.items())
            and (not wanted or wanted in element.attributes.get("class", "").split())
        ]

    def form(self, action: str) -> FormSeen:
        """The form that goes to `action`."""
        return next(form for form in self.forms if form.action == action)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        repeated = [name for name, times in Counter(name for name, _ in attrs).items() if times > 1]
        if repeated:
            self.faults.append(f"<{tag}> repeats {repeated}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        self._look_for_inline(element)
        if tag == "form":
            self.forms.append(
                FormSeen(
                    element.attributes.get("action", ""), element.attributes.get("method", "get")
                )
            )
            if any(parent.tag == "form" for parent in self._open):
                self.faults.append("a form inside a form")
        self._note_field(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            stands = self._open[-1].tag if self._open else "nothing"
            self.faults.append(f"</{tag}> at {self.getpos()} closes <{stands}>")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
        if not any(element.tag in ("script", "style", "title") for element in self._open):
            self.text += data

    def _note_field(self, element: Element) -> None:
        name = element.attributes.get("name")
        inside = any(parent.tag == "form" for parent in self._open)
        if not (inside and name and self.forms):
            return
        kind = element.attributes.get("type", "")
        chosen = kind not in ("radio", "checkbox") or "checked" in element.attributes
        if element.tag in ("input", "select", "textarea") and chosen:
            self.forms[-1].fields[name] = element.attributes.get("value", "")

    def _look_for_inline(self, element: Element) -> None:
        handlers = [name for name in element.attributes if name.startswith("on")]
        if handlers or "style" in element.attributes or element.tag == "style":
            self.faults.append(
                f"<{element.tag}> at {self.getpos()} carries its own style or script"
            )
        if element.tag == "script" and "src" not in element.attributes:
            self.faults.append("a script without an address of its own")
        if element.tag == "img" and "alt" not in element.attributes:
            self.faults.append("an image without words")

    def _finish(self) -> None:
        self.faults += [f"<{element.tag}> is never closed" for element in self._open]
        ids = Counter(e.attributes["id"] for e in self.elements if "id" in e.attributes)
        self.faults += [
            f"two elements are called {name}" for name, times in ids.items() if times > 1
        ]
        for element in self.elements:
            for pointer in POINTERS:
                for name in element.attributes.get(pointer, "").split():
                    if name not in ids:
                        self.faults.append(f'{pointer}="{name}" points at nothing')
        for form in self.forms:
            if form.method.lower() == "post" and not form.fields.get("csrf_token"):
                self.faults.append(f"the form to {form.action or 'itself'} has no csrf_token")
        if self.whole:
            self._check_heading()

    def _check_heading(self) -> None:
        if len(self.all("h1")) != 1 or not self.h1:
            self.faults.append(f"{len(self.all('h1'))} headings")
        elif not self.title.startswith(f"{self.h1} · "):
            self.faults.append(f"the window says {self.title!r}, the page {self.h1!r}")
        if not self.all("html")[0].attributes.get("lang"):
            self.faults.append("no language")
