"""Before anything is published its phrases are tried out, while nobody else has to wait for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from handlers.staff.visit import session
from models import content

TIMES = 3  # tried out anew when others publish at the same moment; then they wait


def tried_out(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view that publishes begin again once its edition was tried out.

    Nothing is read, written or held meanwhile: the second time the view sees what others did
    in between, and tells the officer.
    """

    @wraps(view)
    def again(*args: Any, **given: Any) -> Any:
        for _ in range(TIMES):
            content.never_wait(session())
            try:
                return view(*args, **given)
            except content.NotTriedOut as edition:
                session().rollback()
                edition.try_out()
        content.never_wait(session(), ever=True)
        return view(*args, **given)

    return again
