"""Opens every bomb in a process of its own, with little memory, and tells what it cost."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask_babel import Babel

from handlers.staff.reports_sheet import SheetFaults, _rows
from models import packs
from models.photos import look
from tests.security import bombs
from tests.security.bombs import MB

ADDRESS_SPACE = 3 * 1024 * MB  # bytes; libraries alone map one of them
SECONDS = 120


def pack(data: bytes) -> str:
    """What becomes of it as a content pack."""
    try:
        packs.read_pack(data, "pack.xlsx")
    except packs.PackFaults:
        return "refused"
    return "taken"


def sheet(data: bytes) -> str:
    """What becomes of it as a sheet of other channels."""
    app = Flask("blast")
    Babel(app)
    with app.test_request_context():
        try:
            list(_rows(data, "sheet.xlsx"))
        except SheetFaults:
            return "refused"
    return "taken"


def photo(data: bytes) -> str:
    """What becomes of it as a photograph."""
    seen = look(data)
    return f"{seen.kind} {'kept' if seen.body else 'not opened'}"


BOMBS: dict[str, tuple[Callable[[bytes], str], Callable[[], bytes]]] = {
    "pack swollen": (pack, lambda: bombs.swollen_workbook(55)),
    "pack too swollen": (pack, lambda: bombs.swollen_workbook(40)),
    "pack lying": (pack, lambda: bombs.lying_workbook(40)),
    "pack laughing": (pack, bombs.laughing_workbook),
    "pack climbing": (pack, bombs.climbing_workbook),
    "pack of rows": (pack, lambda: bombs.rows_workbook(55)),
    "sheet swollen": (sheet, lambda: bombs.swollen_workbook(55)),
    "sheet of rows": (sheet, lambda: bombs.rows_workbook(55)),
    "sheet too swollen": (sheet, lambda: bombs.swollen_workbook(40)),
    "sheet lying": (sheet, lambda: bombs.lying_workbook(40)),
    "sheet laughing": (sheet, bombs.laughing_workbook),
    "sheet climbing": (sheet, bombs.climbing_workbook),
    "photo huge": (photo, lambda: bombs.huge_png(60_000, 60_000)),
    "photo large": (photo, lambda: bombs.huge_png(8_000, 8_000)),
    "photo wordy": (photo, lambda: bombs.wordy_png(100)),
    "photo claiming": (photo, lambda: bombs.claiming_jpeg(65_000)),
    "pdf swollen": (photo, lambda: bombs.swollen_pdf(200)),
    "pdf circling": (photo, bombs.circling_pdf),
    "pdf nested": (photo, lambda: bombs.nested_pdf(200_000)),
}


def main(folder: Path) -> None:
    """Blast the bombs of this folder; one line of JSON each: verdict, seconds, megabytes so far."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for name, (open_it, _) in BOMBS.items():
        data = (folder / name).read_bytes()
        began = time.process_time()
        verdict = open_it(data)
        spent = time.process_time() - began
        most = _most_megabytes()
        told = {"name": name, "verdict": verdict, "seconds": round(spent, 2), "megabytes": most}
        print(json.dumps(told), flush=True)


def _most_megabytes() -> int:
    """The most this process ever held; `ru_maxrss` would tell of who started it, too."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def lay(folder: Path) -> None:
    """Write the bombs into a folder."""
    for name, (_, make) in BOMBS.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
