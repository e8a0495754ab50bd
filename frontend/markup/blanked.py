"""A text whose markup is blanked out, character for character, so that every place in it stays where it was."""

from frontend.script import Boundary, Item, Passage, Script

INVISIBLE = "\u2060"  # word joiner: dropped before anything is read


class BlankedText:
    """The characters of a text, those of its markup blank, and where its blocks end."""

    def __init__(self, text: str) -> None:
        self._characters = list(text)
        self._ends: dict[int, bool] = {}
        self._warnings: dict[str, None] = {}

    def __str__(self) -> str:
        return "".join(self._characters)

    def blank(self, start: int, end: int) -> None:
        """Blank what marks up a stretch of words: between letters, or before a mark, nothing is seen of it."""
        before = self._characters[start - 1] if start else " "
        after = self._characters[end] if end < len(self._characters) else " "
        within = before.isalnum() and (after.isalnum() or after in ",.;:!?)\"'")
        self.put(start, end, INVISIBLE * (end - start) if within else "")

    def put(self, start: int, end: int, text: str) -> None:
        """Put other characters in place of some; what is missing to their number is filled with spaces."""
        self._characters[start:end] = text[: end - start].ljust(end - start)

    def join(self, start: int, end: int, text: str = "") -> None:
        """Put other characters in place of some; what is missing to their number cannot be seen."""
        self._characters[start:end] = text[: end - start].ljust(end - start, INVISIBLE)

    def end_block(self, place: int, *, paragraph: bool) -> None:
        """End a sentence here, or a paragraph."""
        self._ends[place] = paragraph or self._ends.get(place, False)

    def warn(self, message: str) -> None:
        """Say once what is not read."""
        self._warnings[message] = None

    def script(self) -> Script:
        """Return what is left as a script; its text is as long as the one that was marked up."""
        text, items, start = str(self), list[Item](), 0
        for place in sorted(self._ends):
            items += [Passage(text[start:place]), Boundary(self._ends[place])]
            start = place
        return Script((*items, Passage(text[start:])), warnings=tuple(self._warnings))
