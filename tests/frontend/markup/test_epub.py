"""Books: their chapters in order, and what is no book refused in one line."""

from contextlib import suppress

import pytest

from frontend.analysis import Frontend
from frontend.markup.epub import LARGEST_PART, EpubError, epub_chapters
from frontend.markup.kinds import Markup
from frontend.markup.read import read_markup
from tests.frontend.markup.epub_book import CONTAINER, PACKAGE, write_book


def spoken(path):
    scripts = [read_markup(chapter, Markup.HTML) for chapter in epub_chapters(path)]
    return [[sentence.spoken for sentence in Frontend().sentences(script)] for script in scripts]


def test_chapters_are_read_in_the_order_of_the_book_and_nothing_beside_them(tmp_path):
    write_book(tmp_path / "book.epub")
    assert spoken(tmp_path / "book.epub") == [
        ["The North Wind", "Once there was a king and a queen."],
        ["They had two sons."],
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"container": None}, "no EPUB, or damaged: META-INF/container.xml cannot be read"),
        ({"container": "<a/>"}, "names no book"),
        ({"container": "<a>"}, "is damaged: META-INF/container.xml, line 1: <a> of line 1 is never closed"),
        ({"container": CONTAINER.replace("OEBPS/book", "../../etc/passwd")}, "cannot be read"),
        ({"book": '<!DOCTYPE a [<!ENTITY b "c">]>' + PACKAGE.partition("?>")[2]}, "entities are not declared or read"),
        ({"book": "<package/>"}, "holds no chapter of text"),
        ({"one": None}, "OEBPS/one.xhtml cannot be read"),
        ({"one": "x" * (LARGEST_PART + 1)}, "larger than 32 MB"),
        ({"META-INF/encryption.xml": "<encryption><enc:EncryptedKey/></encryption>"}, "is protected against copying"),
    ],
)
def test_what_is_no_book_is_refused_with_the_reason(tmp_path, changes, message):
    write_book(tmp_path / "book.epub", **changes)
    with pytest.raises(EpubError, match=message):
        list(epub_chapters(tmp_path / "book.epub"))


def test_damage_anywhere_is_one_clear_error(tmp_path):
    write_book(tmp_path / "book.epub")
    whole = (tmp_path / "book.epub").read_bytes()
    for place in range(0, len(whole), 37):
        (tmp_path / "damaged.epub").write_bytes(whole[:place] + b"\xff\x00" + whole[place + 2 :])
        with suppress(EpubError):  # where it is a picture that is damaged, the book can be read
            list(epub_chapters(tmp_path / "damaged.epub"))


def test_a_file_that_is_no_zip_is_named(tmp_path):
    (tmp_path / "book.epub").write_text("no zip")
    with pytest.raises(EpubError, match=r"book\.epub is no EPUB: it is no zip file"):
        list(epub_chapters(tmp_path / "book.epub"))
