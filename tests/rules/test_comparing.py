"""Before beside after: like with like, and where the spans differ it is said, never hidden."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert

from models import usage
from models.happenings import Happening, What
from models.reports import attachments, filling, formulas
from models.reports.figures import Channel
from models.reports.forms import QuarterReport
from models.reports.formulas import NothingCounted
from models.reports.linting import lint_kpi
from models.reports.monthly import satisfaction
from models.reports.text_papers import text_of
from models.usage import Baseline, Entry
from models.usage.comparing import compare, length
from tests.people import NOON
from tests.reports import FIGURES, KPI

MONTHS = usage.months_of_year(2570)  # October 2026 to September 2027
TODAY = date(2027, 1, 15)
OVER = MONTHS[:3]


def before(session, count=841, **more):
    plain = {"name": "ก่อนมีคลิป", "channel": "facebook", "what": "questions", "source": "สถิติเพจ"}
    span = {"first_day": date(2025, 10, 1), "last_day": date(2025, 12, 31)}
    fields = {**plain, **span, **more}
    return usage.freeze(session, Baseline(**fields, count=count, frozen_at=NOON))


def entered(session, counts, channel="facebook", procedure=None):
    for month, count in zip(MONTHS, counts, strict=False):
        usage.enter(session, Entry(month, channel, "questions", count, procedure), None, NOON)


def beside(session):
    months = [(month, usage.figures(session, month)) for month in MONTHS[:4]]
    [found] = compare(session, months, TODAY)
    return found


def asked(session, month, times, procedure=None, person=None):
    at = datetime(month.first.year, month.first.month, 15, 3, tzinfo=UTC)
    row = {"at": at, "what": What.ANSWERED, "channel": "line", "procedure": procedure}
    rows = [{**row, "person": person or uuid.uuid4()} for _ in range(times)]
    session.execute(insert(Happening), rows)


def test_the_reduction_of_a_real_project_over_spans_of_one_length(session):
    """Seed 002: 841 questions before, 615 after: 26.87 % fewer."""
    before(session)
    entered(session, (200, 205, 210))
    found = beside(session)
    assert (found.way.after, found.months) == (615, tuple(OVER)) and not found.way.uneven
    assert formulas.reduction(841, 615).value == Decimal("26.87")


def test_spans_of_different_lengths_are_said_to_be_and_never_prorated(session):
    before(session, first_day=date(2025, 1, 1))
    entered(session, (100, 50))
    way = beside(session).way
    assert (way.before, way.after) == (841, 150)
    assert (way.before_months, way.after_months, way.uneven) == ("12", "2", True)
    each = formulas.reduction_each_month(way)
    assert each.sum == "(70.08 − 75.00) × 100 ÷ 70.08" and each.value == Decimal("-7.02")


def test_the_month_that_runs_is_not_compared(session):
    before(session)
    entered(session, (1, 2, 3, 1000))
    assert beside(session).way.after == 6


def test_months_that_one_channel_lacks_are_left_out_of_all_together(session):
    before(session, channel="all")
    for channel in usage.CHANNELS:
        entered(session, (10, 20, 30) if channel != "phone" else (1, 2), channel)
    asked(session, OVER[0], 5)
    asked(session, OVER[2], 7)
    found = beside(session)
    assert found.way.after == 3 * 30 + 3 + 5
    assert found.left_out == (OVER[2],) and found.missing == ()


def test_a_channel_nobody_entered_is_named(session):
    before(session, channel="all")
    found = beside(session)
    assert found.way.after is None and found.missing == usage.CHANNELS


def test_a_procedure_is_compared_with_itself_alone(session):
    before(session, channel="line", procedure="move-in")
    asked(session, OVER[0], 3, "move-in")
    asked(session, OVER[1], 4, "move-in")
    asked(session, OVER[1], 50, "id-card-lost")
    found = beside(session)
    assert found.way.after == 7 and not found.way.adds


def test_a_procedure_at_another_channel_is_what_was_entered_for_it(session):
    before(session, procedure="move-in")
    entered(session, (300, 300, 300))
    entered(session, (30, 31, 32), procedure="move-in")
    assert beside(session).way.after == 93


def test_people_and_visits_of_a_procedure_are_counted_apart(session):
    before(session, channel="line", procedure="move-in", what="people")
    asked(session, OVER[0], 3, "move-in", uuid.uuid4())
    assert beside(session).way.after == 1


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ((2025, 1, 1), (2025, 12, 31), "12.00"),
        ((2025, 2, 1), (2025, 2, 28), "1.00"),
        ((2025, 1, 16), (2025, 3, 31), "2.52"),
        ((2025, 6, 10), (2025, 6, 10), "0.03"),
    ],
)
def test_a_span_is_as_long_as_its_months(first, last, months):
    assert length(date(*first), date(*last)) == Decimal(months)


UNEVEN = (
    Channel("LINE", 500, 400, "12", "8"),
    Channel("Facebook", 341, 215, "12", "8"),
    Channel("Facebook · ย้ายเข้า", 90, 45, "12", "6", adds=False),
)


def test_the_form_says_that_the_spans_differ_and_passes_the_linter():
    figures = replace(FIGURES, channels=UNEVEN)
    form = filling.fill(replace(KPI, quarters=(QuarterReport(),) * 4), figures)
    assert "ก่อนดำเนินการ 841 คำถาม หลังดำเนินการ 615 คำถาม ลดลง 226 คำถาม" in form.summary
    assert "(12 เดือน กับ 8 เดือน) เฉลี่ยเดือนละ 70.08 เทียบกับ 76.88 คำถาม" in form.summary
    assert "เฉลี่ยเพิ่มขึ้นร้อยละ 9.70" in form.summary
    assert "คำถาม Facebook · ย้ายเข้า ก่อนดำเนินการ 90" in form.summary
    assert lint_kpi(form, figures) == []


def test_one_procedure_is_never_added_to_the_whole():
    *_, total = attachments.with_total(UNEVEN)
    assert (total.before, total.after, total.before_months) == (841, 615, "12")


def test_the_paper_shows_averages_beside_what_was_counted():
    told = text_of(satisfaction(replace(FIGURES, channels=UNEVEN), date(2021, 9, 1)))
    assert "ช่วงก่อนและช่วงหลังยาวไม่เท่ากัน" in told and "ไม่ได้ปรับ" in told
    assert "LINE | 12 | 8 | 41.67 | 50.00 | -19.99" in told
    even = tuple(replace(way, after_months="12") for way in UNEVEN)
    told = text_of(satisfaction(replace(FIGURES, channels=even), date(2021, 9, 1)))
    assert "ยาวไม่เท่ากัน" not in told


def test_channels_uneven_in_different_ways_are_never_added():
    ways = (Channel("Facebook", 841, 55, "12", "1"), Channel("โทรศัพท์", 31, 20, "1", "1"))
    assert attachments.with_total(ways) == ways
    told = filling.channel_lines(ways)
    assert not any("ทุกช่องทาง" in line for line in told)
    assert any("คำถาม โทรศัพท์ ก่อนดำเนินการ 31" in line for line in told)
    even = tuple(replace(way, before_months="1") for way in ways)
    assert "ก่อนดำเนินการ 872 คำถาม" in filling.channel_lines(even)[0]


def test_without_a_length_there_is_no_average():
    with pytest.raises(NothingCounted):
        formulas.reduction_each_month(Channel("LINE", 500, 400))
