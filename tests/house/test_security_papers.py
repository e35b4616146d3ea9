"""The papers on dangers and on personal data say what the program does."""

import ast
import re

from handlers.citizens import TYPED
from handlers.citizens.chat import normalised
from models import retention
from tests.house.tree import ROOT, text

PROOF = re.compile(r"\[(test_\w+)\]\(\.\./([\w/]+\.py)\)")
THREATS, PDPA = "docs/threat-model.md", "docs/pdpa.md"


def test_every_proof_of_the_threat_model_is_a_test():
    missing = []
    proofs = PROOF.findall(text(THREATS))
    for name, path in proofs:
        found = {
            node.name
            for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
        }
        missing += [f"{path}::{name}"] * (name not in found)
    assert len(proofs) >= 20 and not missing


def test_the_threat_model_is_one_page():
    assert len(text(THREATS).splitlines()) < 60


def test_the_record_of_processing_tells_the_days_the_program_keeps():
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]*\d[\d,]* วัน) \|$", text(PDPA), re.MULTILINE))
    assert {what.split()[0]: told for what, told in rows.items()} == {
        "ข้อความในแชต": f"{retention.WORDS.days} วัน",
        "รูปและไฟล์ที่ไม่อยู่ในเรื่องใด": f"{retention.PICTURES.days} วัน",
        "รูปเอกสารของเรื่องที่ส่งตรวจ": f"จนจบเรื่อง แล้วอีก {retention.SHRED_AFTER.days} วัน",
        "ผลของเรื่อง": f"{retention.CASES.days:,} วัน",
        "ตัวเลขที่ไม่มีชื่อ": f"{retention.ARCHIVE.days:,} วัน",
    }


def test_the_record_of_processing_names_whoever_is_known_by_name():
    told = text(PDPA)
    assert all(name in told for name in ("ผู้รายงาน", "ผู้เสนอ", "บัญชีเจ้าหน้าที่"))


def test_what_a_citizen_is_told_to_type_is_understood():
    said = re.findall(r"พิมพ์ “([^”]+)”", text(PDPA))
    assert len(said) >= 4
    assert not [words for words in said if normalised(words) not in TYPED]


def test_every_table_with_a_citizen_has_its_time():
    from models.erasing import ERASERS, KEPT

    assert {*ERASERS, *KEPT} <= set(retention.RULES)
