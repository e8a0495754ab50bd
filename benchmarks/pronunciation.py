"""Heteronyms read right in the tests' tables, and the page of hard sentences: `python -m benchmarks.pronunciation`."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from frontend.analysis import Frontend
from frontend.markup.read import read_markup
from frontend.utterance import PhoneSource, Word
from tests.frontend.english.heteronym_table import FRESH, SEEN, UNSEEN, wrong_heteronyms

HARD_SENTENCES = Path(__file__).parent / "hard_sentences.txt"
_HEADER = """# Hard sentences

What is said of sixty sentences that programs like this stumble over, by `python -m benchmarks.pronunciation --page`. In
italics: words whose phones are not espeak-ng's own guess, with what was chosen. **Wrong** marks what is still said
wrong.
"""


def main(arguments: list[str] | None = None) -> None:
    """Print, for each table, which heteronyms are read wrong and how many right; or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, help="write the page of hard sentences to this file instead")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args(arguments)
    if options.page:
        options.page.write_text(page(), encoding="utf-8")
        return
    found = {table.name: wrong_heteronyms(table) for table in (SEEN, UNSEEN, FRESH)}
    if options.json:
        print(json.dumps({name: {"words": count, "wrong": wrong} for name, (count, wrong) in found.items()}))
        return
    for name, (count, wrong) in found.items():
        right = count - len(wrong)
        print(name, *wrong, f"{right} of {count}, {100 * right / count:.1f} %", sep="\n  ")


def page() -> str:
    """Return the page of hard sentences with what is said."""
    return "\n".join([_HEADER, *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    frontend = Frontend()
    for line in HARD_SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            yield f"## {line[2:]}\n"
            continue
        written, _, wrong = line.partition(" || ")
        sentences = list(frontend.sentences(read_markup(written)))
        utterances = filter(None, map(frontend.utterance, sentences))
        chosen = [_chosen(word) for one in utterances for word in one.words if word.source != PhoneSource.ESPEAK]
        yield (
            f"- `{written}`  \n  {' '.join(one.spoken for one in sentences)}"
            + (f"  \n  *{', '.join(chosen)}*" if chosen else "")
            + (f"  \n  **Wrong**: {wrong}" if wrong else "")
            + "\n"
        )


def _chosen(word: Word) -> str:
    return f"{word.text} [{''.join(map(str, word.phones))}] {word.source.value}"


if __name__ == "__main__":
    main()
