"""Any text, however long, to spans that are spoken in one breath, with their places in the original."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from frontend.sentence_ends import further_ends, goes_on

LONGEST_BREATH = 280  # characters as written; some 18 seconds of speech
_LONGEST_WORD = 400  # characters without a space in which to look for one
_WINDOW = 4000  # characters handed to the splitter at a time, so that its work stays linear in the text

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_SHORT_LINE = 0.6  # of the longest line of its paragraph: it was not wrapped
_FEWEST_WRAPPED = 40  # characters to which somebody would wrap a text
_LIST_ITEM = re.compile(r"\n(?=\s*(?:[-*•‣▪–]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s))")
_INLINE_PHONES = re.compile(r"\[\[[^\[\]]{0,2000}\]\]")
# Where a sentence that is too long may be split, the best first; each pattern ends where the next clause begins.
_CLAUSE_BOUNDARIES = (
    re.compile(r"[;:]['\")\]]*\s+|\s+[—–-]+\s+|—\s*|\.\.\.\s*|…\s*"),
    re.compile(r",['\")\]]*\s+(?=(?:and|but|or|so|yet|for|nor|because|although|while|when|where|which|who|if|that)\b)"),
    re.compile(r"(?<!\d),['\")\]]*\s+|,\s+(?!\d)"),
    re.compile(r"\s+(?=(?:and|but|or|because|although|while|when|where|which|who|that|if|than|as)\s)"),
    re.compile(r"\s+"),
)
# Before a number these are abbreviations.
_NOT_AN_END_BEFORE_DIGIT = re.compile(
    r"(?<![\w.])(?:Apt|Art|Bldg|Ch|Chap|Eq|Eqs|Ex|Exh|Ext|Fl|Hwy|Op|Para|Pt|Rm|Rte|Sec|Sect|Ste|Tel|Vols?|app|apt|art|"
    r"ch|chap|chs|ed|eq|eqs|ext|figs?|max|min|nos?|op|p|para|pg|pgs|pts?|rm|sec|sect|tel|temp|vols?|ver|"
    r"Gen|Exod|Lev|Num|Deut|Josh|Judg|Sam|Kgs|Chron?|Neh|Esth|Pss?|Prov|Eccl|Isa|Jer|Lam|Ezek|Dan|Hos|Zech|Mal|Matt|"
    r"Rom|Cor|Gal|Eph|Phil|Thess|Tim|Heb|Jas|Pet|Rev)\.\s*$"
)
_OPENS_BRACKET = re.compile(r"\([^()]{0,200}[.!?]+['\"”’]*\)?\s*$")
# After these the sentence goes on, whatever the splitter says of the capital or the digit that follows.
_NOT_AN_END = re.compile(
    r"(?:(?<![\w.])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Mt|Ft|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Gov|Sen|Rep|No|Nos|Fig|Vol|pp|vs|"
    r"approx|cf|e\.g|i\.e|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|ca|вул|ул|ім|см|стор|тис|млн|млрд|грн|проф|акад|ст|"
    r"обл|м|тел|bzw|Nr|Str|z\.B|d\.h|u\.a)\.|^\s*\(?\w{1,3}[.)])\s*$"
)
_SHORT_OR_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]{1,4}|\w+(?:\.\w+)+)\.['\")\]]*\s*$")
_TIME_GOES_ON = re.compile(r"[ap]\.m\.\s*(?:[ECMP][SD]?T|GMT|UTC|BST|CET)\b", re.IGNORECASE)
_SMALL_LETTER = re.compile(r"\s*[a-zа-яіїєґäöüß]")


@dataclass(frozen=True)
class TextSpan:
    """A span of text `[start, end)` to be spoken in one breath.

    Attributes:
        ends_sentence: false where a sentence too long for one breath goes on.
        ends_paragraph: true for the last span before a blank line or the end of the text.
    """

    start: int
    end: int
    ends_sentence: bool = True
    ends_paragraph: bool = False


def split_text(text: str, language: str = "en") -> Iterator[TextSpan]:
    """Yield the spans of a text in order; together they hold all of it but the white space between them.

    Args:
        text: any text from `frontend.characters.sanitise`.
        language: ISO 639-1 code, for its abbreviations.
    """
    masked = _INLINE_PHONES.sub(lambda match: "x" * len(match.group()), text)
    for start, end in _paragraphs(masked):
        spans = [
            span
            for sentence_start, sentence_end in _sentences(masked, start, end, language)
            for span in _breaths(masked, sentence_start, sentence_end)
        ]
        yield from spans[:-1]
        if spans:
            last = spans[-1]
            yield TextSpan(last.start, last.end, ends_sentence=True, ends_paragraph=True)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    for line_start, line_end in _list_items(text, start, end):
        pending = line_start
        for window_start, window_end in _windows(text, line_start, line_end):
            for boundary in _boundaries(text[window_start:window_end], language):
                if not _goes_on(
                    text[pending : min(line_end, window_end + 20)], window_start + boundary - pending, language
                ):
                    yield pending, window_start + boundary
                    pending = window_start + boundary
        if pending < line_end:
            yield pending, line_end


def _list_items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for item in _LIST_ITEM.finditer(text, start, end):
        yield from _lines(text, start, item.start())
        start = item.end()
    yield from _lines(text, start, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part what stands on lines of its own (headings, items, verses) from what was only wrapped."""
    breaks = [at for at in range(start, end) if text[at] == "\n"] if "\n" in text[start:end] else []
    bounds = [start, *(at + 1 for at in breaks), end]
    longest = max(last - first for first, last in pairwise(bounds))
    for first, last, after in zip(bounds, bounds[1:], bounds[2:], strict=False):
        if _ends_by_itself(text[first:last].strip(), text[last:after].strip(), longest):
            yield start, last
            start = last
    yield start, end


