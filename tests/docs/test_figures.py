"""The figures of the bundled voice: the same in its manifest, which is where they are kept, and on every page."""

import re
from pathlib import Path

import pytest

from voices.registry import find_voice

ROOT = Path(__file__).parents[2]
WORD_ERRORS, NOISE, DISTILLMOS, P808 = (
    "word error rate, %",
    "word error rate in noise, %",
    "DistillMOS, 1 to 5",
    "DNSMOS P.808, 1 to 5",
)


@pytest.fixture(scope="module")
def manifest():
    return find_voice("en_US-arctic").manifest


def cells(page, beginning):
    """The cells of a table's row after its first, which is how the row begins."""
    (row,) = re.findall(
        rf"^\| {re.escape(beginning)} \|(.*)\|$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    return [cell.strip() for cell in row.split("|")]


def test_the_readme_says_what_the_manifest_says(manifest):
    written = cells("README.md", " / ".join(f"`{speaker}`" for speaker in manifest.speakers))
    assert written == [
        " / ".join(str(manifest.training[judge][speaker]) for speaker in manifest.speakers)
        for judge in (WORD_ERRORS, DISTILLMOS)
    ]


def test_the_page_of_vocoders_says_what_the_manifest_says(manifest):
    page = (ROOT / "docs/vocoder.md").read_text(encoding="utf-8")
    for speaker in manifest.speakers:
        told = [str(manifest.training[judge][speaker]) for judge in (WORD_ERRORS, NOISE, DISTILLMOS, P808)]
        assert f"| {speaker} | {' | '.join(told)} |" in page
