"""The parts of a message that may be questions of their own."""

import regex

MOST = 6
"""Parts looked at; whoever writes more says the same again."""
SHORTEST = 6
"""Letters of the shortest part that can hold a question."""

# Where people begin another question; each needs letters on both sides.
_JOINTS = regex.compile(
    r"[\n\r?!.,;:/•]+|\s{1,}|\d+[.)]\s"
    r"|(?:แล้วก็|และก็|แล้วถ้า|แล้วจะ|แล้วต้อง|อีกเรื่อง|อีกอย่าง|นอกจากนี้|พร้อมกับ|รวมถึง|ส่วนเรื่อง|กับเรื่อง|และเรื่อง)"
)
_AND = regex.compile(r"และ|กับ|แล้ว| and | also |, ")


def parts(spelling: str) -> tuple[str, ...]:
    """The parts of a spelling, longest message first cut where people pause."""
    pieces = [piece.strip() for piece in _JOINTS.split(spelling) if piece and piece.strip()]
    if len(pieces) < 2:
        pieces = [piece.strip() for piece in _AND.split(spelling) if piece.strip()]
    merged: list[str] = []
    for piece in pieces:
        if merged and len(merged[-1]) < SHORTEST:
            merged[-1] = f"{merged[-1]} {piece}"
        else:
            merged.append(piece)
    if len(merged) > 1 and len(merged[-1]) < SHORTEST:
        last = merged.pop()
        merged[-1] = f"{merged[-1]} {last}"
    return tuple(merged[:MOST]) if len(merged) > 1 else ()
