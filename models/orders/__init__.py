"""Orders followed up: issued to agencies, reported on, accepted by inspectors, counted."""

from models.orders.refusals import (
    Changed,
    Closed,
    HasReports,
    Lacks,
    NotReported,
    Refused,
    Taken,
)
from models.orders.states import (
    FACTORS,
    KINDS,
    REPORTED,
    Door,
    Remark,
    Review,
    Source,
    Status,
)
from models.orders.tables import (
    Addressee,
    Agency,
    AgencyContact,
    Order,
    OrderFile,
    OrderNotice,
    OrderRemark,
    OrderReport,
    OrderRound,
    OrderUpload,
)

__all__ = [
    "FACTORS", "KINDS", "REPORTED", "Addressee", "Agency", "AgencyContact", "Changed", "Closed",
    "Door", "HasReports", "Lacks", "NotReported", "Order", "OrderFile", "OrderNotice",
    "OrderRemark", "OrderReport", "OrderRound", "OrderUpload", "Refused", "Remark", "Review",
    "Source", "Status", "Taken",
]  # fmt: skip
