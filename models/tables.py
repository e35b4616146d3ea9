"""Every table of the office, named in one place for the migrations."""

from models import (
    alerts,
    attachments,
    audit,
    citizens,
    clips,
    consents,
    erasing,
    firings,
    happenings,
    inbox,
    line_calls,
    office_files,
    officers,
    outbox,
    pack_uploads,
    shreddings,
    surveys,
    unanswered,
)
from models.appointments import rows as appointments
from models.base import Base
from models.calendar import rows as calendar
from models.content import versions
from models.orders import tables as orders
from models.prechecks import tables as prechecks
from models.questions import tables as questions
from models.usage import tables as usage

MODULES = (
    alerts,
    appointments,
    attachments,
    audit,
    calendar,
    citizens,
    clips,
    consents,
    erasing,
    firings,
    happenings,
    inbox,
    line_calls,
    office_files,
    officers,
    orders,
    outbox,
    pack_uploads,
    prechecks,
    questions,
    shreddings,
    surveys,
    unanswered,
    usage,
    versions,
)
metadata = Base.metadata
