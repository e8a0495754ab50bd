"""A device is asked for once, of the service, and reaches the vocoder of every voice that it speaks with."""

import numpy as np
import pytest

from tests.voices.pretended_card import pretend_card
from tests.voices.tiny_voice import give_parallel_vocoder, make_tiny_voice
from voices.device import NoSuchDeviceError
from voices.speaking.request import Request
from voices.speaking.service import SpeechService
from voices.vocoders.autoregressive.generator import Generator
from voices.vocoders.flows.on_card import OnCard
from voices.vocoders.flows.on_processor import OnProcessor
from voices.vocoders.vocoder import NoCardForThisError
from voices.voice import load_voice

TEXT = "Hello. How are you?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voice") / "tiny"
    make_tiny_voice(folder)
    give_parallel_vocoder(folder)
    return str(folder)


@pytest.fixture
def card(monkeypatch):
    pretend_card(monkeypatch)


def said(folder, device, **wanted):
    return np.concatenate([one.samples for one in load_voice(folder, device).speak(TEXT, Request(**wanted))])


def computed(folder, device, **wanted):
    """What computes the vocoder that is taken."""
    (planned, *_) = SpeechService(folder, device=device).plan(TEXT, Request(**wanted))
    return type(getattr(planned.vocoder, "_flows", planned.vocoder))


@pytest.mark.usefixtures("card")
def test_the_card_says_what_the_processor_says(folder):
    on_processor, on_card = said(folder, "cpu", vocoder="parallel"), said(folder, "cuda", vocoder="parallel")
    assert np.abs(on_processor).max() > 0.01
    np.testing.assert_allclose(on_card, on_processor, atol=1e-4 * np.abs(on_processor).max())


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    ("device", "vocoder", "expected"),
    [
        ("cpu", "parallel", OnProcessor),
        ("cuda", "parallel", OnCard),
        ("auto", "parallel", OnCard),
        ("cuda", None, OnCard),
        ("cuda", "auto", OnCard),
        ("auto", "auto", OnCard),
        ("auto", None, Generator),
        ("cpu", None, Generator),
    ],
)
def test_a_card_is_used_where_it_is_asked_for_and_can_be(folder, device, vocoder, expected):
    assert computed(folder, device, vocoder=vocoder) is expected


def test_without_a_card_auto_is_the_processor(folder, monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    assert computed(folder, "auto", vocoder="parallel") is OnProcessor


def test_a_service_on_a_card_that_is_not_there_is_refused_before_it_is_asked_for_anything(folder, monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(NoSuchDeviceError, match="device is 'cuda', but"):
        SpeechService(folder, device="cuda")


@pytest.mark.usefixtures("card")
def test_a_voice_with_nothing_for_a_card_is_refused_there(tmp_path):
    make_tiny_voice(tmp_path / "own")
    with pytest.raises(NoCardForThisError, match="`tts train --student` makes one"):
        said(str(tmp_path / "own"), "cuda")
