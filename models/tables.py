"""Every table of the office, named in one place for the migrations."""

from models import (
    attachments,
    audit,
    citizens,
    clips,
    consents,
    erasing,
    firings,
    inbox,
    officers,
    outbox,
    pack_uploads,
    questions,
    shreddings,
    unanswered,
)
from models.appointments import rows as appointments
from models.base import Base
from models.calendar import rows as calendar
from models.content import versions
from models.prechecks import tables as prechecks

MODULES = (
    appointments,
    attachments,
    audit,
    calendar,
    citizens,
    clips,
    consents,
    erasing,
    firings,
    inbox,
    officers,
    outbox,
    pack_uploads,
    prechecks,
    questions,
    shreddings,
    unanswered,
    versions,
)
metadata = Base.metadata
