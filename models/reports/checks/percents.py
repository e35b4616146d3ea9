"""Percentages: their base, their sum, and whether whole answers can give them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from models.reports.checks.findings import Finding
from models.reports.claims import Share, people_in, sentences, shares_in
from models.reports.drafts import Draft
from models.reports.formulas import half_up, of_highest, reduction

LARGEST = 2000  # a base beyond this gives nearly every two-decimal percentage
FULL_MARKS = (4, 5, 10)


def _sentences(draft: Draft) -> Iterator[tuple[str, str]]:
    return ((part.where, said) for part in draft.passages for said in sentences(part.text))


def shares_sum(draft: Draft) -> Iterator[Finding]:
    """Shares of the levels of one survey make 100, give or take the rounding."""
    for where, said in _sentences(draft):
        found = shares_in(said)
        total = sum((share.value for share in found), Decimal(0))
        if len(found) > 1 and abs(total - 100) > Decimal("0.01") * len(found):
            each = " + ".join(f"{share.value}" for share in found)
            yield Finding("sum", where, f"สัดส่วนแต่ละระดับรวมกัน {each} = {total} ไม่ใช่ 100")


def base_missing(draft: Draft) -> Iterator[Finding]:
    """Satisfaction in percent without the number of those who answered."""
    for where, said in _sentences(draft):
        if re.search(r"ไม่น้อยกว่า|เป้าหมาย|ตัวชี้วัดที่", said) or people_in(said):
            continue
        for share in shares_in(said)[:1]:
            why = f"ระดับ{share.level}ร้อยละ {share.value} ไม่ได้บอกจำนวนผู้ตอบ (N)"
            yield Finding("base", where, why + _rounding_hint(share.value))
        if "พึงพอใจ" in said and "คะแนน" in said and "ร้อยละ" in said and not shares_in(said):
            yield Finding("base", where, "ร้อยละของความพึงพอใจไม่ได้บอกจำนวนผู้ตอบ (N)")


def _rounding_hint(value: Decimal) -> str:
    """What the digits tell: which bases give them rounded half up, which only when cut off."""
    rounded, cut = _smallest(value, cut=False), _smallest(value, cut=True)
    if cut is None or (rounded and cut[1] * 4 > rounded[1]):
        return ""
    part, base = cut
    right = half_up(Decimal(part) * 100 / base)
    from_ = f"ปัดถูกวิธีต้องมีผู้ตอบตั้งแต่ {rounded[1]:,} ราย" if rounded else "ปัดถูกวิธีไม่มีทางได้"
    return f" และ {value} {from_} น่าจะตัดเศษทิ้งจาก {part}/{base} ซึ่งต้องเขียนว่า {right}"


def _smallest(value: Decimal, *, cut: bool) -> tuple[int, int] | None:
    """The fewest answers (part, base) whose share is written so."""
    for base in range(1, LARGEST):
        near = int(value * base / 100)
        for part in (near, near + 1):
            exact = Decimal(part) * 100 / base
            two = exact.quantize(Decimal("0.01"), ROUND_DOWN) if cut else half_up(exact)
            if two == value:
                return part, base
    return None


def share_impossible(draft: Draft) -> Iterator[Finding]:
    """A share that no whole number of these people can give."""
    for where, said in _sentences(draft):
        for share in shares_in(said):
            if share.n and not _possible(share):
                near = int(share.value * share.n / 100)
                nearest = [half_up(Decimal(part) * 100 / share.n) for part in (near, near + 1)]
                yield Finding(
                    "rounding",
                    where,
                    f"ผู้ตอบ {share.n:,} ราย ให้ร้อยละ {share.value} ไม่ได้ "
                    f"ค่าใกล้เคียงคือ {nearest[0]} หรือ {nearest[1]}",
                )


def _possible(share: Share) -> bool:
    near = int(share.value * (share.n or 0) / 100)
    places = -int(share.value.as_tuple().exponent)
    return any(
        half_up(Decimal(part) * 100 / (share.n or 1), places) == share.value
        for part in (near, near + 1)
    )


def level_differs(draft: Draft) -> Iterator[Finding]:
    """The same level with two percentages in two places."""
    told: dict[str, dict[Decimal, list[str]]] = defaultdict(lambda: defaultdict(list))
    for where, said in _sentences(draft):
        for share in shares_in(said):
            told[_survey(said) + share.level][share.value].append(where)
    for key, values in told.items():
        if len(values) > 1:
            level = key.rpartition("|")[2]
            said = " แต่ ".join(
                f"ร้อยละ {v} ที่ {', '.join(dict.fromkeys(w))}" for v, w in values.items()
            )
            places = dict.fromkeys(where for wheres in values.values() for where in wheres)
            why = f"ระดับ{level}เป็น{said} ถ้าเป็นคนละช่วง ให้บอกช่วงเวลาและจำนวนผู้ตอบ"
            yield Finding("differs", ", ".join(places), why)


def _survey(sentence: str) -> str:
    """Which survey a sentence is about: its quoted name, with its span if it says one."""
    name = re.search(r"“([^”]+)”", sentence)
    span = re.search(r"ไตรมาสที่ \d", sentence)
    return f"{name[1] if name else ''}{span[0] if span else ''}|"


_MEAN = re.compile(
    r"(\d\.\d{1,2})\s*คะแนน[^\d\n]{0,30}?(?:จาก\s*(\d+)[^\d\n]{0,20})?คิดเป็นร้อยละ\s*(\d+\.\d+)"
)


def mean_disagrees(draft: Draft) -> Iterator[Finding]:
    """A mean score and its percentage must be the same sum for some full mark."""
    for where, said in _sentences(draft):
        for score, full, percent in _MEAN.findall(said):
            marks = (int(full),) if full else FULL_MARKS
            if not any(of_highest(Decimal(score), mark) == Decimal(percent) for mark in marks):
                sums = " หรือ ".join(
                    f"{of_highest(Decimal(score), mark)} ({mark})" for mark in marks
                )
                why = f"คะแนนเฉลี่ย {score} เป็นร้อยละ {percent} ไม่ได้ คะแนนเต็มให้ {sums}"
                yield Finding("mean", where, why)


_BEFORE = re.compile(
    r"ก่อน[^\d\n]{0,60}?(\d[\d,]*)\s*(ราย|คน|ครั้ง|คำถาม).{0,80}?หลัง[^\d\n]{0,60}?(\d[\d,]*)"
    r".{0,40}?ลดลง[^\d\n]{0,20}(\d[\d,]*).{0,30}?ร้อยละ\s*(\d+\.\d+)",
    re.S,
)


def reduction_disagrees(draft: Draft) -> Iterator[Finding]:
    """Before, after, difference and percentage must be one sum."""
    for part in draft.passages:
        for before, unit, after, less, percent in _BEFORE.findall(part.text):
            first, then, said = (int(n.replace(",", "")) for n in (before, after, less))
            right = reduction(first, then).value if first else None
            if first - then != said or right != Decimal(percent):
                yield Finding(
                    "reduction",
                    part.where,
                    f"จาก {before} เหลือ {after} {unit} ลดลง {first - then:,} คิดเป็นร้อยละ {right} "
                    f"แต่เขียนว่า {less} และร้อยละ {percent}",
                )


CHECKS = (
    shares_sum,
    base_missing,
    share_impossible,
    level_differs,
    mean_disagrees,
    reduction_disagrees,
)
