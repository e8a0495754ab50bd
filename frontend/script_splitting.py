"""A script cut into sentences that are spoken in one breath, each with the directions that belong to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from frontend.characters import sanitise
from frontend.script import Boundary, Direction, Item, Passage, Pause, Script
from frontend.script_sentence import ScriptSentence
from frontend.text_splitting import LONGEST_BREATH, TextSpan, split_text

_Content = Passage | Direction


def split_script(script: Script, language: str) -> Iterator[ScriptSentence]:
    """Yield the sentences of a script in order, their passages as they are written.

    Directions between two sentences are shared out: up to the last pause they end the first, the others begin the
    second, which then makes no pause of its own.

    Args:
        language: ISO 639-1 code, for its abbreviations.
    """
    held: ScriptSentence | None = None
    between: list[Direction] = []
    for part in _parts(script, language):
        if not isinstance(part, ScriptSentence):
            between.append(part)
            continue
        if held is None:
            before = between
        else:
            after, before = _share_out(between)
            yield replace(held, pieces=(*held.pieces, *after))
        held, between = replace(part, pieces=(*before, *part.pieces)), []
    if held is not None:
        yield replace(held, pieces=(*held.pieces, *between))


def _share_out(between: list[Direction]) -> tuple[list[Direction], list[Direction]]:
    pauses = [place for place, one in enumerate(between) if isinstance(one, Pause)]
    if not pauses:
        return [], between
    return between[: pauses[-1] + 1], [Pause(0.0), *between[pauses[-1] + 1 :]]


def _parts(script: Script, language: str) -> Iterator[ScriptSentence | Direction]:
    start = script.start
    for items, ends_paragraph in _sections(script.items):
        text = sanitise("".join(item.text for item in items if isinstance(item, Passage)))
        for part in _section(items, text, start, ends_paragraph, language):
            yield from _in_breaths(part, language) if isinstance(part, ScriptSentence) else [part]
        start += len(text)


def _in_breaths(sentence: ScriptSentence, language: str) -> Iterator[ScriptSentence]:
    """The sentence, or where what is said in place of a text is longer than a breath, the parts it is said in."""
    pieces: list[_Content] = []
    for piece in sentence.pieces:
        *before, last = _breaths(piece, language)
        for part in before:
            pieces.append(part)
            yield replace(sentence, text=part.spoken, pieces=tuple(pieces), ends_sentence=False, ends_paragraph=False)
            pieces = []
        pieces.append(last)
    yield replace(sentence, pieces=tuple(pieces))


def _breaths(piece: _Content, language: str) -> list[Any]:
    """A passage in parts, where what is said in its place is too long for one breath."""
    if not isinstance(piece, Passage) or piece.spoken is None or len(piece.spoken) <= LONGEST_BREATH:
        return [piece]
    spans = split_text(piece.spoken, language)
    return [replace(piece, spoken=piece.spoken[span.start : span.end]) for span in spans] or [piece]


def _sections(items: Sequence[Item]) -> list[tuple[list[_Content], bool]]:
    """What stands between boundaries, and whether it ends a paragraph; the last section does."""
    sections: list[tuple[list[_Content], bool]] = [([], True)]
    for item in items:
        if isinstance(item, Boundary):
            sections[-1] = (sections[-1][0], item.ends_paragraph)
            sections.append(([], True))
        else:
            sections[-1][0].append(item)
    for place in range(len(sections) - 1, 0, -1):
        content, ends_paragraph = sections[place]
        if ends_paragraph and not any(isinstance(one, Passage) and one.text.strip() for one in content):
            sections[place - 1] = (sections[place - 1][0], True)
    return sections


def _section(
    items: Sequence[_Content], text: str, start: int, ends_paragraph: bool, language: str
) -> Iterator[ScriptSentence | Direction]:
    located = list(_located(items))
    place = 0
    for span in split_text(_masked(located, text), language):
        pieces: list[_Content] = []
        while place < len(located) and located[place][0] < span.end:
            first, last, item = located[place]
            if isinstance(item, Passage):
                pieces += _cut(item, first, span, text)
                if last > span.end:
                    break  # the rest of it is in the next sentence
            elif first <= span.start:
                yield item
            else:
                pieces.append(item)
            place += 1
        yield ScriptSentence(
            text[span.start : span.end],
            start + span.start,
            start + span.end,
            tuple(pieces),
            span.ends_sentence,
            span.ends_paragraph and ends_paragraph,
        )
    yield from (item for _, _, item in located[place:] if not isinstance(item, Passage))


def _located(items: Sequence[_Content]) -> Iterator[tuple[int, int, _Content]]:
    reached = 0
    for item in items:
        length = len(item.text) if isinstance(item, Passage) else 0
        yield reached, reached + length, item
        reached += length


def _masked(located: Sequence[tuple[int, int, _Content]], text: str) -> str:
    """The text with letters for what is not read as written, so that no sentence ends inside."""
    return "".join(
        text[first:last] if item.is_literal else "x" * (last - first)
        for first, last, item in located
        if isinstance(item, Passage)
    )


def _cut(passage: Passage, first: int, span: TextSpan, text: str) -> Iterator[Passage]:
    """The part of a passage that is in a sentence; one that is not read as written is in the sentence it begins in."""
    start, end = max(first, span.start), min(first + len(passage.text), span.end)
    if start < end and (passage.is_literal or first >= span.start):
        yield replace(passage, text=text[start:end])
