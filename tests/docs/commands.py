"""The commands of a page of Markdown, and its Python."""

import re
from dataclasses import dataclass

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?: {4}.*\n|\n(?= {4}))+")
_PROGRAMS = "tts|python3?|pip|make|cat|arecord|torchrun|praat|\\.venv/bin/\\w+"
_COMMAND = re.compile(rf"(?:[A-Z_]+=\S+ )*(?:{_PROGRAMS})(?: |$)")
_LANGUAGES = ("", "sh")


@dataclass(frozen=True)
class Page:
    """What can be run of a page: lines of shell, blocks of Python, and the YAML it shows."""

    commands: list[str]
    python: list[str]
    yaml: list[str]


def read_page(text: str) -> Page:
    """Return the commands of a page; other lines of its blocks are files and output, and no command."""
    fenced = _FENCED.findall(text)
    blocks = [block for language, block in fenced if language in _LANGUAGES]
    blocks += _INDENTED.findall(_FENCED.sub("", text))
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return Page(
        [_without_comment(line) for line in lines if _COMMAND.match(line)],
        [block for language, block in fenced if language == "python"],
        [block for language, block in fenced if language == "yaml"],
    )


def _without_comment(line: str) -> str:
    return re.sub(r"\s{2,}#.*", "", line)
