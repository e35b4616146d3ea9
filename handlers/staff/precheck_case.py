"""One case of checked papers on the desk: whose it is, and which of its papers is looked at."""

from typing import Any

from flask import abort, render_template, request
from werkzeug.datastructures import MultiDict

from handlers.staff.precheck_words import (
    FINDINGS,
    REASON_KEYS,
    STATES,
    VERDICTS,
    answered,
    by_whom,
    conditions,
    due,
    lateness,
    reason_name,
)
from handlers.staff.visit import demand, now, officer, session
from models import officers
from models.answers import agencies
from models.officers import Officer
from models.prechecks import Paper, PaperState, Precheck, State

READ, CHECK = "prechecks.read", "prechecks.check"
Kept = MultiDict[str, str]


def case(number: int) -> Precheck:
    """The case of this number, if the citizen has submitted it; 403 to other sections."""
    one = session().get(Precheck, number) or abort(404)
    demand(READ, one.section)
    if one.submitted_at is None:
        abort(404)  # nobody was asked to look at it yet
    return one


def mine(one: Precheck) -> bool:
    """Whether it lies on the desk of whoever is asking."""
    return one.state is State.CHECKING and one.officer_id == officer().id


def undecided(one: Precheck) -> list[Paper]:
    """The papers an officer still has to decide about, in order."""
    return [paper for paper in one.papers if paper.state is PaperState.GIVEN]


def paper_of(one: Precheck, number: int | None) -> Paper:
    """The paper of this case a form speaks of."""
    return next((paper for paper in one.papers if paper.id == number), None) or abort(404)


def next_after(one: Precheck, paper: Paper) -> Paper:
    """The paper to look at when this one is decided: the next undecided, from the top again."""
    left = undecided(one)
    later = [other for other in left if other.place > paper.place]
    return (later or left or [paper])[0]


def page(one: Precheck, kept: Kept | None = None, fault: str = "") -> str:
    """The page of a case; `kept` are the words of a form that could not be taken, and why."""
    paper = _looked_at(one)
    around = [other for other in one.papers if other is not paper]
    return render_template(
        "staff/prechecks/show.html",
        case=one,
        paper=paper,
        shots=paper.photos if paper else one.unsorted,
        before=next((p for p in reversed(around) if paper and p.place < paper.place), None),
        after=next((p for p in around if paper and p.place > paper.place), None),
        done=next((p for p in around if p.id == request.args.get("done", type=int)), None),
        undecided=len(undecided(one)),
        decided=sum(p.state.decided for p in one.papers),
        mine=mine(one),
        may_check=officer().may(CHECK, one.section),
        late=lateness(one, now()),
        answers=answered(one),
        conditions=conditions(),
        colleagues=_colleagues(one),
        agencies=sorted(agency.name_th for agency in agencies().values()),
        kept=kept or MultiDict(),
        fault=fault,
        **words(),
    )


def words() -> dict[str, Any]:
    """What the desk's templates call things."""
    return {
        "states": STATES,
        "verdicts": VERDICTS,
        "findings": FINDINGS,
        "reasons": REASON_KEYS,
        "reason_name": reason_name,
        "by_whom": by_whom,
        "due": lambda moment: due(moment, now()),
        "opened": now().isoformat(),
    }


def _looked_at(one: Precheck) -> Paper | None:
    """The paper asked for, else the first undecided one; None for what lies with no paper."""
    asked = request.values.get("paper", type=int)
    if asked == 0 and one.unsorted:
        return None
    chosen = [paper for paper in one.papers if paper.id == asked]
    return next(iter([*chosen, *undecided(one), *one.papers]), None)


def _colleagues(one: Precheck) -> list[Officer]:
    everybody = officers.everybody(session())
    return [
        other
        for other in everybody
        if other.id not in (one.officer_id, None)
        and other.section
        and other.may(CHECK, one.section)
    ]
