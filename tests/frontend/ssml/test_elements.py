"""XML as elements: where they stand, and what is refused."""

import pytest

from frontend.ssml.elements import DEEPEST, read_elements
from frontend.ssml.error import SsmlError


def test_elements_know_their_line_column_attributes_and_text():
    root = read_elements('<speak>\n a &amp; b<!-- no --> c\n  <sub alias="x">d</sub></speak>')
    text, sub = root.children
    assert text == "\n a & b c\n  "
    assert (sub.tag, sub.attributes, sub.line, sub.column) == ("sub", {"alias": "x"}, 3, 3)
    assert root.text == "a & b c d"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hello", "line 1, column 1: this is not XML; SSML is one <speak> element"),
        ("", "line 1, column 1: this is not XML; SSML is one <speak> element"),
        ("<speak>\n<p>a</speak>", "line 2, column 7: <p> of line 2 must be closed first"),
        ("<speak>\n<p>a", "<p> of line 2 is never closed"),
        ("<speak>a & b</speak>", "line 1, column 11: this is not well-formed XML"),
        ("<speak>a</speak><speak>b</speak>", "line 1, column 17: junk after document element"),
        ("<speak>&nbsp;</speak>", "entities are not declared or read here"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><speak>&a;</speak>', "entities are not declared or read here"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><speak>&a;</speak>', "entities are not declared or read here"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><speak>&a;</speak>', "entities are not declared"),
        ('<!DOCTYPE x [<!ENTITY % a SYSTEM "http://x/"> %a;]><speak>a</speak>', "entities are not declared"),
        ("<p>" * 1000 + "</p>" * 1000, f"elements may be nested {DEEPEST} deep at most"),
    ],
)
def test_what_cannot_be_read_is_one_error_with_line_and_column(text, message):
    with pytest.raises(SsmlError, match=r"^SSML, line \d+, column \d+: ") as caught:
        read_elements(text)
    assert message in str(caught.value)


def test_an_entity_bomb_is_refused_before_it_grows():
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    with pytest.raises(SsmlError, match="entities are not declared"):
        read_elements(f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><speak>&a29;</speak>')


def test_a_doctype_alone_does_no_harm_and_nothing_is_fetched():
    doctype = '<!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.0//EN" "http://unreachable.invalid/synthesis.dtd">'
    assert read_elements(f'<?xml version="1.0" encoding="ISO-8859-1"?>{doctype}<speak>né</speak>').text == "né"


def test_characters_that_cannot_be_encoded_are_replaced():
    assert read_elements("<speak>\ud800\x00a</speak>").text == "� a"
