"""Whatever a page may say, it comes out of a pack as it went in, in either kind of file."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import content, packs
from models.content import PROCEDURE, SHORT_ANSWER
from models.packs import xlsx, yaml_file
from tests.pages import PARKING, page, starter_pages, written

KINDS = (yaml_file.write, xlsx.write)


@pytest.mark.parametrize("write", KINDS)
def test_the_starter_pack_comes_back_as_it_went(write: Any) -> None:
    pack = packs.read_pack(written(*starter_pages(), answers=[PARKING], write=write), "x")
    assert pack.procedures == starter_pages()
    assert pack.short_answers == (PARKING,)


SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="{}")
TRAPS = ("=1+1", "+66", "-", "@ที่", "'ก", "100", "true", "2026-01-31", "_x0041_", "ใช่", "<b>&amp;")
TEXTS = st.one_of(st.text(SIGNS, min_size=1, max_size=40), st.sampled_from(TRAPS)).map(str.strip)
TEXTS = TEXTS.filter(bool)
LONG = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(str)
SOME = st.lists(TEXTS, min_size=1, max_size=3)
STANDING = st.one_of(
    st.just({"standing": "recalled"}),
    st.just({"standing": "sourced", "sources": ["https://a.go.th/ก", "bma-sathon-20193"]}),
    st.fixed_dictionaries(
        {"standing": st.just("verified"), "verified_by": TEXTS, "verified_at": DAYS},
        optional={"review_due": DAYS},
    ),
)


def fact(**more: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A fact of any words and any standing."""
    words = st.fixed_dictionaries({"text_th": LONG}, optional={"note_th": LONG, **more})
    return st.builds(lambda words, standing: {**words, **standing}, words, STANDING)


WHOLE = st.integers(0, 10**9)
FEES = fact(amount_thb=WHOLE)
DATED_FEES = st.builds(
    lambda a, b: [a | {"valid_to": "2026-11-30"}, b | {"valid_from": "2026-12-01"}], FEES, FEES
)
PAGES = st.fixed_dictionaries(
    {
        "name_th": TEXTS,
        "description_th": LONG,
        "asks": SOME,
        "sensitive": st.booleans(),
        "order": WHOLE,
        "fee": st.one_of(FEES, DATED_FEES),
        "duration": fact(days=WHOLE, minutes=WHOLE),
        "notes": st.lists(fact(), min_size=1, max_size=3),
        "documents": st.lists(
            st.builds(lambda th, standing: {"th": th, **standing}, LONG, STANDING),
            min_size=1,
            max_size=3,
        ),
        "conflicts": SOME,
    }
).map(lambda changes: page(**changes))
ANSWERS = st.fixed_dictionaries(
    {"name_th": TEXTS, "answer_th": LONG, "phrases": SOME},
    optional={"name_en": TEXTS, "answer_en": LONG, "source": LONG, "valid_from": DAYS},
).map(lambda changes: PARKING | changes)


@pytest.mark.parametrize("write", KINDS)
@settings(max_examples=40, deadline=None)
@given(PAGES, ANSWERS)
def test_whatever_reads_comes_back_as_it_went(write: Any, one: Any, answer: Any) -> None:
    assert content.faults_of(PROCEDURE, one) == content.faults_of(SHORT_ANSWER, answer) == []
    pack = packs.read_pack(written(one, answers=[answer], write=write), "x")
    assert pack.procedures == (one,)
    assert pack.short_answers == (answer,)
