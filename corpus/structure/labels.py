"""The standing words of minutes: labels, page headings and furniture.

None of them is ever an agenda item of its own: a label stays inside the item
it stands in, a page heading tells what kind of page this is.
"""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = re.compile(
    r"(?:committee|(?:key\s|panel\s|committee\s)?decisions?(?:\s(?:made|taken|type|status|maker|due))?"
    r"|minutes|discussion|resolved|resolution|resolutions|recommendations?|recommended"
    r"|actions?(?:\s(?:arising|points?|required|agreed|log|items?|owner|by))?|agreed(?:\sactions?)?"
    r"|actions?/requests(?:\sfor\sfurther\sinformation)?"
    r"|findings|updates?|outcomes?|commentary|assurance\sstatement|background|summary|purpose|reasons?"
    r"|additional\sdocuments|supporting\sdocuments|background\spapers|attachments?"
    r"|attendees|attendance|present|also\spresent|in\sattendance|also\sin\sattendance|apologies"
    r"|members(?:\spresent)?|officers(?:\spresent)?|officials|guests?|presenters?|observers|secretariat"
    r"|other\sattendees|absent|key|name|names|capacity|role|organisation|title"
    r"|due(?:\sdate)?|owners?|lead|status|deadline|deadlines|completed|ongoing|response|answer|question"
    r"|venue|location|place|contact|notes?|link|links|webcast|media|chair|chairman|chairperson|date|time|"
    r"dates?\sand\stime|meeting|no|no\.|item|items|no\.?\sitem|executive\sboard|post[\s-]meeting\snote"
    r"|is\skey\sdecision\?|publication\sdate|date\sof\sdecision|decided\sat\smeeting|effective\sfrom"
    r"|penderfynwyd|penderfyniad|cofnodion|presennol|ymddiheuriadau|lleoliad|nil|none(?:\s(?:received|declared|made|raised))?|n/a|noted|attending|enclosures?|papers?|pdf|agenda\sitem\sno"
    r"|for\s(?:action|information|decision|noting)|wards?(?:\saffected)?|no\sitems(?:\son\sthe\sagenda)?)"
    r"\s*(?:\([^()]{0,40}\))?\s*[:.–—-]{0,2}",
    re.IGNORECASE,
)
# A label with what belongs to it on the same line: "Action – AB to ...", "Date: ...".
_LABELLED: Final = re.compile(
    r"(?:actions?(?:\s\d{1,3})?(?:\sarising|\spoints?|\srequired)?|decisions?|resolved|agreed|recommended"
    r"|recommendations?|due|owner|present|apologies|attendees|attendance|in\sattendance"
    r"|also\spresent|chair(?:man|person)?|minutes|minute[\s-]taker|venue|location|date|time|contact"
    r"|note|link|webcast|name|key|panel|members|officers|secretariat|other\sattendees|meeting|update"
    r"|clerk|secretary|enquiries|direct\sline|telephone|tel|email|e-mail|fax|ward)"
    r"\s?(?:\([^()]{0,40}\)\s?)?(?::|[–—-](?=\s))",
    re.IGNORECASE,
)
# "Action NA/SM to explore", "ACTION: ...", "RESOLVED that": never the title of an item.
_ACTION_LINE: Final = re.compile(
    r"(?:action\s(?:\d{1,3}\b|[A-Z]{1,4}[a-z]?[A-Z]?\b)|resolved\b|recommended\b|it\swas\s|that\s"
    r"|penderfynwyd\b)",
    re.IGNORECASE,
)
_LIST_LABEL: Final = re.compile(
    r"(?:.{0,80}\b)?(?:actions?(?:\s(?:arising|points?|required|agreed))?|resolved(?:\sthat)?"
    r"|recommendations?|recommended(?:\sthat)?|agreed(?:\sthat)?|decisions?)\s*[:–—-]{0,2}-?",
    re.IGNORECASE,
)
# What leads into a list of points inside an item: "In summary", "Comments made in discussion:".
_LEAD_IN: Final = re.compile(
    r"in\s(?:summary|discussion|response|addition)|(?:(?:key|main|other|further)\s)?(?:points|comments"
    r"|observations|questions|issues)(?:\s(?:made|raised|noted|arising|set|from|in|on|by)\b.{0,60})?"
    r"|.{0,60}\bthe\sfollowing\b.{0,60}|(?:project|item)\sdescription|looking\sforward|updates?\son"
    r"|next\ssteps(?:\sfor\s.{1,40})?|future\smeetings?(?:\sdates?)?|detail",
    re.IGNORECASE,
)
# A field of a page's form, whose value stands in the next line (CMIS).
_FIELD: Final = re.compile(
    r"(?:committee|venue|location|place|date|time|status|contact|chair|type|meeting\stype)\s?:?",
    re.IGNORECASE,
)
# "Home > Committees > Agenda": where on the site the page stands.
_BREADCRUMB: Final = re.compile(r"[^>»›]{1,60}(?:\s[>»›]\s[^>»›]{1,120}){2,8}")
# "Cymraeg | English": the same page in the other language.
_LANGUAGES: Final = re.compile(r"(?:(?:cymraeg|english|welsh)(?:\s?[|/·-]\s?|\s|$)){2}")
AGENDA_ITEM_PAGE: Final = "agenda item"
_PAGE_HEADINGS: Final = frozenset(
    {
        AGENDA_ITEM_PAGE, "issue - meetings", "issue details", "issue history", "decision details",
        "agenda", "agenda and minutes", "agenda and draft minutes", "agenda and decisions",
        "draft minutes", "minutes", "printed minutes", "meeting details", "meeting summary",
        "information", "home", "decisions", "notes", "draft", "final", "approved", "public",
        "documents", "share this item", "share this page", "view directions", "menu", "search",
        "contents", "page contents", "meeting notes", "action notes", "minutes and actions",
        "official", "official - sensitive", "unclassified", "restricted", "not protectively marked",
        "part 1", "part 2", "public document pack", "agenda frontsheet", "cookies", "navigation",
        "skip to content", "skip to main content", "print this page", "back",
        # Bilingual sites: the other language's link, and what a Welsh page is headed.
        "cymraeg", "english", "agenda a chofnodion", "agenda a chofnodion drafft", "cofnodion",
        "cofnodion drafft", "eitem ar yr agenda", "agenda a phenderfyniadau",
    }
)  # fmt: skip
_PAGE_NUMBER: Final = re.compile(
    r"(?:pack\s)?page\s\d{1,4}(?:\sof\s\d{1,4})?|\d{1,4}\s?(?:/|of)\s?\d{1,4}|-\s?\d{1,4}\s?-",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(
    r"\s*[-–,]?\s*\(?(?:pdf\sicon\s)?(?:pdf|doc|docx)\s?\(?\d{1,6}(?:\.\d{1,3})?\s?(?:kb|mb|bytes)\)?"
    r"|\s+(?:pdf|word|doc)\s(?:minutes|agenda|report|decisions?)\s\(\d{1,6}(?:\.\d{1,3})?\s?(?:kb|mb)\)"
    r"|\s*\(\d{1,6}(?:\.\d{1,3})?\s?(?:kb|mb)\)|\s+pdf\sicon\b",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Tell whether a line is nothing but a label ("Decision:", "Attendees")."""
    return len(text) <= 60 and _LABEL.fullmatch(text) is not None


def is_field(text: str) -> bool:
    """Tell whether a line is a field's name alone, with its value in the next line."""
    return len(text) <= 20 and _FIELD.fullmatch(text) is not None


def is_lead_in(text: str) -> bool:
    """Tell whether a line only leads into the points below it ("In summary:")."""
    return len(text) <= 90 and _LEAD_IN.fullmatch(text.strip(" .:–—-")) is not None


def is_labelled(text: str) -> bool:
    """Tell whether a line begins with a label that the rest belongs to."""
    return _LABELLED.match(text) is not None or _ACTION_LINE.match(text) is not None


def introduces_list(text: str) -> bool:
    """Tell whether numbered lines after this one are its list, not agenda items."""
    return len(text) <= 90 and _LIST_LABEL.fullmatch(text) is not None


def is_page_heading(text: str) -> bool:
    """Tell whether a line only says what kind of page this is ("Agenda item")."""
    words = text.strip(" .:").casefold()
    return (
        words in _PAGE_HEADINGS
        or _LANGUAGES.fullmatch(words) is not None
        or _BREADCRUMB.fullmatch(text) is not None
    )


def is_page_number(text: str) -> bool:
    """Tell whether a line is a page number."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def without_papers(text: str) -> str:
    """Take the furniture of linked papers off a title ("pdf icon PDF 741 KB")."""
    return _PAPER.sub("", text).strip()
