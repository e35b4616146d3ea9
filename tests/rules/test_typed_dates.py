"""Days as people type them: understood in both eras and languages, asked about, never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Half
from models.dates import BUDDHIST_ERA, MONTHS
from models.typed_dates import MONTHS as NAMES
from models.typed_dates import WEEKDAYS, Unsure, Wanted, cut, picked, read

FRIDAY = date(2026, 11, 20)
CHRISTMAS = date(2026, 12, 25)
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
TODAYS = st.dates(date(2024, 1, 1), date(2060, 12, 31))
NEAR = st.tuples(TODAYS, st.integers(0, 360)).map(lambda t: (t[0], t[0] + timedelta(days=t[1])))


@pytest.mark.parametrize(
    "words",
    [
        "25/12/2569", "25/12/69", "25-12-2026", "25.12.2569", "25/12/26", "25/12", "๒๕/๑๒/๒๕๖๙",
        "๒๕ ธ.ค. ๖๙", "25 ธ.ค.", "25 ธค 69", "25 ธันวา", "25 ธันวาคม 2569", "25ธันวาคม", "ธ.ค. 25",
        "วันที่ 25 ธันวาคม พ.ศ. 2569", "ขอวันที่ ๒๕ เดือนธันวาคม ปี ๒๕๖๙ ได้ไหมคะ",
        "วันศุกร์ที่ 25 ธ.ค. 2569", "25 Dec", "25 December 2026", "Dec 25, 2026", "december 25th",
        "the 25th of December please", "2026-12-25", "2569-12-25", "12/25/2026", "25 ธ.ค. นะคะ",
    ],
)  # fmt: skip
def test_christmas_however_it_is_written(words):
    assert read(words, FRIDAY) == Wanted(CHRISTMAS)


@pytest.mark.parametrize(
    ("words", "day", "half"),
    [
        ("พรุ่งนี้บ่าย", date(2026, 11, 21), Half.AFTERNOON),
        ("พรุ่งนี้ ช่วงเช้า ค่ะ", date(2026, 11, 21), Half.MORNING),
        ("มะรืน เช้า", date(2026, 11, 22), Half.MORNING),
        ("มะรืนนี้", date(2026, 11, 22), None),
        ("วันนี้", FRIDAY, None),
        ("วันจันทร์หน้า", date(2026, 11, 23), None),
        ("พุธหน้าตอนบ่าย", date(2026, 11, 25), Half.AFTERNOON),
        ("ศุกร์นี้บ่าย", FRIDAY, Half.AFTERNOON),
        ("ศุกร์หน้า", date(2026, 11, 27), None),
        ("วันอังคาร", date(2026, 11, 24), None),
        ("วันที่ 25", date(2026, 11, 25), None),
        ("วันที่ 5", date(2026, 12, 5), None),
        ("อีก 3 วัน", date(2026, 11, 23), None),
        ("tomorrow afternoon", date(2026, 11, 21), Half.AFTERNOON),
        ("the day after tomorrow", date(2026, 11, 22), None),
        ("in 3 days, in the morning", date(2026, 11, 23), Half.MORNING),
        ("next Monday", date(2026, 11, 23), None),
        ("on tuesday a.m.", date(2026, 11, 24), Half.MORNING),
        ("25 ธ.ค. เช้าหรือบ่าย", None, None),
    ],
)
def test_days_told_from_today(words, day, half):
    assert read(words, FRIDAY) == (Wanted(day, half) if day else None)


@pytest.mark.parametrize(
    ("words", "language", "days"),
    [
        ("วันศุกร์", "th", (FRIDAY, date(2026, 11, 27))),  # today, or in a week?
        ("3/4/2027", "en", (date(2027, 4, 3), date(2027, 3, 4))),
        ("next sunday", "en", (date(2026, 11, 22), date(2026, 11, 29))),
        ("31/2/2569", "th", ()),
        ("30 กุมภาพันธ์", "th", ()),
        ("25/12/2500", "th", ()),
        ("วันจันทร์ที่ 25 ธ.ค. 2569", "th", (CHRISTMAS,)),  # it is a Friday
    ],
)
def test_what_may_mean_several_days_or_none_is_asked(words, language, days):
    assert read(words, FRIDAY, language) == Unsure(days)


@pytest.mark.parametrize(
    "words",
    ["", "จดทะเบียนสมรส", "5", "0812345678", "1-1234-12345-12-1", "เวลา 9.00 น.", "ขอบคุณค่ะ",
     "พรุ่งนี้เปิดกี่โมง", "วันจันทร์เปิดไหม ต้องใช้เอกสารอะไร", "may I ask", "บ้านเลขที่ 12/34"],
)  # fmt: skip
def test_what_is_about_something_else_is_left_alone(words):
    assert not isinstance(read(words, FRIDAY), Wanted)


def test_a_day_is_cut_out_of_a_sentence():
    found = cut("ขอนัดจดทะเบียนสมรสพรุ่งนี้บ่าย", FRIDAY)
    assert found == (Wanted(date(2026, 11, 21), Half.AFTERNOON), "ขอนัดจดทะเบียนสมรส")


def test_a_leap_day_without_a_year_is_the_next_there_is():
    assert read("29 ก.พ.", FRIDAY) == Wanted(date(2028, 2, 29))


@given(words=st.text(max_size=60), today=TODAYS, language=st.sampled_from(["th", "en"]))
def test_no_words_break_it(words, today, language):
    read(words, today, language)
    picked(words)


@given(
    parts=st.lists(
        st.sampled_from(
            ["25", "12", "2569", "69", "/", "-", ".", " ", "ธ.ค.", "พฤษภา", "dec", "วันที่", "next",
             "จันทร์", "หน้า", "นี้", "เช้า", "บ่าย", "พรุ่งนี้", "อีก", "วัน", "31", "999", "๐"]
        ),
        max_size=9,
    ),
    today=TODAYS,
)  # fmt: skip
def test_no_heap_of_pieces_breaks_it(parts, today):
    read("".join(parts), today)


def _written(day: date) -> list[str]:
    """Every way we know of writing a day in full."""
    buddhist, short = day.year + BUDDHIST_ERA, MONTHS[day.month - 1]
    long, english = NAMES[day.month - 1][0], day.strftime("%B")
    thai = f"{day.day} {short} {buddhist}"
    return [
        f"{day.day}/{day.month}/{buddhist}", f"{day.day:02}-{day.month:02}-{buddhist}",
        f"{day.day}/{day.month}/{buddhist % 100:02}", f"{day.day}.{day.month}.{buddhist}",
        thai, thai.translate(THAI_DIGITS), f"{day.day} {long} {buddhist}",
        f"วันที่ {day.day} {long} พ.ศ. {buddhist}", f"{day.day} {short} {buddhist % 100:02}",
        f"{day.day} {english} {day.year}", f"{english} {day.day}, {day.year}", day.isoformat(),
        f"{buddhist}-{day.month:02}-{day.day:02}", f"{day.day} {short}", f"{day.day} {english}",
    ]  # fmt: skip


@given(days=NEAR, half=st.sampled_from([None, *Half]))
def test_every_written_form_is_read_back(days, half):
    today, day = days
    said = {None: "", Half.MORNING: " ช่วงเช้า", Half.AFTERNOON: " บ่าย"}[half]
    for words in _written(day):
        assert read(words + said, today) == Wanted(day, half), words


@given(today=TODAYS)
def test_a_weekday_is_never_a_day_that_is_over(today):
    for names in WEEKDAYS:
        for words in (names[0], f"{names[0]}นี้", f"{names[0]}หน้า"):
            meant = read(words, today)
            days = meant.days if isinstance(meant, Unsure) else (meant.day,)
            assert all(day >= today for day in days)


@given(day=st.dates(date(1901, 1, 1), date(2150, 12, 31)))
def test_a_picker_of_either_era_gives_the_same_day(day):
    assert picked(day.isoformat()) == day
    if day.month != 2 or day.day != 29:
        assert picked(f"{day.year + BUDDHIST_ERA}-{day.month:02}-{day.day:02}") == day
