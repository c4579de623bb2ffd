"""What the XML formats share: characters XML 1.0 cannot hold are shown as U+FFFD."""

from __future__ import annotations

from xml.etree import ElementTree

from newslint import expressions

_FORBIDDEN = expressions.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return text as XML can hold it."""
    return _FORBIDDEN.sub("\ufffd", text)


def serialize(root: ElementTree.Element) -> str:
    """Return the document with its declaration, indented, ended by a line break."""
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
