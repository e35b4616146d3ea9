"""The parts papers share: months in a table with their chart, surveys with their sums, channels."""

from contextlib import suppress

from models.dates import MONTHS as SHORT
from models.reports import formulas
from models.reports.figures import COUNTS, Channel, Figures, Month, Satisfaction
from models.reports.formulas import NothingCounted, Result
from models.reports.papers import Block, Chart, Heading, Line, Table
from models.reports.writing import NOTHING, day_words, month_words

MEANING = (
    "ราย คือจำนวนคนที่ไม่ซ้ำกันในช่วงนั้น ครั้ง คือจำนวนครั้งที่เข้ามาใช้ และคำถาม คือจำนวนคำถามที่ถาม "
    "สามอย่างนี้เป็นคนละยอดและนำมารวมกันไม่ได้ ยอดรายของไตรมาสจึงไม่ใช่ผลบวกของยอดรายเดือน"
)

UNEVEN = "ช่วงก่อนและช่วงหลังยาวไม่เท่ากัน"


def usage(figures: Figures) -> list[Block]:
    """People of each month with the running total, and their chart."""
    span = f"ตั้งแต่เริ่มให้บริการ {day_words(figures.since)} ถึง {day_words(figures.as_of)}"
    counted = ("ใช้บริการ\n(ราย)", "รายใหม่\n(ราย)", "สะสม\n(ราย)", "เข้าใช้\n(ครั้ง)", "คำถาม\n(คำถาม)")
    head = ("เดือน", *counted)
    rows = tuple(
        _month_row(month, new) for month, new in zip(figures.months, _new(figures), strict=True)
    )
    blocks: list[Block] = [
        Heading("การใช้บริการรายเดือน"),
        Line(f"{span} {MEANING} รายใหม่ คือผู้ที่ใช้บริการเป็นครั้งแรกในเดือนนั้น"),
        Table(head, rows, (25, 15, 15, 15, 15, 15)),
    ]
    return [*blocks, *people_chart(figures.months)]


def _new(figures: Figures) -> list[int | None]:
    """How many came for the first time in each month; None where the total before is not known."""
    added: list[int | None] = [*formulas.increments([m.people_cumulative for m in figures.months])]
    if added and figures.months[0].first > figures.since:
        added[0] = None
    return added


def _month_row(month: Month, new: int | None) -> tuple[str, ...]:
    counted = (month.people, new, month.people_cumulative, month.visits, month.questions)
    told = (NOTHING if value is None else f"{value:,}" for value in counted)
    return (month_words(month.year_be, month.month), *told)


def people_chart(months: tuple[Month, ...]) -> list[Block]:
    """Running totals of people as bars; nothing before the first month is over."""
    if not months:
        return []
    labels = tuple(f"{SHORT[m.month - 1]} {m.year_be % 100:02}" for m in months)
    totals = tuple(month.people_cumulative for month in months)
    return [Chart("ผู้ใช้บริการสะสม ณ สิ้นเดือน", labels, totals, "ราย")]


def counts(month: Month, before: Month | None) -> Table:
    """Everything counted in a month, beside the month before."""
    rows = []
    for count in COUNTS:
        value, earlier = getattr(month, count.field), getattr(before, count.field, None)
        then = NOTHING if earlier is None else f"{earlier:,}"
        rows.append((count.label, count.unit, then, f"{value:,}"))
    last = month_words(before.year_be, before.month) if before else "เดือนก่อน"
    head = ("รายการ", "หน่วย", last, month_words(month.year_be, month.month))
    return Table(head, tuple(rows), (46, 14, 20, 20), words=frozenset({0, 1}))


def survey(answers: Satisfaction) -> list[Block]:
    """One survey: how many answered, the levels, and each official sum written out."""
    period = f" ไตรมาสที่ {answers.quarter}" if answers.quarter else ""
    blocks: list[Block] = [
        Heading(f"แบบสำรวจ “{answers.survey_name}”{period}"),
        Line(f"ผู้ตอบ (N) {answered_by(answers)} มาตรวัด {answers.scale_max} ระดับ", keep=True),
    ]
    if not answers.n:
        return [*blocks, Line("ยังไม่มีผู้ตอบ จึงยังไม่มีร้อยละ")]
    shares = formulas.shares(answers).items()
    levels = tuple(
        (f"{answers.label(level)} ({level})", f"{answers.counts.get(level, 0):,}", f"{share.value}")
        for level, share in shares
    )
    words = tuple(answers.label(level) for level, _ in shares)
    bars = tuple(answers.counts.get(level, 0) for level, _ in shares)
    return [
        *blocks,
        Table(("ระดับ", "ผู้ตอบ (ราย)", "ร้อยละ"), levels, (50, 25, 25)),
        Chart(f"ผู้ตอบแต่ละระดับ (N = {answers.n:,})", words, bars, "ราย"),
        Line(f"คะแนนเฉลี่ย {formulas.mean(answers)} จากคะแนนเต็ม {answers.scale_max}", keep=True),
        sums(answers),
    ]


