"""Messages, as sent and as Outlook keeps them: the text, and what came with it."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import compressed_rtf
import pytest

from corpus.errors import ReadError
from corpus.model import BlockKind, Reading
from corpus.readers import Budget, Limits, Member, identify, open_container, read
from eval.benchmarks.made_files import RTF, SENTENCE, html, mail, odt, outlook, zipped
from eval.benchmarks.made_ole import Tree, ole_file, outlook_message
from tests.corpus.readers.shapes import check, headings

LONG = f"{SENTENCE} " * 4


def members(data: bytes, name: str = "a.eml", limits: Limits | None = None) -> list[Member]:
    limits = limits or Limits()
    reader = identify(data, name)
    return list(open_container(data, reader, limits, Budget.of(limits)).members)


def is_document(data: bytes, name: str = "a.eml") -> bool:
    limits = Limits()
    return open_container(data, identify(data, name), limits, Budget.of(limits)).is_document


def quoted(reading: Reading) -> list[str]:
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.CELL)
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind in kinds]


@pytest.mark.parametrize("data", [mail(text=LONG), outlook(text=LONG)])
def test_the_text_of_a_message_is_a_document(data: bytes) -> None:
    reading = read(data, "message")
    check(reading)
    assert headings(reading) == ["Minutes of the panel"]
    assert quoted(reading) == ["Minutes of the panel", LONG.strip()]
    assert reading.text.startswith("From: Committee Services")
    assert reading.title == "Minutes of the panel"
    assert is_document(data)


@pytest.mark.parametrize("make", [mail, outlook])
def test_attachments_are_members_and_a_short_note_is_passed_over(make: object) -> None:
    data = make({"june.odt": odt(), "logo.png": b"\x89PNG"}, text="Please see attached.")  # type: ignore[operator]
    found = members(data)
    assert [(m.name, m.passed_over) for m in found] == [
        ("(text)", True),
        ("june.odt", False),
        ("logo.png", False),
    ]
    assert found[1].data == odt()
    assert not is_document(data)


def test_a_message_without_attachments_is_read_however_short() -> None:
    assert is_document(mail(text="The meeting is off."))
    assert read(mail(text="The meeting is off."), "a.eml").text.endswith("The meeting is off.")


def test_the_web_page_of_a_message_is_taken_before_its_plain_text() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@harrowdale.example", "x"
    message.set_content("* one * two")
    message.add_alternative("<h2>Burglary</h2><ul><li>One.</li><li>Two.</li></ul>", subtype="html")
    assert quoted(read(message.as_bytes(), "a.eml")) == ["x", "Burglary", "One.", "Two."]


def test_headers_and_names_in_other_characters() -> None:
    data = (
        b"From: =?utf-8?q?Caf=C3=A9?= <a@harrowdale.example>\r\n"
        b"Subject: =?iso-8859-1?b?"
        + base64.b64encode("Prot\xe9g\xe9".encode("latin-1"))
        + b"?=\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain; charset=windows-1250\r\n\r\n\xf8e\xe8 was read out.\r\n"
        b"--b\r\nContent-Type: application/pdf; name*=utf-8''r%C3%A9sum%C3%A9.pdf\r\n\r\nx\r\n"
        b"--b\r\nContent-Type: application/pdf\r\n\r\ny\r\n--b--\r\n"
    )
    reading = read(data, "a")
    assert reading.text == (
        "From: Caf\u00e9 <a@harrowdale.example>\n\nProt\u00e9g\u00e9\n\n\u0159e\u010d was read out."
    )
    assert [m.name for m in members(data)][-2:] == ["r\u00e9sum\u00e9.pdf", "part 3.pdf"]


def test_a_message_in_a_message_is_a_member() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "b@harrowdale.example", "Minutes / June"
    inner.set_content(SENTENCE)
    message = EmailMessage()
    message["From"], message["Subject"] = "a@harrowdale.example", "Fwd"
    message.set_content("See below.")
    message.add_attachment(inner)
    found = [m for m in members(message.as_bytes()) if not m.passed_over]
    assert [m.name for m in found] == ["Minutes - June.eml"]
    assert read(found[0].data or b"", found[0].name).text.rstrip().endswith(SENTENCE)


def test_an_outlook_message_in_a_message_is_handed_on_as_a_mail() -> None:
    inner = outlook_message(
        subject="Caf\u00e9", body=LONG, attachments={"june.odt": odt()}, top=False
    )
    data = ole_file(outlook_message(body="See below.", attachments={"Re: minutes": inner}))
    found = members(data, "a.msg")
    assert found[-1].name == "Re: minutes.eml"
    nested = found[-1].data or b""
    assert nested == members(data, "a.msg")[-1].data
    assert headings(read(nested, "a.eml")) == ["Caf\u00e9"]
    assert members(nested)[-1].data == odt()


def test_messages_too_deep_in_one_another_are_told() -> None:
    tree: Tree = outlook_message(body=LONG, top=False)
    for _ in range(4):
        tree = outlook_message(body=LONG, attachments={"deeper": tree}, top=False)
    found = members(ole_file(outlook_message(attachments={"deep": tree})), "a.msg")
    deeper = members(members(found[0].data or b"")[-1].data or b"")
    assert "too deep" not in str(found[0].reason)
    assert deeper[-1].data is None


@pytest.mark.parametrize("unicode", [True, False])
def test_an_outlook_message_says_its_code_page(unicode: bool) -> None:
    data = ole_file(
        outlook_message(subject="\u0159e\u010d", body=f"\u0159e\u010d. {LONG}", unicode=unicode)
    )
    reading = read(data, "a.doc")
    assert reading.title == "\u0159e\u010d"
    assert "\u0159e\u010d. The Commissioner" in reading.text
    assert "Sent: 2024-01-17 21:20 UTC" in reading.text


def test_an_outlook_message_in_html_or_rich_text_only() -> None:
    assert "One patrol more." in quoted(read(ole_file(outlook_message(html=html())), "a.msg"))
    packed = compressed_rtf.compress(RTF)
    assert SENTENCE in quoted(read(ole_file(outlook_message(rtf=packed)), "a.msg"))
    spoilt = ole_file(outlook_message(rtf=b"junk" * 10))
    with pytest.raises(ReadError, match="no text of its own"):
        read(spoilt, "a.msg")


def test_what_a_message_cannot_hand_on_is_told() -> None:
    tree = outlook_message(body="x", attachments={"empty.docx": b""})
    linked: Tree = {"__properties_version1.0": bytes(8), "__substg1.0_3001001F": b"a\0.\0d\0o\0c\0"}
    drawing: Tree = {**linked, "__substg1.0_3701000D": {"CONTENTS": b"x"}}
    tree["__attach_version1.0_#00000001"], tree["__attach_version1.0_#00000002"] = linked, drawing
    reasons = [m.reason for m in members(ole_file(tree), "a.msg") if not m.passed_over]
    assert [r.split()[1] if r else None for r in reasons] == ["is", "message", "is"]


def test_an_encrypted_part_is_told() -> None:
    data = (
        b"From: a\r\nSubject: b\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\n\r\nMIIB'
    )
    (member,) = members(data)
    assert (member.name, member.data) == ("smime.p7m", None)
    assert "encrypted" in str(member.reason)


@pytest.mark.parametrize(
    ("head", "name", "reader"),
    [
        ("From: a\nTo: b\nSubject: c\n", "a.eml", "mail"),
        ("From: a\nTo: b\nSubject: c\n", "a.txt", "text"),
        ("Date: 4 June 2024\nSubject: Burglary\nVenue: Hall\n", "minutes.txt", "text"),
        ("Received: x\nFrom: a\nSubject: c\n", "a.txt", "mail"),
        ("From a@b Mon Jan  1\nReceived: x\nFrom: a\nTo: c\n", "a", "mail"),
        ("\ufeffFrom: a\nMIME-Version: 1.0\nSubject: c\n", "a.doc", "mail"),
        ("MIME-Version: 1.0\nContent-Type: text/html\n", "a.mht", "mail"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "a.doc", "mail"),
    ],
)
def test_a_message_is_known_by_its_head(head: str, name: str, reader: str) -> None:
    assert identify(f"{head}\nThe board met.\n".encode(), name).name == reader


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (mail(text=" "), "no text of its own"),
        (b"From: a\r\nMIME-Version: 1.0\r\nSubject: " + b"x" * 2_100_000, "head of the message"),
        (
            b"From: a\r\nMIME-Version: 1.0\r\nSubject: b\r\n"
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n" % (n, n)
                for n in range(5000)
            ),
            "nested too deeply",
        ),
        (
            b"From: a\r\nMIME-Version: 1.0\r\nSubject: b\r\nContent-Type: multipart/mixed; "
            b"boundary=x\r\n\r\n" + b"--x\r\n\r\nword\r\n" * 6000,
            "parts",
        ),
        (outlook()[:1700], "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_mend(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data, "a.eml")
    assert caught.value.mend


def test_a_text_that_cannot_be_read_leaves_the_attachments() -> None:
    data = mail({"june.odt": odt()}, text="word\n" * 3000)
    found = members(data, limits=Limits(max_bytes=10_000))
    assert [(m.name, m.data is None) for m in found] == [
        ("text of the message.txt", True),
        ("june.odt", False),
    ]
    assert "MINUTED_MAX_FILE_MB" in str(found[0].reason)


def test_too_large_a_message_is_refused() -> None:
    with pytest.raises(ReadError, match=r"mail messages of up to .* attachments by themselves"):
        read(mail(), "a.eml", Limits(max_mail_bytes=100))


def test_attachments_of_one_name_are_kept_apart() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@harrowdale.example", "x"
    for data in (b"one", b"two"):
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename="C:\\in\\a.txt"
        )
    assert [m.name for m in members(message.as_bytes())] == ["a.txt", "a.txt (2)"]


def test_the_budget_holds_for_attachments() -> None:
    limits = Limits(max_decompressed_bytes=1000)
    found = members(mail({"a.zip": zipped({"a.txt": b"x"}), "b.bin": bytes(2000)}), limits=limits)
    assert [m.data is None for m in found if not m.passed_over] == [False, True]
