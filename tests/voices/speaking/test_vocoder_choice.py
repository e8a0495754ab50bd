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


def test_some_core_may_be_used():
    assert usable_cores() >= 1
