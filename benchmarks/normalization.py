"""Accuracy of English normalisation by category, on the table the tests use: `python benchmarks/normalization.py`."""

import re
import sys
from pathlib import Path

from frontend.characters import canonical, sanitise
from frontend.normalization.english.normalize import normalize_english

TABLE = Path(__file__).parent.parent / "tests" / "frontend" / "normalization" / "english.txt"


def read_table(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the (written, spoken) pairs of each category."""
    table: dict[str, list[tuple[str, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            pairs = table.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("# "):
            written, spoken = line.rsplit(" | ", 1)
            pairs.append((written, spoken))
    return table


def comparable(spoken: str) -> str:
    """Return the words alone, in small letters: where a comma stands is not what is measured here."""
    return " ".join(re.findall(r"[\w']+", spoken.lower().replace("'", "'"))).replace(" '", " ").strip("'")


def main() -> None:
    """Print the errors, then right/all for each category and in total."""
    right = total = 0
    for category, pairs in read_table(Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE).items():
        wrong = [
            (written, spoken, heard)
            for written, spoken in pairs
            if comparable(heard := normalize_english(canonical(sanitise(written)))) != comparable(spoken)
        ]
        for written, spoken, heard in wrong:
            print(f"  {written!r}: {heard!r} instead of {spoken!r}")
        print(f"{category:14} {len(pairs) - len(wrong):4} / {len(pairs)}")
        right += len(pairs) - len(wrong)
        total += len(pairs)
    print(f"{'all':14} {right:4} / {total}  {100 * right / total:.1f} %")


if __name__ == "__main__":
    main()
