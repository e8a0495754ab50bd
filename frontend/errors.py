"""The errors a user can put right; the command line turns each into one line on stderr."""


class TtsError(Exception):
    """Something the user can mend: the message says what was wrong, with its value, then what would be right."""
