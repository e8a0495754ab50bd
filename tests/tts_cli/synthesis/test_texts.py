import io

import pytest

from frontend.errors import TtsError
from frontend.markup.kinds import Markup
from tests.frontend.markup.epub_book import write_book
from tts_cli.synthesis.texts import NotUtf8Error, decoded, documents_of, file_parts, text_parts


class Arriving(io.BytesIO):
    """Gives what one write brought at a time, as a pipe does."""

    def __init__(self, *writes):
        super().__init__()
        self._writes = list(writes)

    def read1(self, _=-1):
        return self._writes.pop(0) if self._writes else b""


def parts(*writes):
    return list(text_parts(Arriving(*writes), "input"))


def test_a_text_is_handed_on_as_soon_as_a_paragraph_is_complete():
    stream = Arriving(b"One.\nTwo.\n", b"\nThree.\n \n", b"Fo", b"ur.")
    found = text_parts(stream, "input")
    assert next(found) == "One.\nTwo.\n\nThree.\n \n"
    assert stream.read1() == b"Fo"


def test_the_parts_are_the_text():
    text = "Ça va?\n\nOui, ça va.\n\n\n" * 50 + "Fin"
    writes = [text.encode()[start : start + 7] for start in range(0, len(text.encode()), 7)]
    assert "".join(parts(*writes)) == text


def test_a_text_without_paragraphs_is_cut_at_the_end_of_a_line():
    line = b"All work and no play makes Jack a dull boy.\n"
    found = parts(*[line * 2000] * 30)
    assert len(found) > 1
    assert all(part.endswith("boy.\n") and len(part) < 1_300_000 for part in found)
    assert "".join(found) == line.decode() * 60000


def test_lines_end_alike_and_a_byte_order_mark_is_no_text():
    assert decoded(b"\xef\xbb\xbfOne\r\ntwo\rthree\n", "input") == "One\ntwo\nthree\n"


def test_bytes_that_are_not_utf8_are_named_with_their_place_in_all_of_the_text():
    with pytest.raises(NotUtf8Error, match=r"input is not UTF-8: byte 0xE9 at position 9; .* iconv -f WINDOWS-1252"):
        parts(b"Five.\n\n", b"ca\xe9", b"f")
    with pytest.raises(NotUtf8Error, match=r"byte 0xFF at position 0; .* iconv -f UTF-16 -t UTF-8"):
        parts("Hello".encode("utf-16"))


def test_no_line_goes_on_in_the_next_file(tmp_path):
    (tmp_path / "a").write_bytes(b"One")
    (tmp_path / "b").write_bytes(b"Two\n")
    assert "".join(file_parts([tmp_path / "a", tmp_path / "b"])) == "One\nTwo\n"


def test_a_books_chapters_are_texts_of_their_own_and_an_ending_says_how_a_file_is_marked_up(tmp_path):
    write_book(tmp_path / "book.epub")
    for name in ("notes.md", "page.html", "plain.txt"):
        (tmp_path / name).write_text("One.")
    found = [*documents_of(tmp_path / "book.epub", Markup.AUTO)]
    assert [markup for _, markup in found] == [Markup.HTML, Markup.HTML]
    assert "two&#160;sons" in found[1][0]
    marked_up = {
        name: next(documents_of(tmp_path / name, Markup.AUTO)) for name in ("notes.md", "page.html", "plain.txt")
    }
    assert [markup for _, markup in marked_up.values()] == [Markup.MARKDOWN, Markup.HTML, Markup.AUTO]
    assert next(documents_of(tmp_path / "page.html", Markup.MARKDOWN)) == ("One.\n", Markup.MARKDOWN)
    assert next(documents_of(tmp_path / "notes.md", None)) == ("One.\n", None)


@pytest.mark.parametrize("markup", [None, Markup.NONE])
def test_a_book_is_not_said_as_it_lies_on_the_disk(tmp_path, markup):
    write_book(tmp_path / "book.epub")
    with pytest.raises(TtsError, match="is a book"):
        list(documents_of(tmp_path / "book.epub", markup) if markup is None else file_parts([tmp_path / "book.epub"]))
