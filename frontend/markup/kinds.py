"""The kinds of markup a text may have."""

from enum import Enum


class Markup(str, Enum):
    """How a text is marked up."""

    AUTO = "auto"  # as it looks
    NONE = "none"
    MARKDOWN = "markdown"
    HTML = "html"
