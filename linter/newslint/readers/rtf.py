"""rtf: a small tokenizer of the Rich Text Format, enough for what word processors write: text, styles, code pages, Unicode.

Pictures, objects, fonts and fields' instructions are destinations passed over.
"""

from __future__ import annotations

import codecs
import re

from newslint.document import BlockKind, Document
from newslint.errors import ReadError
from newslint.readers.package import LINE_BREAK, Paragraphs, kind_of_style
from newslint.records import dataclass, replace

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.S
)
_SKIPPED = frozenset(
    """fonttbl colortbl info pict object themedata colorschememapping latentstyles datastore generator header footer headerl
    headerr footerl footerr headerf footerf fldinst xe tc listtable listoverridetable rsidtbl mmathPr filetbl revtbl
    annotation atnid atnauthor bkmkstart bkmkend nonshppict pgdsctbl upr shpinst pntext listtext""".split()
)
_WORDS = {
    "tab": "\t", "line": LINE_BREAK, "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "cell": "\t",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
MAX_DEPTH = 1000


@dataclass(frozen=True)
class _State:
    """What a group inherits: is it passed over, how many characters follow \\u as its substitute, italics, style."""

    skip: bool = False
    substitutes: int = 1
    italic: bool = False
    deleted: bool = False
    destination: str = ""


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.out = Paragraphs()
        self.state = _State()
        self.stack: list[_State] = []
        self.codepage = "cp1252"
        self.pending = b""  # bytes of the code page not yet decoded
        self.high = 0  # first half of a surrogate pair
        self.drop = 0  # substitutes still to be passed over
        self.styles: dict[int, str] = {}
        self.style = 0
        self.naming = 0
        self.name: list[str] = []
        self.title = False

    def read(self, data: bytes) -> None:
        """Read the whole file."""
        for m in _TOKEN.finditer(data):
            word, number, byte, sign, brace, text = m.groups()
            if word is not None:
                self._word(word.decode("ascii"), int(number) if number else None)
            elif byte is not None:
                self._bytes(bytes([int(byte, 16)]))
            elif sign is not None:
                self._sign(sign.decode("latin-1"))
            elif brace is not None:
                self._brace(brace)
            elif text is not None:
                self._bytes(text)
        self._flush()
        if self.out.length > self.out.start:
            self._paragraph()

    def _brace(self, brace: bytes) -> None:
        self._flush()
        if brace == b"{":
            if len(self.stack) > MAX_DEPTH:
                raise ReadError(
                    f"{self.path}: groups nested more than {MAX_DEPTH} deep; open it in a word processor and save it again."
                )
            self.stack.append(self.state)
        elif self.stack:
            if self.state.destination == "stylesheet" and self.name:
                self.styles[self.naming] = "".join(self.name).strip().rstrip(";")
                self.name = []
            self.state = self.stack.pop()

    def _word(self, word: str, number: int | None) -> None:
        if word != "u":
            self._flush()
        if word in _SKIPPED:
            self.state = replace(self.state, skip=True)
        elif word == "stylesheet":
            self.state = replace(self.state, destination="stylesheet")
        elif word == "s" and number is not None:
            if self.state.destination == "stylesheet":
                self.naming = number
            else:
                self.style = number
        elif word == "ansicpg" and number:
            self.codepage = _codec(f"cp{number}")
        elif word == "mac":
            self.codepage = "mac_roman"
        elif word == "uc":
            self.state = replace(self.state, substitutes=max(number or 0, 0))
        elif word == "u" and number is not None:
            self._unicode(number % 65536)
        elif word == "i":
            self.state = replace(self.state, italic=number != 0)
        elif word == "deleted":
            self.state = replace(self.state, deleted=number != 0)
        elif word == "plain":
            self.state = replace(self.state, italic=False, deleted=False)
        elif word == "pard":
            self.style = 0
        elif word in ("par", "sect", "page", "row") and not self._silent():
            self._paragraph()
        elif word in _WORDS:
            self._put(_WORDS[word])
        elif word == "bin" and number:
            raise ReadError(
                f"{self.path}: holds binary data newslint does not read; save it as RTF without embedded objects."
            )

    def _sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self.state = replace(self.state, skip=True)
        elif sign in "\r\n":
            if not self._silent():
                self._paragraph()
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])

    def _unicode(self, code: int) -> None:
        self._flush()
        self.drop = self.state.substitutes
        if 0xD800 <= code < 0xDC00:
            self.high = code
            return
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((self.high - 0xD800) << 10) + (code - 0xDC00) if self.high else 0xFFFD
        self.high = 0
        self._put(chr(code), keep_drop=True)

    def _bytes(self, data: bytes) -> None:
        taken = min(self.drop, len(data))
        self.drop -= taken
        self.pending += data[taken:]

    def _flush(self) -> None:
        if self.pending:
            data, self.pending = self.pending, b""
            self._put(data.decode(self.codepage, "replace"))

    def _put(self, text: str, *, keep_drop: bool = False) -> None:
        if not keep_drop:
            self.drop = 0
        if self.state.destination == "stylesheet":
            if not self.state.skip:
                self.name.append(text)
        elif not self._silent():
            self.out.put(text, italic=self.state.italic)

    def _silent(self) -> bool:
        return self.state.skip or self.state.deleted or self.state.destination != ""

    def _paragraph(self) -> None:
        kind = kind_of_style(self.styles.get(self.style, ""), self.title)
        before = len(self.out.blocks)
        self.out.end(kind)
        self.title = self.title or (kind is BlockKind.HEADLINE and len(self.out.blocks) > before)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def read_bytes(data: bytes, path: str) -> Document:
    """Read an RTF document. Raises ReadError when it is none."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(f"{path}: no RTF document; save it as .rtf from a word processor.")
    reader = _Reader(path)
    reader.read(data)
    return reader.out.document(path, "rtf")
