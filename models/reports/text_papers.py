"""Papers and forms as plain text: to read at the keyboard, or to paste into the city's web form."""

from collections.abc import Iterable

from models.reports.kpi import Field
from models.reports.papers import (
    Chart,
    Digits,
    Heading,
    Line,
    NewPage,
    Paper,
    Signature,
    Table,
    in_digits,
    signing,
)


def text_of(paper: Paper) -> str:
    """The words of a paper; charts are left out, for the table before them says the same."""
    lines: list[str] = []
    for block in paper.blocks:
        match block:
            case Heading(text=text):
                lines += ["", text]
            case Line():
                first, *others = block.lines
                indent = "  " * block.indent
                lines += [
                    f"{indent}{block.label} {first}".rstrip() if block.label else indent + first
                ]
                lines += [f"{indent}  {text}" for text in others]
            case Table(head=head, rows=rows):
                lines += [" | ".join(row).replace("\n", " ") for row in (head, *rows)]
            case Signature():
                lines += ["", block.before, "", *signing(block)]
            case NewPage() | Chart():
                pass
    return paper.words("\n".join(lines).strip()) + "\n"


def blocks_of(fields: Iterable[Field], digits: Digits = Digits.ARABIC) -> str:
    """Every field under its number and name, a block each; the words in these digits."""
    told = ((field.place, field.label, in_digits(field.text, digits)) for field in fields)
    return "\n".join(f"[{place}] {label}\n{text}\n" for place, label, text in told)
