"""XML as a tree of elements, each knowing where it stands. Entities of its own and outside ones are refused."""

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from frontend.characters import sanitise
from frontend.ssml.error import SsmlError

DEEPEST = 100  # elements inside one another
_NO_ENTITIES = "entities are not declared or read here; write the characters themselves, and < & as &lt; &amp;"


@dataclass
class Element:
    """An XML element; `children` are elements and the text between them, in order."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, white space as one space."""
        pieces = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join("".join(pieces).split())

    def error(self, message: str) -> SsmlError:
        """Return an error that says where this element is."""
        return SsmlError(self.line, self.column, f"<{self.tag}>: {message}")


def read_elements(text: str) -> Element:
    """Return the outermost element of an XML text.

    Raises:
        SsmlError: it is not well-formed, declares or uses entities other than XML's own five, or nests too deep.
    """
    tree = _TreeBuilder()
    try:
        tree.parser.Parse(sanitise(text), True)
    except expat.ExpatError as error:
        raise SsmlError(error.lineno, error.offset + 1, _reason(error.code, tree.open)) from None
    assert tree.root is not None  # expat refuses a text without an element
    return tree.root


def _reason(code: int, still_open: list[Element]) -> str:
    kind = expat.errors.messages[code]
    if kind == expat.errors.XML_ERROR_UNDEFINED_ENTITY:
        return _NO_ENTITIES
    if not still_open and kind in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_SYNTAX):
        return "this is not XML; SSML is one <speak> element"
    if kind == expat.errors.XML_ERROR_TAG_MISMATCH:
        return f"<{still_open[-1].tag}> of line {still_open[-1].line} must be closed first"
    if kind == expat.errors.XML_ERROR_NO_ELEMENTS:
        return f"<{still_open[-1].tag}> of line {still_open[-1].line} is never closed"
    if kind == expat.errors.XML_ERROR_INVALID_TOKEN:
        return "this is not well-formed XML; < and & as such are written &lt; and &amp;"
    return str(kind)


class _TreeBuilder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse
        self.parser.SkippedEntityHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        if len(self.open) == DEEPEST:
            raise element.error(f"elements may be nested {DEEPEST} deep at most")
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, tag: str) -> None:
        del tag
        self.open.pop()

    def _text(self, text: str) -> None:
        children = self.open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text  # a comment stood between them
        else:
            children.append(text)

    def _refuse(self, *declaration: object) -> NoReturn:
        del declaration
        raise SsmlError(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, _NO_ENTITIES)
