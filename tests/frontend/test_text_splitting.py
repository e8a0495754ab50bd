"""Splitting text into spans spoken in one breath."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.characters import sanitise
from frontend.text_splitting import LONGEST_BREATH, split_text


def split(text, language="en"):
    return [text[span.start : span.end] for span in split_text(text, language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Smith paid $16.50.", "He left... Then he came.".split(" Then")[0], "Then he came."],
        ["J. R. R. Tolkien wrote it.", "H.G. Wells did not."],
        ["He moved to the U.S. in 1990.", "It was 3.14."],
        ["I live in Washington, D.C.", "It is big."],
        ['"Stop!" he said.', "She left."],
        ["He said “Hello.”", "She said ‘no.’", "They left."],
        ["What?!", "No!!", "Yes."],
        ["See Fig. 3 and No. 5, e.g. here, etc. and so on.", "Then stop."],
        ["We met at 10:30 a.m. EST.", "He slept at 5 p.m.", "She read."],
        ["Go to example.com.", "Now."],
        ["Mr. T. said hi.", "Acme Inc. is big."],
        ["See Gen. 1:1 and Ps. 23, ch. 4 of vol. 3.", "He lives in Apt. 4B."],
        ['"Are you coming?" and smiled.', "He won (finally!) the race.", "Jeopardy! was on."],
    ],
)
def test_sentences_end_where_a_reader_would_stop(sentences):
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("uk", ["Він народився у 1990 р. в м. Київ.", "Це вул. Шевченка.", "Так!"]),
        ("de", ["Das ist z.B. gut.", "Nr. 5 lebt.", "Am 3. Mai war es."]),
        ("de", ["Ludwig XIV. regierte lange.", "Prof. Dr. Müller wohnt in der Goethestr. 5.", "Das war am 13. Mai."]),
        ("de", ["Es gab Äpfel usw.", "Dann ging er.", "Es gab Äpfel, Birnen usw. Obst."]),
        (
            "uk",
            ["Там були груші і т. д.", "Потім він пішов.", "У 2022 р. Україна вистояла.", "Учився з 1990 р.", "Далі."],
        ),
        ("ru", ["Были груши и т. д.", "Пушкин родился в 1799 г.", "Он писал.", "В XX в. Россия изменилась."]),
        ("pl", ["W 2020 r. Polska wygrała.", "Było tak do 1990 r.", "Potem kupił jabłka itd.", "Wyszedł."]),
        ("it", ["Ha mele, pere ecc.", "Poi parte."]),
        ("fr", ["M. Dupont et Mme Martin, cf. p. 7.", "Il est né en 52 av. J.-C."]),
        ("es", ["El Sr. García vive en la Avda. América.", "La Dra. Vega, p. ej., no."]),
        ("it", ["Il dott. Rossi e la sig.ra Neri vivono in p.zza Navona.", "Vedi pag. 7."]),
        ("nl", ["Dhr. Smit komt o.a. uit Utrecht.", "Zie blz. 7."]),
        ("pl", ["Mieszka przy ul. Długiej 5.", "W XX w. było inaczej.", "To 3. miejsce."]),
        ("ru", ["Он родился в 1990 г. в г. Москва на ул. Ленина.", "Это т. е. так.", "Да!"]),
    ],
)
def test_other_languages_have_their_own_abbreviations(language, sentences):
    assert split(" ".join(sentences), language) == sentences


def test_list_items_and_paragraphs_are_apart_and_wrapped_lines_are_not():
    text = "Items:\n- one thing\n2. Second\n\nA line that\nis wrapped. Next."
    assert split(text) == ["Items:", "- one thing", "2. Second", "A line that\nis wrapped.", "Next."]
    assert [one.ends_paragraph for one in split_text(text)] == [False, False, True, False, True]


@pytest.mark.parametrize(
    "lines",
    [
        ["INTRODUCTION", "This is the text of it."],
        ["The History of Salt", "It is long, and it begins in the sea, as so many things do."],
        ["2 cups of flour", "1 tsp. salt", "Mix well"],
        ["Roses are red", "Violets are blue"],
        ["You need:", "Two eggs and a cup of milk."],
    ],
)
def test_headings_and_items_on_lines_of_their_own_end_there(lines):
    assert split("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "text", ["He met\nBob there.", "It was on the\nMonday after, I think, that they\nLeft.", "a,\nB"]
)
def test_wrapped_lines_with_a_capital_go_on(text):
    assert split(text) == [text]


def test_a_long_sentence_splits_at_its_clauses():
    clause = "and the very long day went on without an end in sight for anyone, "
    spans = list(split_text(clause * 12 + "at last."))
    assert all(len(split_text) <= LONGEST_BREATH for split_text in split(clause * 12 + "at last."))
    assert all(text.endswith(",") for text in split(clause * 12 + "at last.")[:-1])
    assert [one.ends_sentence for one in spans] == [False] * (len(spans) - 1) + [True]


def test_a_number_with_commas_is_not_split():
    text = "It was " + "very, " * 40 + "1,234,567 and 5, 6 and " + "so on, " * 20
    assert any("1,234,567" in span for span in split(text))


def test_inline_phones_are_never_split():
    inline = "[[h ə . l ˈoʊ ! ]]"
    assert split(f"Say {inline} now. Bye.") == [f"Say {inline} now.", "Bye."]


@given(st.text(st.characters(codec="utf-8"), max_size=2000), st.sampled_from(["", " word", ". ", "Mr. ", "\n\n"]))
def test_nothing_but_white_space_lies_between_the_spans(text, filler):
    text = sanitise(text.replace("x", filler * 20))
    end = 0
    for span in split_text(text):
        assert span.start >= end
        assert span.start < span.end
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()


def test_a_text_without_any_mark_is_cut_between_words_however_long():
    words = [f"word{number}" for number in range(3000)]
    found = [" ".join(words)[span.start : span.end] for span in split_text(" ".join(words))]
    assert " ".join(found).split() == words
