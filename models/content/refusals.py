"""Why a change of content was not made; the desk tells the officer, nothing was written."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.content.versions import State, Version


class Refused(Exception):
    """The change was not made."""


class NotAllowed(Refused):
    """This officer may not do that for this section."""

    def __init__(self, permission: str, section: str) -> None:
        super().__init__(f"{permission}: {section}")
        self.permission, self.section = permission, section


class OwnWork(Refused):
    """Whoever wrote a page cannot be the one who checks it."""


class Changed(Refused):
    """Somebody else saved this version in the meantime."""

    def __init__(self, version: "Version") -> None:
        super().__init__(f"revision {version.revision}")
        self.version = version


class AlreadyOpen(Refused):
    """A draft of this page is open; there is only one at a time."""

    def __init__(self, version: "Version") -> None:
        super().__init__(f"version {version.id}")
        self.version = version


class WrongState(Refused):
    """The version does not stand where this could be done with it."""

    def __init__(self, state: "State") -> None:
        super().__init__(state)
        self.state = state


class PageFaults(Refused):
    """The page cannot be published, or not even be read; `faults` lists every reason."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))