def _ends_by_itself(line: str, following: str, longest: int) -> bool:
    """Whether a line ends without a mark, where the next one begins."""
    starts_anew = following[:1].isupper() or following[:1].isdigit() or following[:1] in "\"“'("
    if not line or not starts_anew or line[-1] in ",;-–—(":
        return False
    if line[-1] in ":.!?" or line.isupper():
        return True
    words = [word for word in line.split() if len(word) > 3]
    titled = bool(words) and len(line) <= longest and all(word[:1].isupper() for word in words)
    listed = longest < 2 * _FEWEST_WRAPPED and following[-1:] not in ".!?,;" and len(following) < 2 * len(line)
    short = longest >= _FEWEST_WRAPPED and len(line) < _SHORT_LINE * longest
    return titled or listed or short


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _WINDOW:
        mark = max(text.rfind(". ", start, start + _WINDOW), text.rfind("\n", start, start + _WINDOW))
        space = text.rfind(" ", start, start + _WINDOW)
        cut = mark + 2 if mark > start else space + 1 if space > start else start + _WINDOW
        yield start, cut
        start = cut
    yield start, end


def _boundaries(window: str, language: str) -> Iterator[int]:
    """Where the sentences that end inside this window end; the caller knows about the last."""
    from sentencex import get_sentence_boundaries

    lead = len(window) - len(window.lstrip())
    ends = {lead + sentence["end_index"] for sentence in get_sentence_boundaries(language, window[lead:])}
    yield from sorted(ends.union(further_ends(window, language)))


def _goes_on(text: str, boundary: int, language: str) -> bool:
    """Whether the splitter was wrong to end a sentence at `boundary`."""
    before, after = text[max(0, boundary - 40) : boundary], text[boundary : boundary + 20]
    if not before.strip() or not after.strip():
        return not before.strip()
    if _NOT_AN_END.search(before) or goes_on(before, after, language):
        return True
    if _TIME_GOES_ON.search(before[-5:] + after):
        return True
    if _NOT_AN_END_BEFORE_DIGIT.search(before) and after.lstrip()[:1].isdigit():
        return True
    if _SMALL_LETTER.match(after) is None:
        return False
    aside = before.rstrip()[-1:] in "!?)'\"”’»"  # "Are you coming?" and smiled; (finally!) the race; Jeopardy! was on
    return aside or _SHORT_OR_DOTTED.search(before) is not None


def _breaths(text: str, start: int, end: int) -> Iterator[TextSpan]:
    while end - start > LONGEST_BREATH:
        cut = _best_cut(text, start, end)
        yield from _stripped(text, start, cut, ends_sentence=False)
        start = cut
    yield from _stripped(text, start, end, ends_sentence=True)


def _best_cut(text: str, start: int, end: int) -> int:
    """The last good boundary of the best kind at which both parts keep a fair length."""
    first, last = start + LONGEST_BREATH // 4, min(start + LONGEST_BREATH, end - LONGEST_BREATH // 8)
    for boundary in _CLAUSE_BOUNDARIES:
        cuts = [match.end() for match in boundary.finditer(text, first, last)]
        if cuts:
            return cuts[-1]
    space = re.compile(r"\s").search(text, last, min(end, start + _LONGEST_WORD))
    return space.end() if space else min(end, start + _LONGEST_WORD)


def _stripped(text: str, start: int, end: int, *, ends_sentence: bool) -> Iterator[TextSpan]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield TextSpan(start, end, ends_sentence)
