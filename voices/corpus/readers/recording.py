"""What a corpus reader finds: recordings with their texts, and lines it could make nothing of."""

from dataclasses import dataclass
from pathlib import Path

from frontend.errors import TtsError


class CorpusError(TtsError):
    """A corpus folder that cannot be used as it is."""


@dataclass(frozen=True)
class Recording:
    """One recording and what is said in it.

    Attributes:
        id: the file's name without its extension; with the speaker it names the recording in the whole run.
        audio: where the file is, or where the corpus says it should be.
        text: what is said; bytes that are not UTF-8 are in it as lone surrogates (PEP 383).
        speaker: who says it.
    """

    id: str
    audio: Path
    text: str
    speaker: str

    @property
    def key(self) -> str:
        """`speaker/id`, unique in a run."""
        return f"{self.speaker}/{self.id}"


@dataclass(frozen=True)
class UnusableEntry:
    """A line or file of the corpus that names no recording, where it stands, and why it is no use."""

    where: str
    reason: str


Entry = Recording | UnusableEntry
