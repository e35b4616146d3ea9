"""How good the answers are, measured the way outsiders measure it."""

import json
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.answers import main
from models import content
from models.answers import Matcher, entries_of
from models.answers.evaluation import Question, evaluate
from models.catalogue import load
from models.content import SHORT_ANSWER
from tests.officers import officers
from tests.pages import PARKING, answered
from tests.people import NOON

SHARED = Path(__file__).parents[3] / "shared" / "answers"
CONTENT = [
    {"id": "septic", "unit": "ความสะอาด", "name": "สูบส้วม", "aliases": ["septic tank"],
     "keywords": ["ดูดส้วม"], "examples": ["ส้วมเต็มทำยังไง", "ขอรถมาสูบส้วมที่บ้าน"]},
    {"id": "tree", "unit": "ความสะอาด", "name": "ตัดต้นไม้", "aliases": ["tree trimming"],
     "keywords": ["กิ่งไม้"], "examples": ["ต้นไม้ใหญ่จะล้ม", "ขอให้มาตัดกิ่งไม้หน้าบ้าน"]},
]  # fmt: skip
QUESTIONS = [
    {"text": "ดูดส้วม", "label": "septic", "also": [], "tags": ["plain"]},
    {"text": "ตัดต้นไม้", "label": "tree"},
    {"text": "ตัดต้นไม้ครับ", "label": "septic", "also": ["tree"]},
    {"text": "สวัสดีค่ะ", "label": "oos"},
]


def write(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return str(path)


def test_figures_come_as_json_and_as_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = write(tmp_path / "content.jsonl", CONTENT)
    questions = write(tmp_path / "questions.jsonl", QUESTIONS)
    given = ["evaluate", "--content", content, "--questions", questions]

    assert main([*given, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == {
        "top1", "top3", "auroc", "answered", "precision", "false_answers", "p50_ms", "p99_ms",
        "misses",
    }  # fmt: skip
    assert (figures["top1"], figures["auroc"], figures["false_answers"]) == (1.0, 1.0, 0.0)
    assert figures["misses"] == []

    assert main(given) == 0
    assert "top1           1.000" in capsys.readouterr().out


def test_a_miss_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = write(tmp_path / "content.jsonl", CONTENT)
    questions = write(tmp_path / "q.jsonl", [{"text": "ดูดส้วม", "label": "tree"}])
    assert main(["evaluate", "--content", content, "--questions", questions]) == 0
    assert "«ดูดส้วม»" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{", '{"id": 1}', "[]"])
def test_a_file_that_cannot_be_read_is_one_line(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content.jsonl"
    content.write_text(text)
    assert main(["evaluate", "--content", str(content), "--questions", str(content)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_starter_pack_passes_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "67 คำตอบ" in capsys.readouterr().out


def test_what_is_published_is_checked_and_what_it_lacks_is_listed(
    database_url: str,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with sessions.begin() as session:
        answered(session, officers(session))
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert main(["check", "--published"]) == 0
    told = capsys.readouterr().out
    assert "68 คำตอบ" in told
    assert "! parking: ยังไม่มี คลิป · clip\n" in told
    assert "! birth-notification: ยังไม่มี คลิป · clip, ผู้ตรวจสอบ" in told


def test_publishing_says_what_an_answer_lacks(session: Session) -> None:
    cast = officers(session)
    written = content.open_draft(
        session, SHORT_ANSWER, "parking", "registration", PARKING, cast.somchai, NOON
    )
    content.submit(session, written, cast.somchai, NOON)
    assert content.publish(session, written, cast.head, NOON) == ["parking: ยังไม่มี คลิป · clip"]


def test_unseen_phrases_of_the_pack_find_their_answers() -> None:
    """Every fifth phrase is kept from the matcher and asked."""
    known = entries_of(load())
    asked, poorer = [], []
    for entry in known:
        gone = set(entry.examples[2::5])
        asked += [Question(phrase, entry.id) for phrase in entry.examples if phrase in gone]
        kept = tuple(phrase for phrase in entry.examples if phrase not in gone)
        poorer.append(type(entry)(entry.id, entry.unit, entry.name, entry.aliases, (), kept))
    figures = evaluate(Matcher.fit(poorer), asked)
    print(figures.top1, figures.top3, figures.answered, figures.precision, figures.p99_ms)
    assert figures.top1 >= 0.78
    assert figures.top3 >= 0.92
    assert figures.answered >= 0.4
    assert figures.precision >= 0.93


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared questions are not beside this tree")
def test_the_shared_questions_keep_their_figures(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--content", str(SHARED / "content.jsonl"), "--questions", str(SHARED / "open.jsonl")]
    assert main(["evaluate", *given, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["top1"] >= 0.88
    assert figures["top3"] >= 0.96
    assert figures["auroc"] >= 0.965
    assert figures["answered"] >= 0.55
    assert figures["precision"] >= 0.96
    assert figures["false_answers"] <= 0.02
