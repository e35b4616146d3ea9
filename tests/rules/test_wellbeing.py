"""Findings: in two languages, kept and read back, the gravest deciding for the whole."""

import pytest

from models.wellbeing import Finding, State, fail, ok, read, spoken, warn, worst

LOOK = Finding(State.LOOK, "ดู · look")


@pytest.mark.parametrize(
    ("findings", "state"),
    [
        ([], State.OK),
        ([ok("ดี"), LOOK], State.OK),
        ([LOOK], State.OK),
        ([ok("ดี"), warn("ระวัง", "ทำ"), LOOK], State.WARN),
        ([fail("เสีย", "แก้"), warn("ระวัง", "ทำ")], State.FAIL),
    ],
)
def test_the_gravest_finding_decides_and_what_people_must_look_at_does_not(
    findings: list[Finding], state: State
) -> None:
    assert worst(findings) == state


def test_each_language_reads_its_half_and_both_read_what_is_said_once() -> None:
    assert spoken("ดี · well", "th") == "ดี"
    assert spoken("ดี · well", "en") == "well"
    assert spoken("PostgreSQL", "en") == spoken("PostgreSQL", "th") == "PostgreSQL"


def test_a_finding_is_read_back_as_it_was_kept() -> None:
    finding = Finding(State.WARN, "ระวัง · mind", "ทำ · do", "backup")
    assert read(finding.as_json()) == finding


@pytest.mark.parametrize("kept", [{}, {"name": "x", "state": "fine", "says": "", "do": ""}])
def test_what_is_no_finding_is_refused(kept: dict[str, str]) -> None:
    with pytest.raises((KeyError, ValueError)):
        read(kept)
