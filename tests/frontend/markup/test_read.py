"""What a person would read of Markdown, HTML and mail."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.analysis import Frontend
from frontend.markup.kinds import Markup
from frontend.markup.read import read_markup


def read(text, markup=Markup.AUTO):
    return [sentence.spoken for sentence in Frontend().sentences(read_markup(text, markup))]


MARKDOWN = {
    "# The **Big** Title #\n\nText.": ["The Big Title", "Text."],
    "Setext\n======\nText.": ["Setext", "Text."],
    "See [the **page**](https://example.com/a?b=c), now.": ["See the page, now."],
    "**Stop.** Then he said **no**.": ["Stop.", "Then he said no."],
    "Keep **5** km away.": ["Keep five km away."],
    "un**believ**able": ["unbelievable"],
    "Run `pip` and ~~not~~ this.": ["Run pip and not this."],
    "- [ ] one\n- *two*\n1. three": ["one", "two", "one. three"],
    "> quoted words\n> go on.\n\nMine.": ["quoted words go on.", "Mine."],
    "| Name | Age |\n|---|---|\n| Ann | 5 |": ["Name, Age", "Ann, five"],
    "Before.\n```python\nx = 1\n```\nAfter.": ["Before.", "After."],
    "A note.[^1]\n\n[^1]: https://x.org": ["A note."],
    "![a cat](cat.png) sleeps": ["a cat sleeps"],
    "See <https://example.org/x>.": ["See example dot org slash x."],
    "2 \\* 3 is 6\\!": ["two times three is six!"],
    "Say [[h ə l ˈoʊ]] [to me](x).": ["Say [[h ə l ˈoʊ]] to me."],
}


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_is_read_without_its_marks(text):
    assert read(text, Markup.MARKDOWN) == MARKDOWN[text]


HTML = {
    "<h1>Title</h1><p>Hello &amp; <b>good</b>bye.</p>": ["Title", "Hello and goodbye."],
    "<ul><li>One<li>Two</ul>": ["One", "Two"],
    "<p>5&nbsp;km\nof road<br>Next": ["five kilometers of road", "Next"],
    "<head><title>x</title></head><script>var x = '<p>';</script><p>Seen<!-- not --> this.": ["Seen this."],
    "<p>He <del>did</del><ins>does</ins> it.": ["He does it."],
    "<img src=x alt='a cat'> sleeps": ["a cat sleeps"],
    "<table><tr><td>A1</td><td>B</td></tr></table>": ["A one, B,"],
}


@pytest.mark.parametrize("text", HTML)
def test_html_is_read_as_it_is_shown(text):
    assert read(text, Markup.HTML) == HTML[text]


def test_quoted_mail_is_read_and_its_signature_is_not():
    text = "On Monday Ann wrote:\n> Are you there?\n\nYes.\n\n-- \nBob Smith\nCEO, Acme"
    assert read(text) == ["On Monday Ann wrote:", "Are you there?", "Yes."]
    assert read_markup(text).warnings == ("the signature below -- is not read",)


def test_tracked_changes_are_read_as_if_accepted_and_urls_without_what_counts_readers():
    assert read("He {--did--}{++does++} {~~that~>this~~}.") == ["He does this."]
    assert read("See https://a.org/b?utm_source=x now.") == ["See a dot org slash b now."]


@pytest.mark.parametrize(
    "text", ["If a < b and c > d, go.", "2 * 3 * 4", "#1 is a hash", "a | b", "snake_case_name", "A [b] (c)"]
)
def test_a_text_that_only_looks_a_little_like_markup_is_left_alone(text):
    assert read_markup(text).text == text


def test_no_markup_means_that_every_mark_is_text():
    assert read_markup("# <b>x</b>", Markup.NONE).text == "# <b>x</b>"


@given(st.text("ab #*_`~[]()<>/!|-=\n\\>&;1.{}+", max_size=200), st.sampled_from(Markup))
def test_places_stay_where_they_were(text, markup):
    assert len(read_markup(text, markup).text) == len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "<script>",
        "<!--",
        "```\n",
        "~~~x\n",
        "[",
        "![](",
        "**a ",
        "`",
        "<p ",
        "| a\n",
        "{--",
        "> ",
        (" ", "a"),
        ("\t", "|x"),
        ("```\n", "`", "x"),
        ("# ", " ", "x"),
        ("--|--", " ", "x"),
        ("a|", " ", "x|\n--|--"),
    ],
)
def test_a_hostile_text_is_read_in_time_linear_in_its_length(piece):
    *before, piece, after = ("", piece, "") if isinstance(piece, str) else piece

    def seconds(repeats):
        start = time.process_time()
        read_markup("".join(before) + piece * repeats + after)
        return time.process_time() - start

    assert seconds(20_000) < 30 * seconds(2_000) + 0.5
