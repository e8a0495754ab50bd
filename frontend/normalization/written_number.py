"""Digits with marks between them: which mark parts thousands, and which the decimals."""

import re
from dataclasses import dataclass

_GROUPED = "|".join(rf"\d{{1,3}}(?:{mark}\d{{3}})+(?!\d)" for mark in (" ", r"\.", ",", "'"))
WRITTEN_NUMBER = rf"(?:{_GROUPED}|\d+)(?:[.,]\d+)?"
"""A number as it is written in any language."""

_MARK = re.compile(r"[.,]")


@dataclass(frozen=True)
class WrittenNumber:
    """The digits of a number before and after its decimal mark; `fraction` is empty for a whole number."""

    whole: str
    fraction: str = ""


def parse_number(written: str, decimal_mark: str) -> WrittenNumber:
    """Return the digits of a number, `"1.234,5"` -> 1234 and 5, whichever marks the writer took from abroad.

    A mark that comes twice parts thousands, and so does every mark before another one. A mark that comes once is the
    language's decimal mark, or the other one: that parts thousands where three digits follow ("1.234" in German) and
    decimals where not ("3.5").

    Args:
        written: one match of `WRITTEN_NUMBER`.
        decimal_mark: the language's own, "." or ",".
    """
    marks = _MARK.findall(written)
    if not marks or marks.count(marks[-1]) > 1:
        return WrittenNumber(re.sub(r"\D", "", written))
    whole, _, fraction = written.rpartition(marks[-1])
    alone = len(marks) == 1 and marks[0] != decimal_mark and re.fullmatch(r"[1-9]\d{0,2}(?:[ ']\d{3})*", whole)
    if alone and len(fraction) == 3:
        return WrittenNumber(re.sub(r"\D", "", written))
    return WrittenNumber(re.sub(r"\D", "", whole), fraction)
