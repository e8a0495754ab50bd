"""Unicode made harmless and uniform."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.characters import REPLACEMENT, canonical, sanitise

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY_TEXT)
def test_sanitised_text_keeps_its_length_and_can_be_encoded(text):
    clean = sanitise(text)
    assert len(clean) == len(text)
    clean.encode("utf-8")


def test_controls_become_spaces_and_foreign_bodies_the_replacement_character():
    assert sanitise("a\x00b\x1b[0m\tc\r\nd") == "a b [0m c\n\nd"
    assert sanitise("\ud800\ue000é") == REPLACEMENT * 2 + "é"


@pytest.mark.parametrize(
    ("written", "unified"),
    [
        ("it’s “so”", 'it\'s "so"'),
        ("ﬁｕｌｌ", "fiull"),
        ("m² 10⁻³", "m^2 10^-3"),
        ("3½ ¾", "3 1/2 3/4"),
        ("−5 non‑breaking", "-5 non-breaking"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("z̸̢̛a̶l̴g̷o̶", "zalgo"),
        ("e\u0301", "é"),
        ("٣٤", "34"),
        ("…", "..."),
    ],
)
def test_look_alikes_become_one(written, unified):
    assert canonical(written) == unified
