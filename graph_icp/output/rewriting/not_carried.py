"""What gets lost of a workbook that openpyxl reads and writes again."""

from __future__ import annotations

import io
import re
import zipfile

# By where they are kept in a workbook, what they are.
_PARTS = {
    "xl/threadedComments/": "threads of comments",
    "xl/slicers/": "slicers",
    "xl/timelines/": "timelines",
    "xl/ctrlProps/": "form controls",
    "xl/embeddings/": "embedded files",
    "xl/media/": "pictures",
    "xl/diagrams/": "diagrams",
    "xl/vbaProject": "macros",
    "xl/queryTables/": "queries",
    "xl/model/": "a data model",
}
_SHAPES = re.compile(rb"<(?:xdr:)?(?:sp|cxnSp|grpSp)\b")
# Further settings of sheets: sparklines, data bars and conditional formats of Excel 2010 and later.
_FURTHER = re.compile(
    rb"<ext\b[^>]*>\s*<x14:(sparklineGroups|conditionalFormattings|dataValidations)"
)
_FURTHER_WORDS = {
    b"sparklineGroups": "sparklines",
    b"conditionalFormattings": "data bars or icons",
    b"dataValidations": "lists to choose from that are on another sheet",
}


def parts_not_carried(content: bytes) -> list[str]:
    """Return what openpyxl does not keep of a workbook, in words; raises zipfile.BadZipFile."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            found += [words for place, words in _PARTS.items() if name.startswith(place)]
            if name.startswith("xl/drawings/") and name.endswith(".xml"):
                found += ["shapes"] if _SHAPES.search(packed.read(name)) else []
            if name.startswith("xl/worksheets/sheet"):
                further = _FURTHER.findall(packed.read(name))
                found += [_FURTHER_WORDS[each] for each in further]
    return list(dict.fromkeys(filter(None, found)))
