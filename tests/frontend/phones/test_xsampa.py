"""X-SAMPA, by words whose IPA is known."""

import pytest

from frontend.phones.ipa import UnknownPhoneError, parse_phones
from frontend.phones.xsampa import ipa_of_xsampa


@pytest.mark.parametrize(
    ("xsampa", "ipa"),
    [
        ('t@"mA:t@U', "təˈmɑːtəʊ"),
        ('%In.t@"n{S@n@l', "ˌɪn.təˈnæʃənəl"),
        ("r\\EI", "ɹɛɪ"),
        ("r\\`", "ɻ"),
        ("bO~ ZuR", "bɔ̃ ʒuʁ"),
        ("t_SE~ n= 3`", "t͡ʃɛ̃ n̩ ɝ"),
        ("y:2:9", "yːøːœ"),
        ("d' s_w p_h", "dʲ sʷ pʰ"),
    ],
)
def test_symbols_are_the_ipas(xsampa, ipa):
    assert ipa_of_xsampa(xsampa) == ipa
    assert parse_phones(ipa_of_xsampa(xsampa)) == parse_phones(ipa)


def test_what_is_no_symbol_is_named():
    with pytest.raises(UnknownPhoneError, match="'ə' in 'tə' is not X-SAMPA"):
        ipa_of_xsampa("tə")
