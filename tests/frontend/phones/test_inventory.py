"""The phones a voice knows."""

import pytest

from frontend.analysis import Frontend
from frontend.phones.inventory import Inventory
from frontend.phones.ipa import PAUSE, UnknownPhoneError
from frontend.utterance import Phone, Stress

SMALL = Inventory((PAUSE, "b", "d", "f", "k", "s", "ɪ", "iː", "æ", "uː", "oʊ"))


def test_an_inventory_holds_the_pause_and_each_phone_once():
    inventory = Inventory.of(Frontend().utterances("Hello hello. Hello!"))
    assert inventory.symbols == (PAUSE, "h", "l", "oʊ", "ə")
    assert [inventory.index(symbol) for symbol in inventory.symbols] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("symbols", [(), ("b",), (PAUSE, "b", "b")])
def test_a_malformed_inventory_is_refused(symbols):
    with pytest.raises(ValueError, match="an inventory starts with"):
        Inventory(symbols)


def test_an_unknown_phone_is_an_error_that_lists_the_known():
    with pytest.raises(UnknownPhoneError, match=r"'ʒ' is not one .* knows _ b d"):
        SMALL.index("ʒ")


@pytest.mark.parametrize(
    ("unknown", "nearest"),
    [("p", "b"), ("t", "d"), ("v", "f"), ("z", "s"), ("ɡ", "k"), ("i", "iː"), ("a", "æ")],
)
def test_an_unknown_phone_gives_way_to_the_one_made_most_like_it(unknown, nearest):
    assert SMALL.closest(Phone(unknown)).symbol == nearest


def test_a_known_phone_and_the_stress_stay():
    assert SMALL.closest(Phone("ɪ", Stress.PRIMARY)) == Phone("ɪ", Stress.PRIMARY)
    assert SMALL.closest(Phone("y", Stress.PRIMARY)).stress == Stress.PRIMARY
