"""What the buttons beside a row do: add, take away, up, down. Without scripts, nothing is lost."""

from typing import Any

from handlers.staff.procedure_fields import ROWS

Rows = list[dict[str, Any]]


def act(data: dict[str, Any], asked: str) -> str | None:
    """Change the rows in `data` as the button says ("documents:add", "fee:0:remove").

    The id of the field to go on with; None when the button is none of ours.
    """
    name, _, rest = asked.partition(":")
    if name not in ROWS:
        return None
    rows: Rows = data[name]
    if rest == "add":
        rows.append({})
        return _field(name, len(rows) - 1)
    number, _, deed = rest.partition(":")
    deeds = {"up": -1, "down": 1}
    if not number.isdecimal() or int(number) >= len(rows):
        return None
    if deed == "remove":
        del rows[int(number)]
        return f"{name}-add"
    if deed in deeds:
        return _field(name, _move(rows, int(number), deeds[deed]))
    return None


def _move(rows: Rows, number: int, step: int) -> int:
    """Exchange a row with its neighbour; where it stands now."""
    there = number + step
    if not 0 <= there < len(rows):
        return number
    rows[number], rows[there] = rows[there], rows[number]
    return there


def _field(name: str, number: int) -> str:
    return f"{name}-{number}-{'th' if name == 'documents' else 'text_th'}"
