"""Nothing is lost: another digit in a text is another text to hear."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frontend.analysis import Frontend

FORMS = (
    "{}|{}.|in {}|({})|${}|£{}|{} kg|{}%|€{}|{} million|{}-{}|{}:{}|{}/{}|{}.{}|{},{}|{}.{}.{}|"
    "{}-{}-{}|{}/{}/{}|+{} {}|{}e{}|1e-{}|{}^{}|A{}|{}B{}|{}s|'{}s|{}x{}|#{}|v{}.{}|{}:{} pm|{}.{}pm|"
    "{} AD|{}°C|-{}|${}-${}|${}.{}|{}'{}\"|{} {}/{}|Gen. {}:{}|ending in {}|{}k|{}bn|call {}|"
    "www.a{}.com|/a/b{}|a{}@b.com|{}h {}m|{}:{}:{}|No. {}|{}...{}|{}–{}|{}¢|{}lb {}oz|{}ft {}in|"
    "{},{} €|₹{},{},{}|May {}|{}th of May|{}, {} and {}|{} m s^-{}|(123)-{}-{}|{}/kg|1,{}|1.{}|"
    "1.234,{} €|#{}!"
).split("|")
NUMBERS = st.text("0123456789", min_size=1, max_size=6)


def spoken(text):
    return " ".join(sentence.spoken for sentence in Frontend().sentences(text))


def with_other_digit(text, place, digit):
    place = [i for i, character in enumerate(text) if character in "0123456789"][place]
    assume(text[place] != digit)
    return text[:place] + digit + text[place + 1 :]


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(FORMS), st.data())
def test_every_digit_of_a_written_form_is_heard(form, data):
    text = re.sub(r"\{\}", lambda _: data.draw(NUMBERS), form)
    digits = sum(character in "0123456789" for character in text)
    other = with_other_digit(text, data.draw(st.integers(0, digits - 1)), data.draw(st.sampled_from("0123456789")))
    assert spoken(text) != spoken(other)


@settings(deadline=None, max_examples=400)
@given(st.text("0123456789.,:/-$%€ '()kgmx+#e", min_size=1, max_size=25), st.data())
def test_every_digit_of_any_mixture_is_heard(text, data):
    digits = sum(character in "0123456789" for character in text)
    assume(digits)
    other = with_other_digit(text, data.draw(st.integers(0, digits - 1)), data.draw(st.sampled_from("0123456789")))
    assert spoken(text) != spoken(other)


@pytest.mark.parametrize(
    ("written", "said"),
    [("1e-6", "minus six"), ("3 x -2", "minus two"), ("-5 °C", "minus five"), ("10^-3", "minus three")],
)
def test_a_minus_is_heard(written, said):
    assert said in spoken(written)
