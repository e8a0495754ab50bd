"""Whether the frontend finds anything to say in a text."""

from collections.abc import Callable

from frontend.analysis import Frontend
from frontend.phones.ipa import UnknownPhoneError


def speakable(language: str) -> Callable[[str], bool]:
    """Return a function that tells whether a text has a phone, in this language.

    A text with inline phones that are not IPA has none that can be trained on.
    """
    frontend = Frontend(language)

    def has_phones(text: str) -> bool:
        try:
            return next(frontend.utterances(text), None) is not None
        except UnknownPhoneError:
            return False

    return has_phones
