"""Why something was not done with an order or a report; nothing was written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.orders.tables import Addressee, Order


class Refused(Exception):
    """It was not done."""


class Lacks(Refused):
    """Something that must be there is not, or cannot be so; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Taken(Refused):
    """Another one is called or numbered so already; `field` says by which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Closed(Refused):
    """The order was withdrawn, or this agency's report accepted."""


class NotReported(Refused):
    """The agency reported nothing that one could accept or ask again about."""


class HasReports(Refused):
    """An agency that reported already cannot be taken off an order."""


class Changed(Refused):
    """Somebody changed it in the meantime; `now_is` is how it stands."""

    def __init__(self, now_is: "Order | Addressee") -> None:
        super().__init__(f"revision {now_is.revision}")
        self.now_is = now_is
