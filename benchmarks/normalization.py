"""Accuracy of English normalisation by category, on the tables the tests use: `python -m benchmarks.normalization`."""

import argparse
import json
from pathlib import Path

from frontend.characters import canonical, sanitise
from frontend.normalization.english.normalize import normalize_english
from tests.frontend.normalization.table import HELD_OUT, TABLE, UNSEEN, read_table, reads_as


def main(arguments: list[str] | None = None) -> None:
    """Print, for each table, what is read wrong, then right/all by category and in total; or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    found = {table.name: wrong_readings(table) for table in (TABLE, HELD_OUT, UNSEEN)}
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, categories in found.items():
        print(name)
        print_accuracy(categories)


def wrong_readings(table: Path) -> dict[str, dict]:
    """Return for each category of a table how many texts it has, and those that are read wrong."""
    return {
        category: {
            "texts": len(pairs),
            "wrong": [
                {"written": written, "read": normalize_english(canonical(sanitise(written))), "right": spoken}
                for written, spoken in pairs
                if not reads_as(written, spoken)
            ],
        }
        for category, pairs in read_table(table).items()
    }


def print_accuracy(categories: dict[str, dict]) -> None:
    """Print the accuracy on one table."""
    for category, found in categories.items():
        for wrong in found["wrong"]:
            print(f"  {wrong['written']!r}: {wrong['read']!r} instead of {wrong['right']!r}")
        print(f"{category:14}{found['texts'] - len(found['wrong']):5} of {found['texts']}")
    total = sum(found["texts"] for found in categories.values())
    right = total - sum(len(found["wrong"]) for found in categories.values())
    print(f"{'all':14}{right:5} of {total}, {100 * right / total:.1f} %\n")


if __name__ == "__main__":
    main()
