"""Accuracy of normalisation by language and category, on the tests' tables: `python -m benchmarks.normalization`."""

import argparse
import json
from pathlib import Path

from tests.frontend.normalization.table import HELD_OUT, TABLE, UNSEEN, language_tables, read_table, reading, reads_as


def main(arguments: list[str] | None = None) -> None:
    """Print, for each table, what is read wrong, then right/all by category and in total; or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    tables = [*(("en", table) for table in (TABLE, HELD_OUT, UNSEEN)), *language_tables()]
    found = {table.name: wrong_readings(table, language) for language, table in tables}
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, categories in found.items():
        print(name)
        print_accuracy(categories)
    for name, categories in found.items():
        texts, right = counts(categories)
        print(f"{name:20}{right:5} of {texts}, {100 * right / texts:.1f} %")


def wrong_readings(table: Path, language: str) -> dict[str, dict]:
    """Return for each category of a table how many texts it has, and those that are read wrong."""
    return {
        category: {
            "texts": len(pairs),
            "wrong": [
                {"written": written, "read": reading(written, language), "right": spoken}
                for written, spoken in pairs
                if not reads_as(written, spoken, language)
            ],
        }
        for category, pairs in read_table(table).items()
    }


def counts(categories: dict[str, dict]) -> tuple[int, int]:
    """Return how many texts a table has, and how many are read right."""
    total = sum(found["texts"] for found in categories.values())
    return total, total - sum(len(found["wrong"]) for found in categories.values())


def print_accuracy(categories: dict[str, dict]) -> None:
    """Print the accuracy on one table."""
    for category, found in categories.items():
        for wrong in found["wrong"]:
            print(f"  {wrong['written']!r}: {wrong['read']!r} instead of {wrong['right']!r}")
        print(f"{category:14}{found['texts'] - len(found['wrong']):5} of {found['texts']}")
    total, right = counts(categories)
    print(f"{'all':14}{right:5} of {total}, {100 * right / total:.1f} %\n")


if __name__ == "__main__":
    main()
