"""Content packs: one district's checked content, carried to another as one file."""

from models.office import Office
from models.packs import xlsx, xlsx_reading, yaml_file
from models.packs.importing import Change, What, bring_in, plan
from models.packs.own import portable
from models.packs.pack import LARGEST, Fault, Pack, PackFaults, Page, checked
from models.packs.xlsx_reading import unpacks

__all__ = [
    "LARGEST",
    "Change",
    "Fault",
    "Pack",
    "PackFaults",
    "What",
    "bring_in",
    "export_xlsx",
    "export_yaml",
    "portable",
    "plan",
    "read_pack",
    "unpacks",
]


def export_yaml(office: Office) -> bytes:
    """Everything the office tells, in one yaml file; its own telephone and hours become blanks."""
    return yaml_file.write(*_pages(office), office.catalogue.office.name_th)


def export_xlsx(office: Office) -> bytes:
    """The same as a workbook, one sheet for each kind of thing."""
    return xlsx.write(*_pages(office), office.catalogue.office.name_th)


def read_pack(data: bytes, name: str) -> Pack:
    """Read a file of either kind; `name` is what it is called, in faults alone.

    Raises PackFaults with everything wrong at once: a pack is taken whole or not at all.
    """
    if len(data) > LARGEST:
        raise PackFaults([Fault(name, f"is larger than {LARGEST // 1_000_000} MB")])
    faults: list[Fault] = []
    read = xlsx_reading.read if data[:2] == b"PK" else yaml_file.read
    return checked(read(data, faults), faults)


def _pages(office: Office) -> tuple[list[Page], list[Page]]:
    words = office.catalogue.words
    procedures = [office.catalogue.pages[slug] for slug in office.catalogue.procedures]
    return (
        [portable(page, words) for page in procedures],
        [portable(page, words) for page in office.answer_pages.values()],
    )
