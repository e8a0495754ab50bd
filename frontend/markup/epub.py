"""EPUB, books as zip files of XHTML: their chapters, in the order in which they are read."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from frontend.errors import TtsError
from frontend.ssml.elements import Element, read_elements
from frontend.ssml.error import SsmlError

LARGEST_PART = 32 * 1024 * 1024
"""Bytes of one file of a book, unpacked; a chapter of print has some 50,000."""

_CONTAINER = "META-INF/container.xml"
_PROTECTED = "META-INF/encryption.xml"
_XHTML = ("application/xhtml+xml", "text/html")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError, OSError, ValueError)


class EpubError(TtsError):
    """A file that is no book that can be read."""


def epub_chapters(path: Path) -> Iterator[str]:
    """Yield the chapters of a book as HTML.

    Raises:
        OSError: the file cannot be read.
        EpubError: it is no EPUB, is damaged or is protected against copying.
    """
    with path.open("rb") as file:
        try:
            book = zipfile.ZipFile(file)
        except _UNREADABLE:
            raise EpubError(f"{path} is no EPUB: it is no zip file") from None
        with book:
            package, base = _package(book, path)
            named = {one.attributes.get("id"): one for one in _all(package, "item")}
            chapters = 0
            for place in _all(package, "itemref"):
                item = named.get(place.attributes.get("idref"))
                is_aside = place.attributes.get("linear") == "no"
                if item is None or is_aside or item.attributes.get("media-type") not in _XHTML:
                    continue
                name = posixpath.normpath(posixpath.join(base, unquote(item.attributes.get("href", ""))))
                yield _DECLARATION.sub("", _text(book, name, path), count=1)
                chapters += 1
            if not chapters:
                raise EpubError(f"{path} holds no chapter of text")


def _package(book: zipfile.ZipFile, path: Path) -> tuple[Element, str]:
    """The description of a book, and the folder it is in."""
    if _PROTECTED in book.namelist() and "EncryptedKey" in _text(book, _PROTECTED, path):
        raise EpubError(f"{path} is protected against copying; nobody but its shop's program can read it")
    roots = [one.attributes.get("full-path", "") for one in _all(_tree(book, _CONTAINER, path), "rootfile")]
    if not roots:
        raise EpubError(f"{path} is no EPUB: {_CONTAINER} names no book")
    return _tree(book, roots[0], path), posixpath.dirname(roots[0])


def _tree(book: zipfile.ZipFile, name: str, path: Path) -> Element:
    try:
        return read_elements(_text(book, name, path))
    except SsmlError as error:
        raise EpubError(f"{path} is damaged: {name}, line {error.line}: {error.message}") from None


def _text(book: zipfile.ZipFile, name: str, path: Path) -> str:
    try:
        with book.open(name) as file:
            content = file.read(LARGEST_PART + 1)
    except _UNREADABLE as error:
        raise EpubError(f"{path} is no EPUB, or damaged: {name} cannot be read ({error})") from None
    if len(content) > LARGEST_PART:
        raise EpubError(f"{path}: {name} is larger than {LARGEST_PART // 1024**2} MB, and no text of a book")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return content.decode(encoding, "replace")


def _all(element: Element, tag: str) -> Iterator[Element]:
    """The elements of a kind anywhere inside, whatever the prefix of their namespace."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag.rpartition(":")[2] == tag:
                yield child
            yield from _all(child, tag)
