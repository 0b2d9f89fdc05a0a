"""JSON lines: one object a line, strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from corpus.errors import UsageError
from eval.formats.faults import Findings, shown
from eval.formats.lines import Numbered

JsonObject = dict[str, Any]

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Line ends to readers that split at all of Unicode's; JSON may escape them in any string."""


def json_objects(lines: Iterable[Numbered], findings: Findings) -> Iterator[tuple[int, JsonObject]]:
    """Parse lines that each hold one JSON object.

    Lines that do not are left out, and told: what is not JSON, is no object, holds
    a key twice (of which a reader would silently take the last), NaN or an infinite
    number (which JSON has not), or half a surrogate pair (which UTF-8 has not).
    """
    for number, text in lines:
        try:
            values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
            if _SURROGATE.search(text):
                json.dumps(values, ensure_ascii=False).encode("utf-8")
        except json.JSONDecodeError as error:
            findings.fault(number, f"not JSON: {error.msg} at column {error.colno}")
        except UnicodeEncodeError:
            findings.fault(number, "half a surrogate pair (\\ud800 to \\udfff), which is no text")
        except ValueError as error:
            findings.fault(number, f"not JSON: {error}")
        except RecursionError:
            findings.fault(number, "not JSON that can be read: nested too deeply")
        else:
            if isinstance(values, dict):
                yield number, values
            else:
                findings.fault(number, f"not a JSON object: {shown(values)}")


def _once(pairs: list[tuple[str, Any]]) -> JsonObject:
    values: JsonObject = {}
    for key, value in pairs:
        if key in values:
            raise ValueError(f"the key {shown(key)} stands twice in one object")
        values[key] = value
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def json_line(values: Mapping[str, object], what: str) -> str:
    """Return an object as one line, with its end; keys stay in their order.

    Raises
    ------
    UsageError
        When ``what`` (as a message may call it) holds what JSON or UTF-8 cannot.
    """
    try:
        text = json.dumps(values, ensure_ascii=False, allow_nan=False)
        text.encode("utf-8")
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError(f"{what} cannot be written as JSON: {error}.") from error
    return text.translate(_LINE_ENDS) + "\n"
