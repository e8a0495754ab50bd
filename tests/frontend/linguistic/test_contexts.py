"""Contexts, channel by channel."""

import numpy as np
import pytest

from frontend.analysis import Frontend
from frontend.linguistic.contexts import CONTEXTS_VERSION, channel_names, contexts
from frontend.linguistic.segments import segments
from frontend.phones.inventory import Inventory
from frontend.phones.ipa import PAUSE, UnknownPhoneError

TEXT = "Oh, hello there?"
(UTTERANCE,) = Frontend().utterances(TEXT)
INVENTORY = Inventory.of([UTTERANCE])


def by_name(text=TEXT):
    (utterance,) = Frontend().utterances(text)
    values = contexts(segments(utterance), INVENTORY)
    return dict(zip(channel_names(INVENTORY), values.T, strict=True))


def test_contexts_are_one_row_a_segment_and_one_named_channel_a_column():
    row = segments(UTTERANCE)
    values = contexts(row, INVENTORY)
    assert values.dtype == np.float32
    assert values.shape == (len(row), len(channel_names(INVENTORY)))
    assert len(set(channel_names(INVENTORY))) == values.shape[1]


def test_each_segment_is_exactly_one_phone_of_the_inventory():
    values = contexts(segments(UTTERANCE), INVENTORY)[:, : len(INVENTORY.symbols)]
    assert (values.sum(axis=1) == 1).all()


def test_channels_say_what_their_names_say():
    channel = by_name()
    row = [segment.phone.symbol for segment in segments(UTTERANCE)]
    for name, symbols in {"pause": "_", "vowel": ("oʊ", "ə", "ɛ"), "manner=fricative": ("h", "ð")}.items():
        assert [bool(value) for value in channel[name]] == [symbol in symbols for symbol in row]
    assert channel["utterance=question"].all()
    first, second = channel["phrase=continuation"][1], channel["phrase=question"][-2]
    assert (first, second) == (1, 1)
    assert channel["word_position"][row.index("h")] == 0
    assert channel["break_before"][row.index("h")] == pytest.approx(2 / 5)
    assert channel["at_break_before"][-2] == 0
    assert channel["at_break_after"][-2] == 1


def test_questions_and_statements_differ_only_in_how_they_end():
    question, statement = by_name("Oh, hello there?"), by_name("Oh, hello there.")
    changed = {name for name in question if not np.array_equal(question[name], statement[name])}
    assert changed == {"phrase=question", "phrase=statement", "utterance=question", "utterance=statement"}


def test_a_phone_outside_the_inventory_is_an_error():
    with pytest.raises(UnknownPhoneError):
        contexts(segments(UTTERANCE), Inventory((PAUSE, "b")))


def test_the_channels_of_version_1_stay_as_they_are():
    assert CONTEXTS_VERSION == 1
    assert (
        channel_names(Inventory((PAUSE, "b")))
        == (
            "phone=_ phone=b vowel consonant pause voiced place=bilabial place=labiodental place=dental place=alveolar "
            "place=postalveolar place=retroflex place=palatal place=velar place=uvular place=pharyngeal place=glottal "
            "manner=plosive manner=nasal manner=trill manner=tap manner=fricative manner=affricate manner=approximant "
            "manner=lateral manner=click height backness rounded end_height end_backness end_rounded long rhotic "
            "nasalised syllabic palatalised labialised aspirated stress=none stress=secondary stress=primary "
            "part=onset part=nucleus part=coda phone_position syllable_position word_position phrase_position "
            "phone_count syllable_count word_count phrase_count break_before break_after at_break_before "
            "at_break_after phrase=continuation phrase=statement phrase=question phrase=exclamation "
            "utterance=continuation utterance=statement utterance=question utterance=exclamation"
        ).split()
    )
