"""A small book in EPUB."""

import zipfile

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<opf:package xmlns:opf="http://www.idpf.org/2007/opf" version="3.0">
<opf:manifest>
<opf:item id="two" href="text/chapter%202.xhtml" media-type="application/xhtml+xml"/>
<opf:item id="one" href="text/../one.xhtml" media-type="application/xhtml+xml"/>
<opf:item id="notes" href="notes.xhtml" media-type="application/xhtml+xml"/>
<opf:item id="cover" href="cover.jpg" media-type="image/jpeg"/>
</opf:manifest>
<opf:spine><opf:itemref idref="cover"/><opf:itemref idref="one"/><opf:itemref idref="two"/>
<opf:itemref idref="notes" linear="no"/><opf:itemref idref="gone"/></opf:spine>
</opf:package>"""


def chapter(body):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>Not said</title><style>p {{}}</style></head><body>{body}</body></html>"
    )


FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/one.xhtml": chapter("<h1>The North Wind</h1><p>Once there was a <i>king</i> &amp; a queen.</p>"),
    "OEBPS/text/chapter 2.xhtml": chapter("<p>They had two&#160;sons.</p>"),
    "OEBPS/notes.xhtml": chapter("<p>Notes.</p>"),
    "OEBPS/cover.jpg": "no picture",
}


def write_book(path, **changes):
    """Write it; `changes` are to its files, by their bare names without an ending; None leaves one out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in FILES.items():
            changed = changes.get(name.rpartition("/")[2].partition(".")[0], content)
            if changed is not None:
                book.writestr(name, changed)
        for name, content in changes.items():
            if "/" in name:
                book.writestr(name, content)
