"""Written forms read as what they are said to be."""

import pytest

from frontend.analysis import Frontend
from frontend.ssml.read import read_ssml


def spoken(text, kind, form="", language="en-us"):
    ssml = f'<speak><say-as interpret-as="{kind}" format="{form}">{text}</say-as></speak>'
    return " ".join(sentence.spoken for sentence in Frontend(language).sentences(read_ssml(ssml, language)))


@pytest.mark.parametrize(
    ("text", "kind", "form", "words"),
    [
        ("1984", "cardinal", "", "one thousand nine hundred eighty four"),
        ("-2.5", "number", "", "minus two point five"),
        ("3", "ordinal", "", "third"),
        ("21st", "ordinal", "", "twenty first"),
        ("1984", "digits", "", "one nine eight four"),
        ("12-34", "digits", "", "one two, three four"),
        ("IBM 5", "characters", "", "I B M, five"),
        ("x-1.", "spell-out", "", "X dash one dot"),
        ("3/4/2024", "date", "dmy", "April third, twenty twenty four"),
        ("3/4/2024", "date", "mdy", "March fourth, twenty twenty four"),
        ("20240304", "date", "ymd", "March fourth, twenty twenty four"),
        ("12/1999", "date", "my", "December nineteen ninety nine"),
        ("2024-03-04", "date", "", "March fourth, twenty twenty four"),
        ("1430", "time", "hms24", "fourteen thirty"),
        ("2:30pm", "time", "hms12", "two thirty PM"),
        ("5551234567", "telephone", "", "five five five, one two three, four five six seven"),
        ("+44 20 1234", "telephone", "", "plus four four, two zero, one two three four"),
        ("$5", "currency", "", "five dollars"),
        ("VIII", "ordinal", "", "eighth"),
        ("XIV", "cardinal", "", "fourteen"),
        ("12", "number", "ordinal", "twelfth"),
        ("555", "number", "telephone", "five five five"),
        ("555-1234 ext. 5", "telephone", "", "five five five, one two three four extension five"),
        ("1'21&quot;", "time", "", "one minute twenty one seconds"),
        ("9" * 15, "ordinal", "", " ".join(["nine"] * 15)),
        ("3/4", "fraction", "", "three quarters"),
    ],
)
def test_english_is_read_as_its_kind(text, kind, form, words):
    assert spoken(text, kind, form) == words


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("1'21&quot;", "time", "eine Minute einundzwanzig Sekunden"),
        ("3", "ordinal", "dritte"),
        ("42", "digits", "vier zwei"),
        ("1984", "cardinal", "eintausendneunhundertvierundachtzig"),
    ],
)
def test_other_languages_have_their_own_numbers(text, kind, words):
    assert spoken(text, kind, language="de") == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "03.05.2021", "dritter Mai zweitausendeinundzwanzig"),
        ("uk", "3/5/2021", "третього травня дві тисячі двадцять першого року"),
        ("fr-fr", "1-5-2021", "premier mai deux mille vingt et un"),
        ("es", "3/5", "tres de mayo"),
    ],
)
def test_dates_are_read_in_other_languages(language, text, words):
    assert spoken(text, "date", "dmy" if text.count("/") != 1 else "dm", language) == words


def test_a_month_alone_is_read_in_english_and_as_written_elsewhere():
    assert spoken("12/1999", "date", "my") == "December nineteen ninety nine"
    assert "dezember" not in spoken("12/1999", "date", "my", "de").lower()


@pytest.mark.parametrize(
    ("language", "text", "kind", "words"),
    [
        ("de", "-2,50", "number", "minus zwei Komma fünf null"),
        ("uk", "1 234", "cardinal", "одна тисяча двісті тридцять чотири"),
        ("pl", "+48 22", "telephone", "plus cztery osiem, dwa dwa"),
        ("it", "a-1", "characters", "A - uno"),
    ],
)
def test_numbers_and_letters_are_read_in_other_languages(language, text, kind, words):
    assert spoken(text, kind, language=language) == words


@pytest.mark.parametrize(
    ("text", "kind", "form"), [("soon", "date", "dmy"), ("99/99/2024", "date", "dmy"), ("many", "cardinal", "")]
)
def test_what_is_not_of_its_kind_is_read_as_plain_text(text, kind, form):
    assert spoken(text, kind, form) == " ".join(one.spoken for one in Frontend().sentences(text))


def test_a_spelled_a_is_the_letter_and_not_the_article():
    script = read_ssml('<speak><say-as interpret-as="characters">ba</say-as></speak>')
    (utterance,) = Frontend().utterances(script)
    assert ["".join(map(str, word.phones)) for word in utterance.words] == ["bˈiː", "ˈeɪ"]
