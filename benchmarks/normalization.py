"""Accuracy of English normalisation by category, on the tables the tests use: `python -m benchmarks.normalization`."""

from pathlib import Path

from frontend.characters import canonical, sanitise
from frontend.normalization.english.normalize import normalize_english
from tests.frontend.normalization.table import HELD_OUT, TABLE, read_table, reads_as


def main() -> None:
    """Print, for each table, what is read wrong, then right/all by category and in total."""
    for table in (TABLE, HELD_OUT):
        print(table.name)
        print_accuracy(table)


def print_accuracy(table: Path) -> None:
    """Print the accuracy on one table."""
    right = total = 0
    for category, pairs in read_table(table).items():
        wrong = [(written, spoken) for written, spoken in pairs if not reads_as(written, spoken)]
        for written, spoken in wrong:
            print(f"  {written!r}: {normalize_english(canonical(sanitise(written)))!r} instead of {spoken!r}")
        print(f"{category:14}{len(pairs) - len(wrong):5} of {len(pairs)}")
        right += len(pairs) - len(wrong)
        total += len(pairs)
    print(f"{'all':14}{right:5} of {total}, {100 * right / total:.1f} %\n")


if __name__ == "__main__":
    main()
