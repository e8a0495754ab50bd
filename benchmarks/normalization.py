"""Accuracy of English normalisation by category, on the table the tests use: `python -m benchmarks.normalization`."""

from frontend.characters import canonical, sanitise
from frontend.normalization.english.normalize import normalize_english
from tests.frontend.normalization.table import read_table, reads_as


def main() -> None:
    """Print what is read wrong, then right/all for each category and in total."""
    right = total = 0
    for category, pairs in read_table().items():
        wrong = [(written, spoken) for written, spoken in pairs if not reads_as(written, spoken)]
        for written, spoken in wrong:
            print(f"  {written!r}: {normalize_english(canonical(sanitise(written)))!r} instead of {spoken!r}")
        print(f"{category:14}{len(pairs) - len(wrong):5} of {len(pairs)}")
        right += len(pairs) - len(wrong)
        total += len(pairs)
    print(f"{'all':14}{right:5} of {total}, {100 * right / total:.1f} %")


if __name__ == "__main__":
    main()
