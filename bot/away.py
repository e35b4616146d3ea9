"""Tells when the database is to blame, so that nobody's event is."""

from sqlalchemy.exc import InterfaceError, OperationalError

AWAY = (OperationalError, InterfaceError)
# Classes of SQLSTATE that blame the server, not what was asked of it: connection, rollback,
# resources, operator. PostgreSQL manual, appendix A.
NOBODYS_FAULT = ("08", "40", "53", "57")


def away(error: Exception) -> bool:
    """Whether the database was away or busy with itself."""
    if not isinstance(error, AWAY):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(NOBODYS_FAULT)
