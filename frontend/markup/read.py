"""A text with markup to a script."""

from frontend.markup.blanked import BlankedText
from frontend.markup.html import blank_html, looks_like_html
from frontend.markup.kinds import Markup
from frontend.markup.mail import blank_mail, blank_urls
from frontend.markup.markdown import blank_markdown, looks_like_markdown
from frontend.script import Script


def read_markup(text: str, markup: Markup = Markup.AUTO) -> Script:
    """Return what a person would read of a text; the places in the script's text are those of the text.

    The warnings say what is passed over: code in blocks, a signature.
    """
    if markup == Markup.NONE:
        return Script.of(text)
    blanked = BlankedText(text)
    html = markup == Markup.HTML or (markup == Markup.AUTO and looks_like_html(text))
    markdown = markup == Markup.MARKDOWN or (markup == Markup.AUTO and looks_like_markdown(text))
    if html:
        blank_html(blanked, keep_lines=markdown)
    blank_mail(blanked)
    if markdown:
        blank_markdown(blanked)
    blank_urls(blanked)
    return blanked.script()
