"""A whole text from its bytes, or nothing where its encoding cannot be told or does not fit."""

from __future__ import annotations

import io
from typing import NamedTuple

from graph_icp.encodings.encoding import CHUNK, Encoding, encoding_of


class Decoded(NamedTuple):
    """A text and the encoding in which it was."""

    text: str
    encoding: Encoding


def decoded(content: bytes) -> Decoded | None:
    """Return a text, None where a letter of it cannot be read for certain or it is no text.

    Parameters
    ----------
    content : bytes
    """
    found = encoding_of(content[:CHUNK], io.BytesIO(content[CHUNK:]))
    if isinstance(found, bytes):
        from graph_icp.encodings.legacy_encoding import legacy_encoding  # needed for few files

        told = legacy_encoding(found)
        if told is None:
            return None
        found = told
    try:
        text = content.decode(found.codec)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Decoded(text, found)
