"""Everything that can be wrong with a recording, what follows from it, and how to mend it."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class ProblemKind:
    """One kind of trouble: whether the recording is left out for it, and what its owner can do."""

    name: str
    skips: bool
    mend: str


class Problem(Enum):
    """The kinds of trouble, the gravest first; only the first that skips a recording is reported for it."""

    ENTRY = ProblemKind("unusable entry", True, "correct the line, or give the file a text")
    MISSING = ProblemKind("audio file missing", True, "add the file, or take the line out")
    EMPTY = ProblemKind("audio file empty", True, "copy the file again, or take it out")
    UNREADABLE = ProblemKind("audio file unreadable", True, "export it again as WAV or FLAC")
    TRUNCATED = ProblemKind("audio file cut short or damaged", True, "copy the file again from its source")
    NOT_A_NUMBER = ProblemKind("samples that are no numbers", True, "export it again as 16-bit WAV or FLAC")
    SILENT = ProblemKind("silent", True, "record it again, or take it out")
    TOO_SHORT = ProblemKind("too short", True, "join it to its neighbour, or take it out")
    TOO_LONG = ProblemKind("too long", True, "cut it into sentences")
    ENCODING = ProblemKind("text not UTF-8", True, "save the text file as UTF-8")
    CONTROL = ProblemKind("control characters in the text", True, "take them out; NUL, for example, is no letter")
    NO_TEXT = ProblemKind("no text", True, "write down what is said")
    NOT_SPEAKABLE = ProblemKind("text with nothing to speak", True, "write down what is said, in words")
    SAME_NAME = ProblemKind("second recording of one name", True, "give it a name of its own")
    TEXT_TOO_LONG = ProblemKind("text too long for its audio", True, "see whether text and recording belong together")
    TEXT_TOO_SHORT = ProblemKind("text too short for its audio", True, "see whether text and recording belong together")
    SAME_AUDIO = ProblemKind("the same audio as another", True, "see which text belongs to it")
    CLIPPED = ProblemKind("clipped", False, "record at a lower level")
    LOW_RATE = ProblemKind("sample rate below the voice's", False, "use the original recordings, or a lower rate")
    MIXED_RATE = ProblemKind("sample rate unlike the others'", False, "none needed: it is resampled")
    SEVERAL_CHANNELS = ProblemKind("several channels", False, "none needed: they are averaged")
    SAME_TEXT = ProblemKind("text said twice by one speaker", False, "see whether the texts are in the right order")


@dataclass(frozen=True)
class Finding:
    """A problem of one recording, and what exactly was seen."""

    key: str
    problem: Problem
    detail: str = ""
