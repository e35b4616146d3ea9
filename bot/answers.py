"""`python -m bot answers`: how well questions find their answers, and are the phrases sound."""

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from bot.postgres import open_engine, open_sessions
from bot.settings import Settings
from models import content
from models.answers import Entry, Matcher, check, entries_of
from models.answers.evaluation import Figures, Question, evaluate
from models.catalogue import CatalogueError, load
from models.content import Told
from models.content.lacking import lacking
from models.content.phrases import entries_told

Row = TypeVar("Row")
SHARES = ("top1", "top3", "auroc", "answered", "precision", "false_answers")


def main(argv: list[str]) -> int:
    """Evaluate on a file of questions, or check the phrases of the starter pack."""
    parser = argparse.ArgumentParser(prog="python -m bot answers", description=__doc__)
    verbs = parser.add_subparsers(dest="do", required=True)
    measure = verbs.add_parser("evaluate", help="วัดความแม่นยำ · measure on labelled questions")
    measure.add_argument("--content", type=Path, required=True, help="rows of answers, JSON lines")
    measure.add_argument("--questions", type=Path, required=True, help="labelled questions")
    measure.add_argument("--json", action="store_true", help="the figures as one JSON object")
    look = verbs.add_parser("check", help="ตรวจคำถามของทุกคำตอบ · check every phrase of the pack")
    look.add_argument(
        "--published", action="store_true", help="what the office tells, short answers too"
    )
    given = parser.parse_args(argv)
    return _check(given.published) if given.do == "check" else _evaluate(given)


def _evaluate(given: argparse.Namespace) -> int:
    try:
        entries = _rows(given.content, Entry.of_row)
        questions = _rows(given.questions, Question.of_row)
    except (OSError, ValueError) as fault:
        print(f"อ่านแฟ้มไม่ได้ · cannot read: {fault}", file=sys.stderr)
        return 1
    figures = evaluate(Matcher.fit(entries), questions)
    print(json.dumps(_plain(figures), ensure_ascii=False) if given.json else _table(figures))
    return 0


def _rows(path: Path, read: Callable[[Mapping[str, Any]], Row]) -> list[Row]:
    """One of each line of a file; raises ValueError naming the line that cannot be read."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip():
            try:
                rows.append(read(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as fault:
                raise ValueError(f"{path}:{number}: {fault!r}") from fault
    if not rows:
        raise ValueError(f"{path}: no rows")
    return rows


def _plain(figures: Figures) -> dict[str, Any]:
    """As JSON has it: what could not be counted is null."""
    known = asdict(figures)
    return {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in known.items()}


def _table(figures: Figures) -> str:
    lines = [f"{name:<14} {getattr(figures, name):.3f}" for name in SHARES]
    lines += [f"{name:<14} {getattr(figures, name):.1f}" for name in ("p50_ms", "p99_ms")]
    lines.append(f"{'misses':<14} {len(figures.misses)}")
    for miss in figures.misses:
        found = ", ".join(miss.found) or "-"
        lines.append(f"  {miss.sure:.3f} {miss.decision:<7} {miss.label} ≠ {found}  «{miss.text}»")
    return "\n".join(lines)


def _check(published: bool) -> int:
    try:
        told = _told() if published else None
        catalogue = told.catalogue if told else load()
    except CatalogueError as unsound:
        print(unsound)
        return 1
    problems = check(entries_told(told) if told else entries_of(catalogue))
    for problem in sorted(problems, key=lambda p: not p.blocks):
        sign = "✗" if problem.blocks else "!"
        print(f"{sign} {problem.entry}: «{problem.phrase}» {problem.says}")
    short_answers = told.short_answers if told else {}
    for line in lacking(catalogue, short_answers.values()):
        print(f"! {line}")
    faults = sum(problem.blocks for problem in problems)
    answers = len(catalogue.procedures) + len(short_answers)
    print(f"{answers} คำตอบ · answers, {faults} ข้อที่ต้องแก้ก่อนเผยแพร่ · must be mended")
    return 1 if faults else 0


def _told() -> Told:
    settings = Settings.from_env()
    settings.need("database_url")
    with open_sessions(open_engine(settings.database_url, pool_size=1))() as session:
        return content.told(session)
