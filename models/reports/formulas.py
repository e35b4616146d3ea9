"""The sums behind each percentage of a report, by the name and in the way the city's forms have it.

Everything is counted in whole answers and rounded once, half up, at the end: 25 of 29 is 86.21.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from models.reports.figures import Channel, Satisfaction

PERCENT = "ร้อยละ"
HUNDRED = Decimal(100)


class NothingCounted(ValueError):
    """There is no base to divide by: nobody answered, or nothing was counted before."""


@dataclass(frozen=True)
class Result:
    """A percentage of two decimals, with what a reader needs to work it out again.

    `formula` is its official name in Thai, `sum` the figures in it, `n` its base (people,
    questions, agencies) and `response_rate` the share of those asked who answered, if known.
    """

    value: Decimal
    formula: str
    sum: str
    n: int
    response_rate: Decimal | None = None


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """Rounded as people round by hand: 86.205 is 86.21, −2.345 is −2.35."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share(part: int, whole: int, formula: str = "จำนวนที่นับได้ × 100 ÷ จำนวนทั้งหมด") -> Result:
    """part × 100 ÷ whole; raises NothingCounted when whole is 0."""
    if not whole:
        raise NothingCounted(formula)
    value = half_up(part * HUNDRED / whole)
    return Result(value, formula, f"{part:,} × 100 ÷ {whole:,}", whole)


def response_rate(survey: Satisfaction) -> Decimal | None:
    """How many of a hundred who were asked answered; None when nobody was asked by name.

    Answers at the counter are left out: nobody knows how many walked past its poster.
    """
    return share(survey.n - survey.counter, survey.asked).value if survey.asked else None


def shares(survey: Satisfaction) -> Mapping[int, Result]:
    """Share of the answers at each level, the best first: the form of a district of 2021."""
    return {level: share_at(survey, level) for level in range(survey.scale_max, 0, -1)}


def share_at(survey: Satisfaction, level: int) -> Result:
    """Those who chose this level × 100 ÷ all who answered."""
    return _of(survey, survey.counts.get(level, 0), "จำนวนผู้ตอบในระดับนั้น × 100 ÷ จำนวนผู้ตอบทั้งหมด")


def share_satisfied(survey: Satisfaction, level: int) -> Result:
    """Those who chose this level or a better one × 100 ÷ all who answered."""
    satisfied = sum(n for chosen, n in survey.counts.items() if chosen >= level)
    words = survey.label(level)
    return _of(survey, satisfied, f"จำนวนผู้ตอบระดับ{words}ขึ้นไป × 100 ÷ จำนวนผู้ตอบทั้งหมด")


def _of(survey: Satisfaction, part: int, formula: str) -> Result:
    plain = share(part, survey.n, formula)
    return Result(plain.value, formula, plain.sum, survey.n, response_rate(survey))


def mean(survey: Satisfaction) -> Decimal:
    """The mean score, two decimals; raises NothingCounted when nobody answered."""
    return _mean(survey.counts)


def _mean(counts: Mapping[int, int]) -> Decimal:
    people = sum(counts.values())
    if not people:
        raise NothingCounted("คะแนนเฉลี่ย")
    return half_up(Decimal(sum(level * n for level, n in counts.items())) / people)


def percent_of_mean(survey: Satisfaction) -> Result:
    """Mean score, rounded to two decimals first, × 100 ÷ the highest score.

    So a district's project report of 2023 has it: 4.67 of 5 is 93.40, though no 1,047 whole
    answers give 93.40 unrounded. Rounding first lets a reader repeat the sum from the page.
    """
    score = mean(survey)
    return Result(
        of_highest(score, survey.scale_max),
        "คะแนนเฉลี่ย (ปัดเป็นทศนิยมสองตำแหน่ง) × 100 ÷ คะแนนเต็ม",
        f"{score} × 100 ÷ {survey.scale_max}",
        survey.n,
        response_rate(survey),
    )


def of_highest(score: Decimal, highest: int) -> Decimal:
    """A mean score as a percentage of the highest one."""
    return half_up(score * HUNDRED / highest)


def mean_of_satisfied(survey: Satisfaction, level: int | None = None) -> Result:
    """Mean score of those at "มาก" or better × 100 ÷ the score of "มากที่สุด".

    As a project paper of 2024 writes it for four levels. Whoever chose a lower level is left out of
    the mean, so `n` is smaller than the number of answers and `sum` says both.
    """
    floor = survey.scale_max - 1 if level is None else level
    counted = {chosen: n for chosen, n in survey.counts.items() if chosen >= floor}
    score, people = _mean(counted), sum(counted.values())
    words = survey.label(floor)
    return Result(
        of_highest(score, survey.scale_max),
        f"ค่าคะแนนเฉลี่ยความพึงพอใจระดับ{words}ขึ้นไป × 100 ÷ ค่าคะแนนระดับ{survey.label(survey.scale_max)}",
        f"{score} × 100 ÷ {survey.scale_max} "
        f"(เฉพาะผู้ตอบระดับ{words}ขึ้นไป {people:,} จาก {survey.n:,} ราย)",
        people,
        response_rate(survey),
    )


def reduction(before: int, after: int) -> Result:
    """(before − after) × 100 ÷ before; below zero when it grew. NothingCounted without a before."""
    formula = "(ก่อนดำเนินการ − หลังดำเนินการ) × 100 ÷ ก่อนดำเนินการ"
    if not before:
        raise NothingCounted(formula)
    value = half_up((before - after) * HUNDRED / before)
    return Result(value, formula, f"({before:,} − {after:,}) × 100 ÷ {before:,}", before)


def each_month(count: int, months: str) -> Decimal:
    """A count spread evenly over so many months, two decimals; NothingCounted over none."""
    if not Decimal(months or 0):
        raise NothingCounted("เฉลี่ยต่อเดือน")
    return half_up(count / Decimal(months))


def reduction_each_month(way: Channel) -> Result:
    """The reduction of the monthly averages (rounded first), for spans of different lengths.

    Raises NothingCounted where before, after or a length is not known.
    """
    formula = "(ก่อนเฉลี่ยต่อเดือน − หลังเฉลี่ยต่อเดือน) × 100 ÷ ก่อนเฉลี่ยต่อเดือน"
    if not way.before or way.after is None:
        raise NothingCounted(formula)
    before = each_month(way.before, way.before_months)
    after = each_month(way.after, way.after_months)
    if not before:
        raise NothingCounted(formula)
    value = half_up((before - after) * HUNDRED / before)
    return Result(value, formula, f"({before:,} − {after:,}) × 100 ÷ {before:,}", way.before)


def increments(cumulative: Sequence[int]) -> list[int]:
    """What each period added to a running total: 470, 500, 559 is 470, 30, 59."""
    return [*cumulative[:1], *(later - earlier for earlier, later in pairwise(cumulative))]
