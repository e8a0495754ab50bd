"""When the words of a sentence as it is written are heard: "$5" while "five dollars" is said."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from voices.timings.timed import TimedSentence

_INLINE_PHONES = re.compile(r"\[\[[^\[\]]*\]\]")


@dataclass(frozen=True)
class WrittenWord:
    """A word with the punctuation that is written beside it."""

    text: str
    start: float
    end: float


def written_words(sentence: TimedSentence) -> list[WrittenWord]:
    """Return the written words of a sentence, at least one, in order of time."""
    written = _tokens(sentence.text) or [sentence.text]
    spoken = [_plain(word.text) for word in sentence.words]
    found: list[WrittenWord] = []
    reached = sentence.words[0].start
    matcher = SequenceMatcher(None, [_plain(token) for token in written], spoken, autojunk=False)
    for _, first, last, spoken_first, spoken_last in matcher.get_opcodes():
        for number, token in enumerate(written[first:last]):
            # Where they differ, the written words share out the spoken ones.
            share = [spoken_first + (number + step) * (spoken_last - spoken_first) // (last - first) for step in (0, 1)]
            said = sentence.words[share[0] : max(share[1], min(share[0] + 1, spoken_last))]
            start, end = (said[0].start, said[-1].end) if said else (reached, reached)
            reached = max(reached, end)
            found.append(WrittenWord(token, start, end))
        if first == last and found and spoken_last > spoken_first:  # spoken but not written: with the word before
            reached = sentence.words[spoken_last - 1].end
            found[-1] = WrittenWord(found[-1].text, found[-1].start, reached)
    return found


def _tokens(text: str) -> list[str]:
    spaceless = _INLINE_PHONES.sub(lambda match: match.group().replace(" ", "\0"), text)
    return [token.replace("\0", " ") for token in spaceless.split()]


def _plain(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word).lower().replace("’", "'")
