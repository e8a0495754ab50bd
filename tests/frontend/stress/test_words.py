"""Word stress: by marks, by the dictionary, and left alone where neither tells."""

import re
from pathlib import Path

import pytest

from frontend.analysis import Frontend
from frontend.linguistic.syllables import is_nucleus
from frontend.phones.espeak import transcribe
from frontend.stress.dictionary import endings_checksums, stressed_from_end
from frontend.stress.marks import marked_from_end, stressed, syllables, without_mark
from frontend.stress.words import restressed
from frontend.utterance import Phone, Stress

SENTENCES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()


def spoken(text, language):
    return {
        word.text: "".join(map(str, word.phones))
        for utterance in Frontend(language).utterances(text)
        for word in utterance.words
    }


def after_stress(phones):
    nuclei = [phone for phone in phones if is_nucleus(phone)]
    return [len(nuclei) - 1 - place for place, one in enumerate(nuclei) if one.stress == Stress.PRIMARY]


def test_a_stress_mark_in_the_text_is_obeyed():
    assert spoken("за́мок і замо́к", "uk") == {"за́мок": "zˈamok", "і": "ˈiː", "замо́к": "zamˈok"}
    assert spoken("вода́ мо́ре", "ru")["вода́"].endswith("ˈɑ")


def test_ukrainian_words_are_stressed_as_in_the_dictionary():
    found = spoken("Вода, говорити, Україна, будинок", "uk")
    assert found == {"Вода": "βodˈa", "говорити": "hoβorˈɪt̪ɪ", "Україна": "ukrajˈiːna", "будинок": "budˈɪnok"}


def test_19_of_20_words_of_sentences_are_stressed_right():
    right, wrong = 0, []
    for sentence in SENTENCES:
        wanted = {without_mark(word): marked_from_end(word) for word in re.findall(r"[\w'\u0301]+", sentence.lower())}
        for utterance in Frontend("uk").utterances(without_mark(sentence)):
            for word in utterance.words:
                after = wanted.get(word.text.lower())
                if after is None or syllables(word.text) < 2:
                    continue
                if after_stress(word.phones) == [after]:
                    right += 1
                else:
                    wrong.append(word.text)
    assert right + len(wrong) >= 90
    assert len(wrong) <= 0.05 * (right + len(wrong)), wrong


def test_words_of_other_languages_and_of_one_syllable_keep_their_phones():
    phones = (Phone("d", Stress.NONE), Phone("o", Stress.PRIMARY))
    assert restressed("до", phones, "uk") == restressed("do", phones, "it") == phones
    assert stressed_from_end("вода", "ru") is None


def test_phones_that_are_not_a_syllable_for_each_vowel_letter_are_left_alone():
    phones = (Phone("a", Stress.PRIMARY), Phone("b"))
    assert restressed("вода́", phones, "uk") == phones


@pytest.mark.parametrize(("after", "expected"), [(0, "badˈa"), (1, "bˈada")])
def test_stress_is_moved_to_the_nucleus_that_so_many_follow(after, expected):
    phones = (Phone("b"), Phone("a", Stress.SECONDARY), Phone("d"), Phone("a", Stress.PRIMARY))
    assert "".join(map(str, stressed(phones, after))) == expected


def test_endings_are_told_apart_by_checksums_that_grow_with_the_word():
    longer, shorter = endings_checksums("вода"), endings_checksums("да")
    assert longer[:3] == shorter[:3]
    assert len(longer) == len("вода") + 2
    assert len(set(longer)) == len(longer)


def test_the_vowel_signs_of_words_stay_in_them():
    assert list(spoken("मेरे पास सेब हैं", "hi")) == ["मेरे", "पास", "सेब", "हैं"]
    assert list(spoken("عِنْدِي تُفَّاحَات", "ar")) == ["عِنْدِي", "تُفَّاحَات"]
    assert transcribe("हैं", "hi")
