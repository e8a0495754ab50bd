"""What counts as something to say."""

import pytest

from voices.corpus.speakable import speakable


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Hello.", True), ("5", True), ("[[h ə l ˈoʊ]]", True), ("...", False), ("", False), ("[[q5]]", False)],
)
def test_a_text_is_speakable_when_the_frontend_finds_a_phone(text, answer):
    assert speakable("en-us")(text) is answer
