"""An answer worth keeping: with one more click it becomes the draft of a short answer."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from handlers.staff import demand, needs, note, now, officer, session
from handlers.staff.content_words import told
from handlers.staff.procedure_case import today
from handlers.staff.question_acts import subject
from handlers.staff.question_case import question
from handlers.staff.short_answer_form import LONGEST_PHRASE, REVIEW_AFTER
from handlers.staff.short_answers import new_slug
from models import content, unanswered
from models.content import SHORT_ANSWER
from models.moves import By
from models.questions import Question, Words

LONGEST_NAME, LONGEST_ANSWER = 60, 1000  # characters; as the form of short answers takes them
MOST_PHRASES = 20


@needs("content.edit")
def keep(number: int) -> Any:
    """Draft a short answer from what was answered; the officer reads it once more before anyone."""
    one = question(number)
    said = last_answer(one) if one.text else None
    if said is None:
        abort(404)
    section = one.section or officer().section or abort(400)
    demand("content.edit", section)
    asked = [one, *told_together(said)]
    page = _page(asked, said, section)
    try:
        with session().begin_nested():
            version = content.open_draft(
                session(), SHORT_ANSWER, page["slug"], section, page, officer(), now()
            )
    except content.Refused as refused:
        flash("\n".join(told(refused)), "error")
        return redirect(url_for("questions.show", number=number))
    # Not the page: what citizens wrote is in it until the officer has read it once more.
    after = {"slug": version.slug, "section": section}
    note("content.drafted", f"{SHORT_ANSWER}:{version.slug}", after=after)
    note("questions.kept", subject(one), after={"slug": version.slug, "questions": len(asked)})
    flash(_("เก็บเป็นร่างคำตอบสั้นแล้วค่ะ อ่านทวนและเอาข้อมูลส่วนตัวออก แล้วส่งให้หัวหน้าตรวจ"), "success")
    return redirect(url_for("short_answers.edit", slug=version.slug))


def last_answer(one: Question) -> Words | None:
    """The officer's words that answered a question; None while nobody has."""
    said = [words for words in one.words if words.by == By.OFFICER and words.text]
    return said[-1] if said and one.answered_at else None


def told_together(said: Words) -> list[Question]:
    """The other questions that got their answer in the same press."""
    rows = (
        select(Question)
        .join(Words)
        .where(
            Words.by == By.OFFICER,
            Words.at == said.at,
            Words.officer_id == said.officer_id,
            Question.id != said.question_id,
        )
    )
    return list(session().scalars(rows.order_by(Question.id)))


def _page(asked: list[Question], said: Words, section: str) -> dict[str, Any]:
    spoken = [unanswered.as_phrase(one.text)[:LONGEST_PHRASE] for one in asked if one.text]
    answer = said.text.replace(asked[0].receipt, "").strip()
    named = (asked[0].summary or {}).get("subject") or spoken[0]
    return {
        "slug": new_slug(section, None),
        "section": section,
        "name_th": unanswered.without_numbers(named)[:LONGEST_NAME],
        "answer_th": unanswered.without_numbers(answer)[:LONGEST_ANSWER],
        "phrases": list(dict.fromkeys(spoken))[:MOST_PHRASES],
        "verified_by": officer().name,
        "verified_at": today().isoformat(),
        "review_due": (today() + REVIEW_AFTER).isoformat(),
    }
