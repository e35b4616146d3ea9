"""A small August: never more pushes than the plan has, and nobody left without an answer."""

from datetime import date

from tests.bench.month import live
from tests.district import District


def test_a_month_stays_inside_its_plan_and_every_answer_arrives(district: District) -> None:
    district.platform.quota.value = 3
    figures = live(district, citizens=40, reserve=2, seed=8, last=date(2026, 8, 9))
    assert figures.own_letters > 3, "a month that fits anyway proves nothing"
    assert 0 < figures.line_counted == figures.month.pushes <= 3
    assert figures.month.others <= 1
    assert figures.month.rides > 0
    assert figures.answered == figures.questions > 0
    assert (figures.lost, figures.unseen) == (0, 0)
