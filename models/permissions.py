"""Who in the office may do what: one table of roles and permissions."""

from enum import StrEnum


class Role(StrEnum):
    """What an officer is in the console."""

    OFFICER = "officer"  # of one section
    HEAD = "head"  # of one section
    REPORTING = "reporting"
    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    AGENCY = "agency"  # of one agency: sees the orders addressed to it, nothing else

    @property
    def name_th(self) -> str:
        """The role in the office's words."""
        return ROLE_NAMES[self]

    @property
    def of_section(self) -> bool:
        """Whether somebody in this role belongs to one section and works for it alone."""
        return self in (Role.OFFICER, Role.HEAD)


ROLE_NAMES = {
    Role.OFFICER: "เจ้าหน้าที่",
    Role.HEAD: "หัวหน้าฝ่าย",
    Role.REPORTING: "เจ้าหน้าที่จัดทำรายงาน",
    Role.ADMINISTRATOR: "ผู้ดูแลระบบ",
    Role.INSPECTOR: "ผู้ตรวจราชการ",
    Role.AGENCY: "ผู้รายงานของหน่วยงาน",
}

ALL = frozenset(Role)
# The office's own people; an inspector and an agency's people come from outside.
EVERYBODY = ALL - {Role.INSPECTOR, Role.AGENCY}
HEADS = frozenset({Role.HEAD, Role.ADMINISTRATOR})
SECTIONS = frozenset({Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "console": ALL,  # one's own pages: start, password, language
    "content.read": EVERYBODY,
    "content.edit": SECTIONS,
    "content.publish": HEADS,
    "unanswered.read": EVERYBODY,
    "unanswered.teach": SECTIONS,
    "prechecks.count": EVERYBODY,  # how many wait, never whose
    "prechecks.read": SECTIONS,
    "prechecks.check": SECTIONS,
    "questions.read": SECTIONS,
    "questions.answer": SECTIONS,
    "questions.settings": HEADS,
    "visits.read": SECTIONS,
    "visits.serve": SECTIONS,
    "seats.manage": HEADS,
    "calendar.read": EVERYBODY,
    "calendar.edit": HEADS,  # of the whole office: administrators
    "messages.read": EVERYBODY,  # figures alone, never whose
    "messages.reserve": HEADS,
    "figures.read": EVERYBODY,  # counts, and rows without names
    "reports.write": HEADS | {Role.REPORTING},
    "ideas.write": EVERYBODY,  # one's own section's; choosing and the project: reports.write
    "surveys.read": EVERYBODY,  # of nobody by name
    "surveys.write": HEADS | {Role.REPORTING},
    "packs.export": HEADS | {Role.REPORTING},
    "packs.import": ADMINISTRATORS,
    "people.manage": ADMINISTRATORS,
    "audit.read": ADMINISTRATORS,
    "wellbeing.read": ADMINISTRATORS,
    "orders.read": HEADS | {Role.REPORTING, Role.INSPECTOR},
    "orders.issue": HEADS | {Role.REPORTING},
    "orders.review": HEADS | {Role.REPORTING, Role.INSPECTOR},
    "orders.report": frozenset({Role.AGENCY}),  # their own agency's
}

# What an officer or a head may do only for the section they belong to.
WITHIN_SECTION = frozenset(
    {
        "content.edit",
        "content.publish",
        "unanswered.teach",
        "prechecks.read",
        "prechecks.check",
        "questions.read",
        "questions.answer",
        "visits.read",
        "visits.serve",
        "seats.manage",
        "calendar.edit",
    }
)
