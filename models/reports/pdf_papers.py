"""Papers as PDF, with Thai lines broken at words and every word to be found by searching."""

import re
from base64 import b64encode
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ImageFile

from models.fonts import FOLDER
from models.reports import charts
from models.reports.papers import (
    Block,
    Chart,
    Heading,
    Line,
    NewPage,
    Paper,
    Signature,
    Table,
    signing,
)

CSS = Path(__file__).with_name("paper.css")


class NoPress(Exception):
    """This machine cannot print PDF: WeasyPrint or the Pango it stands on is missing."""


def pdf_of(paper: Paper) -> bytes:
    """The paper as PDF, in about a second of work; raises NoPress where it cannot be printed."""
    return press(html_of(paper))


def press(html: str) -> bytes:
    """A page of HTML that needs nothing beside it but our type, as PDF; raises NoPress."""
    try:
        # Two seconds and a system library: only who prints pays for it.
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as missing:
        raise NoPress(f"พิมพ์ PDF ไม่ได้ ต้องติดตั้ง Pango ก่อน · no Pango here: {missing}") from missing
    # WeasyPrint bids Pillow open torn pictures, for the whole process; citizens' photographs
    # are looked at by the same Pillow, and a torn one must be told from a whole one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    class OurFonts(URLFetcher):  # type: ignore[misc]
        """Opens our own type and the pictures in the page; never the network or another file."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/png;"):
                return super().fetch(url, headers)
            name = url.removeprefix("font:")
            if name not in {file.name for file in FOLDER.glob("*.ttf")}:
                raise ValueError(f"not ours: {url[:80]}")
            return super().fetch((FOLDER / name).as_uri(), headers)

    page = weasyprint.HTML(string=html, url_fetcher=OurFonts()).render()
    page.fonts = Findable()
    return bytes(page.write_pdf())


class Findable(dict[str, Any]):
    """The fonts of a PDF, each told beforehand which letters its glyphs of ำ stand for.

    WeasyPrint lets the first place where a glyph is drawn decide what it is called. ำ is drawn as
    two glyphs that share one place, so one of them would be called nothing and สำนักงาน could not
    be found. (Writing ำ as two letters in the page instead would cost the line breaks: จำนวน is
    then no word of the dictionary.)
    """

    NAMES = re.compile(r"uni(0E4D)?(0E32|0E4[89ABD])(?:\.\w+)?")

    def __setitem__(self, key: str, font: Any) -> None:
        from fontTools.ttLib import TTFont

        drawn = TTFont(BytesIO(font.file_content), fontNumber=font.index)
        for number, name in enumerate(drawn.getGlyphOrder()):
            halves = self.NAMES.fullmatch(name)
            if halves:  # a tone above the circle of ำ is one glyph, and comes first in writing
                font.to_unicode[number] = "".join(
                    chr(int(code, 16)) for code in reversed(halves.groups()) if code
                )
        super().__setitem__(key, font)


def html_of(paper: Paper) -> str:
    """The paper as one page of HTML that needs nothing beside it but our type."""
    body = "".join(_WRITERS[type(block)](paper, block) for block in paper.blocks)
    return (
        f'<!doctype html><html lang="th" class="{paper.digits}"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title><style>{CSS.read_text('utf-8')}</style>"
        f'<meta name="author" content="{escape(paper.office)}"></head><body>{body}</body></html>'
    )


def _told(paper: Paper, text: str) -> str:
    """Words as HTML; คำถาม is kept whole, which the dictionary takes for two words."""
    return escape(paper.words(text)).replace("คำถาม", '<span class="whole">คำถาม</span>')


def _heading(paper: Paper, heading: Heading) -> str:
    words = "<br>".join(_told(paper, line) for line in heading.text.split("\n"))
    return f"<h{heading.level}>{words}</h{heading.level}>"


def _line(paper: Paper, line: Line) -> str:
    kind = f"in{line.indent}" if line.indent else ""
    kind += " centred" if line.centred else ""
    label = f"<b>{_told(paper, line.label)}</b> " if line.label else ""
    first, *others = (_told(paper, text) for text in line.lines)
    more = "".join(f'<p class="{kind} more">{text}</p>' for text in others)
    kept = " keep" if more or not first or line.keep else ""
    return f'<p class="{kind}{kept}">{label}{first}</p>{more}'


def _table(paper: Paper, table: Table) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * w / total:.2f}%">' for w in table.widths)
    named = (_told(paper, text).replace("\n", "<br>") for text in table.head)
    head = "".join(f"<th>{name}</th>" for name in named)
    kind = ' class="short"' if table.short else ""
    rows = "".join(f"<tr>{_cells(paper, table, row)}</tr>" for row in table.rows)
    return f"<table{kind}>{columns}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(paper: Paper, table: Table, row: tuple[str, ...]) -> str:
    kinds = ("" if at in table.words else ' class="figure"' for at in range(len(row)))
    told = (_told(paper, text) for text in row)
    return "".join(f"<td{kind}>{text}</td>" for kind, text in zip(kinds, told, strict=True))


def _chart(paper: Paper, chart: Chart) -> str:
    words = tuple(paper.words(text) for text in (chart.title, *chart.labels))
    picture = b64encode(charts.png(chart, words)).decode("ascii")
    about = escape(f"แผนภูมิแท่ง: {chart.title} ({chart.unit})")
    return f'<img alt="{about}" src="data:image/png;base64,{picture}">'


def _signature(paper: Paper, signature: Signature) -> str:
    lines = "".join(f"<p>{_told(paper, text)}</p>" for text in signing(signature))
    before = f"<p>{_told(paper, signature.before)}</p>" if signature.before else ""
    return f'<section>{before}<div class="signature">{lines}</div></section>'


def _new_page(paper: Paper, _: NewPage) -> str:
    return '<div class="page"></div>'


_WRITERS: dict[type[Block], Callable[[Paper, Any], str]] = {
    Heading: _heading,
    Line: _line,
    Table: _table,
    Chart: _chart,
    Signature: _signature,
    NewPage: _new_page,
}
