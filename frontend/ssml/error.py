"""What is wrong with an SSML text, and where."""

from frontend.errors import TtsError


class SsmlError(TtsError):
    """A text that is not SSML, or SSML that makes no sense."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(f"SSML, line {line}, column {column}: {message}")
        self.line, self.message = line, message
