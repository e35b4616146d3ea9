"""Formulas of the city's forms: each figure can be worked out again from the page."""

import json
from decimal import Decimal

import pytest

from models.reports import figures, formulas
from models.reports.figures import Satisfaction
from models.reports.writing import day_figures, day_words, minutes_of, thai_digits, two_places
from tests.reports import FIGURES, GOOD, PEOPLE, PLEASED

THOUSAND = Satisfaction("คลิป", 5, {5: 753, 4: 242, 3: 51, 2: 1}, asked=2094)


def test_shares_of_thirty_six_answers_are_those_the_district_printed():
    printed = [str(result.value) for result in formulas.shares(PLEASED).values()]
    assert printed == ["77.78", "19.44", "2.78", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(25, 29, "86.21"), (73, 81, "90.12"), (72, 81, "88.89"), (104, 129, "80.62"), (1, 8, "12.50")],
)
def test_shares_are_rounded_half_up(part: int, whole: int, percent: str):
    assert str(formulas.share(part, whole).value) == percent


def test_a_half_goes_up_where_a_computer_would_go_to_the_even():
    assert [str(formulas.half_up(Decimal(n))) for n in ("0.125", "2.675", "-0.125")] == [
        "0.13",
        "2.68",
        "-0.13",
    ]


def test_the_mean_is_rounded_before_it_becomes_a_percentage():
    """Unrounded, no whole answers of 1,047 people give 93.40."""
    assert THOUSAND.n == 1047
    assert formulas.mean(THOUSAND) == Decimal("4.67")
    result = formulas.percent_of_mean(THOUSAND)
    assert (str(result.value), result.n) == ("93.40", 1047)
    assert result.sum == "4.67 × 100 ÷ 5"
    exact = Decimal(sum(k * n for k, n in THOUSAND.counts.items())) * 100 / 1047 / 5
    assert formulas.half_up(exact) != result.value


def test_each_result_says_its_formula_its_base_and_how_many_answered():
    result = formulas.share_at(PLEASED, 5)
    assert (result.n, str(result.response_rate)) == (36, "72.00")
    assert "จำนวนผู้ตอบ" in result.formula
    assert result.sum == "28 × 100 ÷ 36"


def test_the_mean_of_the_satisfied_leaves_the_others_out_and_says_so():
    four = Satisfaction("ระบบติดตาม", 4, {4: 60, 3: 44, 2: 20, 1: 5})
    result = formulas.mean_of_satisfied(four)
    assert str(result.value) == "89.50"  # (60·4 + 44·3) ÷ 104 = 3.58; × 100 ÷ 4
    assert result.n == 104
    assert "104 จาก 129" in result.sum
    assert "ระดับมากขึ้นไป" in result.formula
    assert str(formulas.share_satisfied(four, 3).value) == "80.62"


def test_the_reduction_is_that_of_the_project_report():
    assert str(formulas.reduction(841, 615).value) == "26.87"
    assert str(formulas.reduction(841, 672).value) == "20.10"
    assert str(formulas.reduction(100, 120).value) == "-20.00"


def test_where_nothing_was_counted_there_is_no_percentage():
    nobody = Satisfaction("หลังรับบริการ", 5, {})
    for ask in (formulas.percent_of_mean, formulas.mean_of_satisfied, formulas.shares):
        with pytest.raises(formulas.NothingCounted):
            ask(nobody)
    with pytest.raises(formulas.NothingCounted):
        formulas.reduction(0, 5)


def test_a_running_total_comes_apart_into_what_each_month_added():
    added = formulas.increments(list(PEOPLE.values()))
    assert added == [470, 30, 59, 104, 596, 784]
    assert (sum(added[1:4]), sum(added[4:])) == (193, 1380)
    assert formulas.increments([]) == []


def test_figures_survive_being_written_as_json():
    assert figures.read(json.loads(json.dumps(FIGURES.plain()))) == FIGURES


def test_figures_that_lack_something_are_refused_with_its_name():
    plain = FIGURES.plain()
    del plain["months"][0]["visits"]
    with pytest.raises(ValueError, match="visits"):
        figures.read(plain)


def test_each_count_of_a_month_has_a_name_and_a_unit():
    named = {count.field for count in (*figures.COUNTS, *figures.WAITS)}
    assert named == set(figures.Counts.__dataclass_fields__)


def test_days_and_digits_are_those_of_the_papers():
    assert day_words(FIGURES.since) == "1 มีนาคม 2564"
    assert day_figures(FIGURES.as_of) == "31/08/2564"
    assert thai_digits("ร้อยละ 93.40") == "ร้อยละ ๙๓.๔๐"
    assert (two_places(None), two_places(Decimal("1047"))) == ("-", "1,047.00")
    assert [minutes_of(s) for s in (None, 29, 840, 7200, 8100)] == [
        "-",
        "0 นาที",
        "14 นาที",
        "2 ชม.",
        "2 ชม. 15 นาที",
    ]


def test_levels_are_called_what_the_survey_calls_them():
    assert PLEASED.label(5) == GOOD[-1]
    assert Satisfaction("x", 4, {}).label(4) == "มากที่สุด"
