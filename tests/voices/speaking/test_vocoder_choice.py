import pytest

from voices.speaking.vocoder_choice import SOONER_FROM_CORES, chosen_vocoder, usable_cores


@pytest.mark.parametrize("wanted", [None, "parallel", "shy"])
def test_what_a_request_names_is_taken(wanted):
    assert chosen_vocoder(wanted, ["parallel"], 64) == wanted


def test_auto_takes_the_parallel_one_where_there_are_cores_enough():
    assert chosen_vocoder("auto", ["shy", "parallel"], SOONER_FROM_CORES) == "parallel"
    assert chosen_vocoder("auto", ["shy", "parallel"], SOONER_FROM_CORES - 1) is None


def test_auto_is_the_voices_own_where_there_is_no_parallel_one():
    assert chosen_vocoder("auto", ["shy"], 64) is None


def test_a_card_is_for_the_parallel_one_unless_another_is_named(monkeypatch):
    assert chosen_vocoder(None, ["shy", "parallel"], 1, "cuda") == "parallel"
    assert chosen_vocoder("shy", ["shy", "parallel"], 1, "cuda") == "shy"
    assert chosen_vocoder(None, ["shy"], 1, "cuda") is None
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    assert chosen_vocoder("auto", ["shy", "parallel"], 1, "auto") == "parallel"
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    assert chosen_vocoder("auto", ["shy", "parallel"], 1, "auto") is None


def test_that_there_is_a_card_changes_no_voice_that_was_not_asked_for_it(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    assert chosen_vocoder(None, ["parallel"], 64, "auto") is None
    assert chosen_vocoder("auto", ["parallel"], 1, "cpu") is None


def test_some_core_may_be_used():
    assert usable_cores() >= 1
