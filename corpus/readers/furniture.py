"""What of a web page is furniture: menus, banners, sharing buttons, forms, hidden parts."""

from __future__ import annotations

import re

# Never shown as text, whatever they hold.
SILENT_TAGS = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "optgroup",
        "datalist",
        "button",
        "textarea",
        "input",
        "label",
        "meter",
        "progress",
        "dialog",
    }
)
SITE_TAGS = frozenset({"nav", "footer", "aside"})
MAIN_TAGS = frozenset({"main", "article"})

_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "alertdialog", "dialog"})
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie[\w-]*|breadcrumbs?|breadcrumb[\w-]*|skip-?links?"
    r"|skip-to-[\w-]*|share|sharing|share-[\w-]*|addthis[\w-]*|social(?:-[\w-]*|$)"
    r"|site-?(?:header|footer|nav\w*)|main-?(?:nav|menu)|navbar|pagination|mgHide|mgShare\w*"
    r"|visually-?hidden|sr-only|screen-reader-text|print-?only)(?=$|\s|_|-)",
    re.I,
)
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)

_LINES = frozenset(
    {"share this item", "share this page", "share this", "print this page", "email this page"}
    | {"view directions", "back to top", "skip to main content", "skip to content"}
    | {"skip to navigation", "accept all cookies", "accept cookies", "reject cookies", "menu"}
    | {"hide this message", "bookmark this page", "tweet", "share on facebook", "share on twitter"}
)


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Tell an element that a browser does not show."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and _HIDING.search(style[:1000]):
        return True
    names = attributes.get("class")
    return bool(names) and "mgHide" in (names or "").split()


def is_named_furniture(attributes: dict[str, str | None]) -> bool:
    """Tell furniture by its role, class or id; the caller checks that it holds no content."""
    if (attributes.get("role") or "").lower() in _ROLES:
        return True
    for key in ("class", "id"):
        value = attributes.get(key)
        if value and _NAMES.search(value[:300]):
            return True
    return False


def is_furniture_line(text: str) -> bool:
    """Tell a line that is a button or link of the page rather than of the minutes."""
    return len(text) <= 40 and text.casefold().strip(" .:»>") in _LINES
