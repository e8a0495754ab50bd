"""Chapter and verse: Gen. 1:1, Ps. 23, 1 Cor. 13:4-7."""

import re

from frontend.normalization.english.numbers import cardinal
from frontend.normalization.english.rule import DigitRule, alternatives

_BOOKS = {
    "Gen": "Genesis",
    "Exod": "Exodus",
    "Lev": "Leviticus",
    "Num": "Numbers",
    "Deut": "Deuteronomy",
    "Josh": "Joshua",
    "Judg": "Judges",
    "Sam": "Samuel",
    "Kgs": "Kings",
    "Chron": "Chronicles",
    "Chr": "Chronicles",
    "Neh": "Nehemiah",
    "Esth": "Esther",
    "Ps": "Psalm",
    "Pss": "Psalms",
    "Prov": "Proverbs",
    "Eccl": "Ecclesiastes",
    "Isa": "Isaiah",
    "Jer": "Jeremiah",
    "Lam": "Lamentations",
    "Ezek": "Ezekiel",
    "Dan": "Daniel",
    "Hos": "Hosea",
    "Zech": "Zechariah",
    "Mal": "Malachi",
    "Matt": "Matthew",
    "Rom": "Romans",
    "Cor": "Corinthians",
    "Gal": "Galatians",
    "Eph": "Ephesians",
    "Phil": "Philippians",
    "Thess": "Thessalonians",
    "Tim": "Timothy",
    "Heb": "Hebrews",
    "Jas": "James",
    "Pet": "Peter",
    "Rev": "Revelation",
}
_FULL_NAMES = (*_BOOKS.values(), "Job", "Mark", "Luke", "John", "Acts", "Titus", "Jude", "Ruth", "Ezra", "Joel", "Amos")
ABBREVIATIONS = tuple(_BOOKS)
_NUMBERED = {"1": "First ", "2": "Second ", "3": "Third ", "I": "First ", "II": "Second ", "III": "Third "}


def _verse(match: re.Match[str]) -> str:
    book = _BOOKS.get(match["book"], match["book"])
    spoken = f"{_NUMBERED.get(match['number'] or '', '')}{book} {cardinal(int(match['chapter']))}"
    if match["verse"]:
        spoken += f" {cardinal(int(match['verse']))}"
    return spoken + (f" to {cardinal(int(match['last']))}" if match["last"] else "")


_NUMBER = r"(?:\b(?P<number>[123]|I{1,3})\s)?"
_LAST = r"(?:[-–](?P<last>\d{1,3}))?(?![\w:]|[.,]\d)"
RULES = (
    DigitRule(
        rf"{_NUMBER}\b(?P<book>{alternatives(_FULL_NAMES)}|{alternatives(_BOOKS)}(?=[.\s]))\.?\s"
        rf"(?P<chapter>\d{{1,3}}):(?P<verse>\d{{1,3}}){_LAST}",
        _verse,
    ),
    DigitRule(rf"{_NUMBER}\b(?P<book>{alternatives(_BOOKS)})\.\s(?P<chapter>\d{{1,3}})(?P<verse>){_LAST}", _verse),
)
