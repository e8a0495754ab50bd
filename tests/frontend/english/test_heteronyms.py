"""Heteronyms: the tables of sentences, and the conditions that choose a reading."""

import re

import pytest

from frontend.analysis import Frontend
from frontend.english import heteronyms
from frontend.english.heteronyms import FILES, TaggedWord, heteronym_phones, is_heteronym, read_readings
from frontend.phones.ipa import parse_phones
from tests.frontend.english.heteronym_table import FRESH, SEEN, UNSEEN, wrong_heteronyms

CONDITIONS = ("tag", "after", "aftertag", "next", "near", "left", "lefttag", "capital", "small")


@pytest.mark.parametrize("table", [SEEN, UNSEEN, FRESH], ids=["seen", "unseen", "fresh"])
def test_nine_of_ten_heteronyms_are_read_as_they_are_meant(table):
    count, wrong = wrong_heteronyms(table)
    assert len(wrong) <= 0.1 * count, "\n".join(wrong)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_reading_has_known_conditions_and_phones_and_the_last_one_always_holds(file):
    for word, readings in read_readings(file.read_text(encoding="utf-8").splitlines()).items():
        assert not readings[-1].conditions, word
        for reading in readings:
            assert parse_phones(reading.phones), word
            assert {name for name, _ in reading.conditions} <= set(CONDITIONS), word


@pytest.mark.parametrize(
    ("conditions", "sentence", "holds"),
    [
        ("tag:VERB", "he/PRP *x/VBZ", True),
        ("tag:VBD", "he/PRP *x/VBZ", False),
        ("after:have", "have/VBP never/RB *x/VBN", True),
        ("after:have", "have/VBP it/PRP *x/VBN", False),
        ("after:comma", "so/RB ,/, then/RB *x/VB", True),
        ("lefttag:VBD", "sat/VBD and/CC *x/VB", True),
        ("lefttag:VBD", "*x/VB and/CC sat/VBD", False),
        ("aftertag:NNP", "Smith/NNP *x/VBZ", True),
        ("next:of", "*x/NN of/IN", True),
        ("next:of", "*x/NN", False),
        ("near:fish*", "*x/NN and/CC other/JJ fishes/NNS", True),
        ("left:did", "did/VBD you/PRP *x/VB", True),
        ("capital", "in/IN *X/NNP", True),
        ("capital", "*X/NNP", False),
        ("small", "*x/NN", True),
        ("tag:NOUN next:of", "*x/VB of/IN", False),
    ],
)
def test_a_condition_holds_where_its_words_stand(monkeypatch, conditions, sentence, holds):
    monkeypatch.setattr(heteronyms, "_readings", lambda: read_readings([f"x | {conditions} > ˈiː | ˈæ"]))
    words = sentence.split()
    place = next(i for i, word in enumerate(words) if word.startswith("*"))
    tagged = [TaggedWord(*re.sub(r"^\*", "", word).split("/")) for word in words]
    assert heteronym_phones(tagged, place) == parse_phones("ˈiː" if holds else "ˈæ")


def test_a_word_with_one_reading_is_no_heteronym():
    assert is_heteronym("Read")
    assert not is_heteronym("house-boat")
    assert heteronym_phones([TaggedWord("table", "NN")], 0) is None


@pytest.mark.parametrize(
    ("text", "word", "phones"),
    [
        ("Stores close at nine.", 1, "klˈoʊz"),
        ("Boats close in.", 1, "klˈoʊz"),
        ("Guards lead them in.", 1, "lˈiːd"),
        ("Sounds close to me.", 1, "klˈoʊs"),
        ("Looks close.", 1, "klˈoʊs"),
        ("Is it close?", 2, "klˈoʊs"),
    ],
)
def test_a_sentence_begins_with_a_noun_in_the_plural_rather_than_a_verb_without_a_subject(text, word, phones):
    words = next(Frontend().utterances(text)).words
    assert "".join(map(str, words[word].phones)) == phones
