"""How many bad photographs are warned about, and good ones: `python -m tests.bench.photos`."""

import argparse
import sys
import time
from collections import Counter

from models.photos import Finding, look
from tests.photos.shots import FAULTS, GOOD, shoot

NAMED = {
    "blurred": Finding.BLURRED,
    "dark": Finding.DARK,
    "glare": Finding.GLARE,
    "cropped": Finding.CROPPED,
    "small": Finding.SMALL,
}


def measure(each: int, good: int, seed: int) -> tuple[dict[str, Counter[str]], float]:
    """Warnings by fault ("good" among them) on freshly drawn photographs; seconds a look took.

    Each counter holds "all", "warned" (of anything), "named" (of what is wrong) and each finding.
    """
    counts: dict[str, Counter[str]] = {}
    spent = 0.0
    for at, fault in enumerate((GOOD, *FAULTS)):
        count = counts[fault] = Counter()
        for number in range(good if fault == GOOD else each):
            shot = shoot(fault, seed * 1_000_000 + at * 10_000 + number)
            began = time.perf_counter()
            findings = look(shot.jpeg).findings
            spent += time.perf_counter() - began
            count.update(all=1, warned=bool(findings), named=NAMED.get(fault) in findings)
            count.update(findings)
    return counts, spent / sum(count["all"] for count in counts.values())


def as_text(counts: dict[str, Counter[str]], seconds: float) -> str:
    """The figures as a Markdown table and two sentences."""
    lines = [
        "| photographs | all | warned | of what is wrong | findings |",
        "|---|--:|--:|--:|---|",
    ]
    for fault, count in counts.items():
        named = "–" if fault == GOOD else f"{count['named'] / count['all']:.0%}"
        seen = ", ".join(f"{one} {count[one]}" for one in Finding if count[one])
        lines.append(f"| {fault} | {count['all']} | {count['warned']} | {named} | {seen} |")
    bad = sum((counts[fault] for fault in FAULTS), Counter())
    lines += [
        "",
        f"bad ones warned: {bad['warned'] / bad['all']:.1%}",
        f"good ones warned: {counts[GOOD]['warned'] / counts[GOOD]['all']:.1%}",
        f"a look takes {seconds * 1000:.0f} ms",
    ]
    return "\n".join(lines)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m tests.bench.photos", description=__doc__)
    parser.add_argument("--each", type=int, default=24, help="photographs of each fault (24)")
    parser.add_argument("--good", type=int, default=60, help="good photographs (60)")
    parser.add_argument("--seed", type=int, default=7, help="another seed draws others (7)")
    asked = parser.parse_args(argv)
    print(as_text(*measure(asked.each, asked.good, asked.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
