"""The user's pronunciation file."""

import time

import pytest

from frontend.analysis import Frontend
from frontend.phones.ipa import parse_phones
from frontend.phones.lexicon import Lexicon, LexiconError, read_lexicon


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "lexicon.txt"
    path.write_bytes(text.encode(encoding))
    return path


def test_comments_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "\ufeff# mine\n\ngif  dʒ ɪ f\n"))
    assert list(lexicon.entries) == ["gif"]


def test_the_last_of_several_entries_counts(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "gif  ɡ ɪ f\ngif  dʒ ɪ f\n"))
    assert str(lexicon.pronunciation("gif")[0]) == "dʒ"


def test_small_letters_match_any_case_and_capitals_only_themselves(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "us  ʌ s\nUS  j uː ɛ s\n"))
    assert len(lexicon.pronunciation("US")) == 4
    assert len(lexicon.pronunciation("Us")) == 2
    assert lexicon.pronunciation("USA") is None


def test_a_curly_apostrophe_is_an_apostrophe(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "o’clock  ə k l ˈɑː k\n"))
    assert lexicon.pronunciation("o'clock") == lexicon.pronunciation("o’clock")


def test_entries_with_symbols_are_marked_in_the_text_as_whole_words(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "c++  s iː\n3M  θ ɹ iː\n"))
    assert lexicon.mark("C++ and 3M, not 3m or c+++") == "[[s iː]] and [[θ ɹ iː]], not 3m or c+++"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("gif\n", "line 1: 'gif' has no phones"),
        ("ok  ə\ngif  dʒ 5 f\n", "line 2: '5' in '5' is not a phone"),
    ],
)
def test_a_bad_line_is_named(tmp_path, content, message):
    with pytest.raises(LexiconError, match=message):
        read_lexicon(write(tmp_path, content))


def test_a_missing_file_or_another_encoding_is_named(tmp_path):
    with pytest.raises(LexiconError, match="No such file"):
        read_lexicon(tmp_path / "none.txt")
    with pytest.raises(LexiconError, match="not UTF-8"):
        read_lexicon(write(tmp_path, "café  k", encoding="latin-1"))


def test_an_empty_lexicon_changes_nothing():
    assert Lexicon().pronunciation("word") is None
    assert Lexicon().mark("C++") == "C++"


def test_a_large_dictionary_is_read_without_making_out_the_phones_of_words_that_nobody_says(tmp_path, monkeypatch):
    path = write(tmp_path, "".join(f"word{number}  w ɜː d\n" for number in range(50_000)))
    made_out = []
    monkeypatch.setattr(
        "frontend.phones.lexicon.parse_phones", lambda phones: made_out.append(phones) or parse_phones(phones)
    )
    lexicon = read_lexicon(path)
    assert len(lexicon.entries) == 50_000
    assert len(made_out) < 10  # the letters there are
    assert [str(phone) for phone in lexicon.pronunciation("word49999")] == ["w", "ɜː", "d"]
    assert lexicon.mark("Say word7.") == "Say [[w ɜː d]]."


def test_a_line_of_phonetic_letters_that_make_no_phone_is_named_when_its_word_is_said(tmp_path):
    lexicon = read_lexicon(write(tmp_path, "fine  f aɪ n\nodd  ˈ\n"))
    assert lexicon.pronunciation("fine")
    with pytest.raises(LexiconError, match="line 2: no phone in 'ˈ'"):
        lexicon.pronunciation("odd")


CMUDICT = """;;; CMUdict
HELLO  HH AH0 L OW1
HELLO(2)  HH EH0 L OW1
READ  R EH1 D # the past
Nice  N IY1 S
"""


def test_arpabet_is_read_and_words_in_capitals_hold_however_they_are_written(tmp_path):
    lexicon = read_lexicon(write(tmp_path, CMUDICT))
    assert lexicon.pronunciation("Hello") == parse_phones("h ə l ˈoʊ")
    assert lexicon.pronunciation("read") == parse_phones("ɹ ˈɛ d")
    assert lexicon.pronunciation("Nice") == parse_phones("n ˈiː s")
    assert lexicon.pronunciation("nice") is None


def test_what_is_nearly_arpabet_is_an_error(tmp_path):
    with pytest.raises(LexiconError, match="line 1: 'H' in 'HH' is not a phone"):
        read_lexicon(write(tmp_path, "HELLO  HH AH3 L OW1\n"))


PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
  <!-- names -->
  <lexeme><grapheme>gif</grapheme><grapheme>jif</grapheme><phoneme>ɡɪf</phoneme>
    <phoneme prefer="true">dʒˈɪf</phoneme></lexeme>
  <lexeme><grapheme>tomato</grapheme><phoneme alphabet="x-sampa">t@"mA:toU</phoneme></lexeme>
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>
</lexicon>
"""


def test_the_lexicons_of_the_w3c_are_read(tmp_path):
    lexicon = read_lexicon(write(tmp_path, PLS))
    assert lexicon.pronunciation("Gif") == lexicon.pronunciation("jif") == parse_phones("dʒˈɪf")
    assert lexicon.pronunciation("tomato") == parse_phones("təˈmɑːtoʊ")
    assert lexicon.mark("The W3C, not W3Cs.") == "The World Wide Web Consortium, not W3Cs."


def test_an_alias_is_said_as_text_and_a_phoneme_as_phones(tmp_path):
    words = next(Frontend(lexicon=read_lexicon(write(tmp_path, PLS))).utterances("A gif of W3C.")).words
    assert [word.text for word in words][2:] == ["of", "World", "Wide", "Web", "Consortium"]
    assert words[1].phones == parse_phones("dʒˈɪf")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<?xml version='1.0'?>\n<speak/>", "line 2: a lexicon in XML is one <lexicon> element, not <speak>"),
        ("<lexicon>\n<lexeme><grapheme>a</grapheme></lexeme></lexicon>", "line 2: a lexeme needs a <grapheme>, and"),
        ("<lexicon>\n<lexeme>", "line 2: <lexeme> of line 2 is never closed"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><lexicon/>", "has no phones|not a phone|entities"),
        (
            "<lexicon alphabet='sounds'><lexeme><grapheme>a</grapheme><phoneme>b</phoneme></lexeme></lexicon>",
            "'sounds'",
        ),
        ("<lexicon><lexeme><grapheme>a</grapheme><phoneme>5</phoneme></lexeme></lexicon>", "line 1: '5' in '5' is not"),
    ],
)
def test_a_lexicon_in_xml_that_makes_no_sense_is_refused_with_its_line(tmp_path, content, message):
    with pytest.raises(LexiconError, match=message):
        read_lexicon(write(tmp_path, content))


def test_a_dictionary_of_arpabet_is_read_at_once_however_long(tmp_path):
    words = (f"W{''.join(chr(65 + int(digit)) for digit in str(number))}  W ER1 D" for number in range(50_000))
    start = time.process_time()
    lexicon = read_lexicon(write(tmp_path, "\n".join(words)))
    assert len(lexicon.entries) == 50_000
    assert time.process_time() - start < 2