def answered_by(answers: Satisfaction) -> str:
    """How many answered, of how many who were asked; the counter's answers have no rate."""
    rate = formulas.response_rate(answers)
    told = [f"{answers.n:,} ราย"]
    if rate is not None:
        own = f"ตอบกลับ {answers.n - answers.counter:,} ราย " if answers.counter else ""
        told.append(f"จากที่ถาม {answers.asked:,} ราย {own}อัตราการตอบร้อยละ {rate}")
    if answers.counter:
        told.append(f"ตอบที่เคาน์เตอร์ {answers.counter:,} ราย (ไม่มีอัตราตอบกลับ)")
    return " ".join(told)


def sums(answers: Satisfaction) -> Table:
    """The official formulas by name, each with its sum, its base and its result."""
    rows = tuple(_sum_row(result) for result in results_of(answers))
    return Table(("สูตร", "แทนค่า", "ฐาน (N)", "ร้อยละ"), rows, (42, 32, 12, 14), frozenset({0, 1}))


def results_of(answers: Satisfaction) -> list[Result]:
    """Every official sum of a survey that somebody answered."""
    floor = answers.scale_max - 1
    results = [
        formulas.share_at(answers, answers.scale_max),
        formulas.share_satisfied(answers, floor),
        formulas.percent_of_mean(answers),
    ]
    with suppress(NothingCounted):  # nobody chose so high a level: there is no mean of nobody
        results.append(formulas.mean_of_satisfied(answers))
    return results


def _sum_row(result: Result) -> tuple[str, ...]:
    return (result.formula, result.sum, f"{result.n:,}", f"{result.value}")


def with_total(ways: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """The channels, and their sum over those that are known both before and after."""
    both = _known(ways)
    if len(both) < 2 or not sums_up(both):
        return ways
    return (*ways, total_of(both, "รวมช่องทางที่มีทั้งสองช่วง"))


def sums_up(ways: list[Channel]) -> bool:
    """Whether before and after of these may be added: all spans alike, or none of them uneven."""
    spans = {(w.before_months, w.after_months) for w in ways}
    return len(spans) == 1 or not any(way.uneven for way in ways)


def _known(ways: tuple[Channel, ...]) -> list[Channel]:
    """Those that may be summed and are known both before and after."""
    return [w for w in ways if w.adds and w.before is not None and w.after is not None]


def total_of(ways: list[Channel], name: str) -> Channel:
    """The sum of these; its spans are known where all of them have the same."""
    before, after = sum(w.before or 0 for w in ways), sum(w.after or 0 for w in ways)
    spans = {(w.before_months, w.after_months) for w in ways}
    return Channel(name, before, after, *(spans.pop() if len(spans) == 1 else ()))


def channels(ways: tuple[Channel, ...]) -> list[Block]:
    """Questions before and after, by channel."""
    every = with_total(ways)
    rows = tuple(_way(way) for way in every)
    head = ("ช่องทาง", "ก่อน (คำถาม)", "หลัง (คำถาม)", "ลดลงร้อยละ")
    uneven = [way for way in every if way.uneven and way.before]
    return [
        Heading("จำนวนคำถามก่อนและหลังดำเนินการ"),
        Line("สูตร: (ก่อนดำเนินการ − หลังดำเนินการ) × 100 ÷ ก่อนดำเนินการ ค่าติดลบหมายถึงเพิ่มขึ้น", keep=True),
        Table(head, rows, (40, 20, 20, 20)),
        *(_each_month(uneven) if uneven else []),
    ]


def _each_month(ways: list[Channel]) -> list[Block]:
    """Spans of different lengths once more, as monthly averages."""
    told = (
        (way, formulas.each_month(way.before or 0, way.before_months),
         formulas.each_month(way.after or 0, way.after_months))
        for way in ways
    )  # fmt: skip
    rows = tuple(
        (way.name, way.before_months, way.after_months, f"{before:,}", f"{after:,}",
         f"{formulas.reduction_each_month(way).value}")
        for way, before, after in told
    )  # fmt: skip
    spans = ("ก่อน\n(เดือน)", "หลัง\n(เดือน)", "ก่อนเฉลี่ย\nต่อเดือน", "หลังเฉลี่ย\nต่อเดือน")
    return [
        Line(f"{UNEVEN} จึงแสดงค่าเฉลี่ยต่อเดือนไว้เทียบ ตัวเลขข้างต้นเป็นตัวเลขจริงที่ไม่ได้ปรับ", keep=True),
        Table(("ช่องทาง", *spans, "เฉลี่ยลดลง\nร้อยละ"), rows, (30, 12, 12, 16, 16, 14)),
    ]


def _way(way: Channel) -> tuple[str, ...]:
    known = way.before and way.after is not None
    percent = f"{formulas.reduction(way.before, way.after).value}" if known else NOTHING  # type: ignore[arg-type]
    told = (NOTHING if count is None else f"{count:,}" for count in (way.before, way.after))
    return (way.name, *told, percent)
