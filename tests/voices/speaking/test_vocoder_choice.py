import pytest

from voices.device import DEVICES
from voices.speaking.vocoder_choice import chosen_vocoder


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("wanted", ["parallel", "shy", "none of them"])
def test_what_a_request_names_is_taken(wanted, device):
    assert chosen_vocoder(wanted, ["shy", "parallel"], device) == wanted


@pytest.mark.parametrize("device", DEVICES)
def test_auto_takes_the_parallel_one_where_there_is_one(device):
    assert chosen_vocoder("auto", ["shy", "parallel"], device) == "parallel"
    assert chosen_vocoder("auto", ["shy"], device) is None


def test_a_card_is_for_the_parallel_one_and_changes_nothing_where_it_was_not_asked_for():
    assert chosen_vocoder(None, ["shy", "parallel"], "cuda") == "parallel"
    assert chosen_vocoder(None, ["shy"], "cuda") is None
    assert [chosen_vocoder(None, ["parallel"], device) for device in ("auto", "cpu")] == [None, None]
