"""Papers as Word documents that staff can go on editing, in the type official letters use.

Word keeps a second set of font settings for Thai (w:cs, szCs, bCs): without them it shows its own.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

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

FONT, SIZE = "TH Sarabun New", 16  # points
BIGGER = 20
TEXT_WIDE = 16.0  # centimetres between the margins of A4
FACES = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")


def docx_of(paper: Paper, font: str = FONT) -> bytes:
    """The paper as .docx; `font` may be what the office uses instead, by its name in Word."""
    document = docx.Document()
    _page(document, paper)
    _default_type(document, font)
    for block in paper.blocks:
        _WRITERS[type(block)](document, paper, block)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    known = document.core_properties
    known.title, known.author, known.comments = paper.title, paper.office, ""
    known.language = "th-TH"


def _default_type(document: Any, font: str) -> None:
    """Every style in the office's type: faces and sizes for Latin and for Thai alike."""
    for style in document.styles:
        if style.element.rPr is not None or style.name == "Normal":
            faces = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                faces.attrib.pop(qn(f"w:{theme}"), None)
            for face in FACES:
                faces.set(qn(face), font)
    normal = document.styles["Normal"]
    normal.font.size = Pt(SIZE)
    _add(normal.element.rPr, "w:szCs", **{"w:val": str(SIZE * 2)})
    _add(normal.element.rPr, "w:lang", **{"w:val": "th-TH", "w:bidi": "th-TH"})
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


ORDER = ("w:rFonts", "w:b", "w:bCs", "w:sz", "w:szCs", "w:cs", "w:lang")
"""The order in which Word's schema wants the settings of a run."""


def _add(settings: Any, name: str, **values: str) -> None:
    old = settings.find(qn(name))
    if old is not None:
        settings.remove(old)
    made = OxmlElement(name, {qn(key): value for key, value in values.items()})
    before = [qn(other) for other in ORDER[: ORDER.index(name)]]
    place = max((i + 1 for i, child in enumerate(settings) if child.tag in before), default=0)
    settings.insert(place, made)


def _run(paragraph: Any, text: str, *, bold: bool = False, size: int = 0) -> None:
    run = paragraph.add_run(text)
    settings = run._r.get_or_add_rPr()
    if bold:
        run.bold = True
        _add(settings, "w:bCs")
    if size:
        run.font.size = Pt(size)
        _add(settings, "w:szCs", **{"w:val": str(size * 2)})
    _add(settings, "w:cs")


def _heading(document: Any, paper: Paper, heading: Heading) -> None:
    for line in heading.text.split("\n"):
        made = document.add_paragraph()
        made.paragraph_format.keep_with_next = True
        if heading.level == 1:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            made.paragraph_format.space_before = Pt(8)
        _run(made, paper.words(line), bold=True, size=BIGGER if heading.level == 1 else 0)


def _line(document: Any, paper: Paper, line: Line) -> None:
    for number, text in enumerate(line.lines):
        made = document.add_paragraph()
        made.paragraph_format.left_indent = Cm(line.indent + (1 if number else 0))
        made.paragraph_format.keep_with_next = line.keep or bool(line.label and not text)
        if line.centred:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if line.label and not number:
            _run(made, paper.words(line.label) + " ", bold=True)
        _run(made, paper.words(text))


def _table(document: Any, paper: Paper, table: Table) -> None:
    grid = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    grid.autofit = False
    for at, text in enumerate(table.head):
        _cell(grid.rows[0].cells[at], paper.words(text), bold=True, right=False)
    _add_row_setting(grid.rows[0], "w:tblHeader")
    for row in table.rows:
        cells = grid.add_row().cells
        for at, text in enumerate(row):
            _cell(cells[at], paper.words(text), bold=False, right=at not in table.words)
    total = sum(table.widths)
    for column, width in zip(grid.columns, table.widths, strict=True):
        column.width = Cm(TEXT_WIDE * width / total)
    for row_of_cells in grid.rows:
        _add_row_setting(row_of_cells, "w:cantSplit")
        for cell, width in zip(row_of_cells.cells, table.widths, strict=True):
            cell.width = Cm(TEXT_WIDE * width / total)
            last = row_of_cells._tr is grid.rows[-1]._tr
            cell.paragraphs[0].paragraph_format.keep_with_next = table.short and not last
    document.add_paragraph()


def _cell(cell: Any, text: str, *, bold: bool, right: bool) -> None:
    made = cell.paragraphs[0]
    if bold or right:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER if bold else WD_ALIGN_PARAGRAPH.RIGHT
    _run(made, text, bold=bold)


def _add_row_setting(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _chart(document: Any, paper: Paper, chart: Chart) -> None:
    words = tuple(paper.words(text) for text in (chart.title, *chart.labels))
    document.add_picture(BytesIO(charts.png(chart, words)), width=Cm(TEXT_WIDE))
    described = document.inline_shapes[-1]._inline.docPr
    described.set("descr", f"แผนภูมิแท่ง: {chart.title} ({chart.unit})")


def _signature(document: Any, paper: Paper, signature: Signature) -> None:
    if signature.before:
        made = document.add_paragraph()
        made.paragraph_format.space_before = Pt(SIZE)
        made.paragraph_format.keep_with_next = True
        _run(made, paper.words(signature.before))
    for number, text in enumerate(signing(signature)):
        made = document.add_paragraph()
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        made.paragraph_format.left_indent = Cm(5)
        made.paragraph_format.keep_together = True
        made.paragraph_format.keep_with_next = number < 2
        made.paragraph_format.space_before = Pt(0 if number else 28)
        _run(made, paper.words(text))


def _new_page(document: Any, paper: Paper, _: NewPage) -> None:
    document.add_page_break()


_WRITERS: dict[type[Block], Callable[[Any, Paper, Any], None]] = {
    Heading: _heading,
    Line: _line,
    Table: _table,
    Chart: _chart,
    Signature: _signature,
    NewPage: _new_page,
}
