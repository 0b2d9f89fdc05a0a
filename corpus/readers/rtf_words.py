"""What the control words of rich text (RTF) stand for: characters, destinations, encodings."""

from __future__ import annotations

import codecs

from corpus.readers.rtf_state import PROPERTIES

CHARACTERS = {
    "tab": "\t",
    "emdash": "\u2014",
    "endash": "\u2013",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
    "~": "\u00a0",
    "_": "\u2011",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

SILENT = frozenset(
    {"colortbl", "filetbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator"}
    | {"pict", "objdata", "objclass", "objname", "objalias", "objsect", "themedata"}
    | {"colorschememapping", "datastore", "latentstyles", "fldinst", "fldtype", "xe", "tc", "tcn"}
    | {"bkmkstart", "bkmkend", "atrfstart", "atrfend", "atnid", "atnauthor", "atndate", "atnref"}
    | {"atntime", "atnicn", "atnparent", "sp", "sn", "sv", "shprslt", "nonshppict", "template"}
    | {"author", "operator", "company", "manager", "keywords", "subject", "category", "doccomm"}
    | {"comment", "hlinkbase", "creatim", "revtim", "printim", "buptim", "userprops", "xmlnstbl"}
    | {"fontemb", "falt", "panose", "fname", "pntxtb", "pntxta", "pnseclvl", "ftnsep", "ftnsepc"}
    | {"ftncn", "aftnsep", "aftnsepc", "aftncn", "wgrffmtfilter", "mailmerge", "formfield"}
    | {"nonesttables", "background", "blipuid", "passwordhash", "protusertbl", "htmltag", "mmathPr"}
)
"""Destinations that show nothing."""

HEADERS = frozenset({"header", "headerl", "headerr", "headerf"})
FOOTERS = frozenset({"footer", "footerl", "footerr", "footerf"})
LABELS = frozenset({"listtext", "pntext"})

KNOWN_STARRED = frozenset(
    {"listtext", "pntext", "shpinst", "shptxt", "ud", "shppict", "atrfstart", "fldrslt", "cs"}
    | {"annotation", "footnote", "htmltag", "moMath", "mr", "mt", "do", "dptxbxtext"}
)
r"""Destinations behind ``\*`` that are read; all others there are to be left out."""

PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"})

KNOWN = (
    PROPERTIES
    | PARAGRAPH_ENDS
    | frozenset(CHARACTERS)
    | SILENT
    | HEADERS
    | FOOTERS
    | LABELS
    | {"u", "line", "lbr", "footnote", "annotation", "fonttbl", "stylesheet", "title"}
    | {"shptxt", "dptxbxtext", "upr", "ud", "fcharset", "ansicpg"}
)
"""All the words that mean something here; nearly all others are sizes, colours, margins."""

_CHARSETS = {
    0: "cp1252",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp437",
}


def codec_of_charset(charset: int | None) -> str | None:
    r"""Return the codec of a font's ``\fcharset``; None for one that says nothing."""
    return _CHARSETS.get(charset if charset is not None else -1)


def codec_of_page(page: int | None) -> str:
    r"""Return the codec of a code page (``\ansicpg``); Windows-1252 for one that is unknown."""
    if page == 65001:
        return "utf-8"
    if page == 10000:
        return "mac-roman"
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"
