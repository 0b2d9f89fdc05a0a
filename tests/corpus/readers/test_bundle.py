"""Zip bundles: every member handed on, sizes counted, names as data, one bad member alone."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest

from corpus.errors import ReadError
from corpus.readers import Budget, Limits, Member, identify, member_names, open_container, read
from corpus.readers.container import fit_name, leads_out
from eval.benchmarks.made_files import mail, odt, word, zipped


def members(
    data: bytes, limits: Limits | None = None, budget: Budget | None = None
) -> list[Member]:
    limits = limits or Limits()
    reader = identify(data, "a.zip")
    return list(open_container(data, reader, limits, budget or Budget.of(limits)).members)


def raw(entries: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")  # about names that stand twice
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def test_members_come_in_order_with_their_bytes() -> None:
    data = zipped({"2024/june.odt": odt(), "may.txt": b"Minutes."})
    assert members(data) == [Member("2024/june.odt", odt()), Member("may.txt", b"Minutes.")]
    assert member_names(data, identify(data, "a"), Limits()) == {"2024/june.odt", "may.txt"}


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a"])
def test_documents_that_are_zips_are_no_bundles(name: str) -> None:
    assert identify(odt(), name).name == "odt"
    assert identify(word(), name).name == "word"
    assert identify(zipped({"a.txt": b"x"}), name).name == "zip"
    assert identify(zipped({"word/a.txt": b"x", "xl/b.txt": b"x"}), name).name == "zip"


def test_what_systems_leave_behind_is_passed_over() -> None:
    names = ["__MACOSX/._june.odt", "Thumbs.db", "x/.DS_Store", "desktop.ini", "~$june.doc", "x/"]
    found = members(raw([(name, b"x" if name[-1] != "/" else b"") for name in names]))
    assert all(member.passed_over and member.data is None for member in found)


@pytest.mark.parametrize("name", ["../june.txt", "/june.txt", "a/../../june.txt", "C:\\june.txt"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    (member,) = members(raw([(name, b"x")]))
    assert leads_out(name)
    assert member.data is None
    assert "leads out" in str(member.reason)


def test_names_are_fit_to_be_shown() -> None:
    assert fit_name("a\\b\nc\u202etxt.exe") == "a/b\ufffdc\ufffdtxt.exe"
    assert fit_name("minutes #4.doc") == "minutes %234.doc"
    assert len(fit_name("x" * 5000 + ".doc")) < 310
    assert fit_name("x" * 5000 + ".doc").endswith(".doc")
    assert not leads_out("june..final.txt")


def test_two_members_of_one_name_are_kept_apart() -> None:
    found = members(raw([("a.txt", b"one"), ("a.txt", b"two"), ("a.txt (2)", b"three")]))
    assert len({member.name for member in found}) == 3
    assert [member.data for member in found] == [b"one", b"two", b"three"]


def test_sidecars_come_first() -> None:
    found = members(raw([("a.txt", b"x"), ("a.json", b"{}"), ("b.txt", b"x")]))
    assert [member.name for member in found] == ["a.json", "a.txt", "b.txt"]


def locked(data: bytes) -> bytes:
    """Set the flag of encryption in both heads of the only member."""
    made = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.index(mark) + offset
        struct.pack_into("<H", made, place, 1)
    return bytes(made)


def test_a_locked_member_is_told() -> None:
    (member,) = members(locked(raw([("june.txt", b"Minutes.")])))
    assert member.data is None
    assert "password" in str(member.reason)


def test_a_damaged_member_costs_itself_alone() -> None:
    data = bytearray(raw([("a.txt", b"first words"), ("b.txt", b"second words")]))
    data[data.index(b"first")] ^= 0xFF
    found = members(bytes(data))
    assert [member.data for member in found] == [None, b"second words"]
    assert "damaged" in str(found[0].reason)


def test_a_bomb_is_stopped_while_it_unpacks_and_the_rest_is_paid_for() -> None:
    bomb = zipped({"a.txt": bytes(5_000_000), "b.txt": bytes(100), "c.txt": bytes(5_000_000)})
    assert len(bomb) < 20_000
    limits = Limits(max_decompressed_bytes=2_000_000)
    found = members(bomb, limits)
    assert [member.data is None for member in found] == [True, True, True]
    assert all("unpacks to more" in str(member.reason) and member.again for member in found)


def test_a_size_that_is_a_lie_is_found_out() -> None:
    data = bytearray(raw([("a.txt", b"x" * 1000)]))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    struct.pack_into("<I", data, data.index(b"PK\x03\x04") + 22, 10)
    (member,) = members(bytes(data))
    assert member.data is None


def test_one_budget_holds_for_bundles_in_one_another() -> None:
    limits = Limits(max_decompressed_bytes=250_000)
    inner = zipped({"x.txt": bytes(200_000)})
    outer = zipped({"1.zip": inner, "2.zip": inner})
    budget = Budget.of(limits)
    found = members(outer, limits, budget)
    assert members(found[0].data or b"", limits, budget)[0].data is not None
    assert members(found[1].data or b"", limits, budget)[0].data is None


def test_bundles_are_opened_so_deep_and_no_deeper() -> None:
    limits = Limits()
    budget = Budget.of(limits)
    budget.depth_left = 0
    with pytest.raises(ReadError, match="opened 3 deep"):
        members(zipped({"a.txt": b"x"}), limits, budget)


def test_too_many_members_are_refused() -> None:
    data = zipped({f"{n}.txt": b"" for n in range(20)})
    with pytest.raises(ReadError, match="20 members"):
        members(data, Limits(max_members=10))


def test_a_zip_is_no_document_itself() -> None:
    with pytest.raises(ReadError, match="none itself"):
        read(zipped({"a.txt": b"x"}), "a.zip")


def test_a_damaged_zip_is_refused() -> None:
    data = zipped({"a.txt": b"x"})
    with pytest.raises(ReadError, match="damaged"):
        identify(data[:-10], "a.zip")


def test_an_attached_bundle_is_a_member() -> None:
    inner = zipped({"a.txt": b"x"})
    data = mail({"all.zip": inner}, text="See attached.")
    limits = Limits()
    opened = open_container(data, identify(data, "a.eml"), limits, Budget.of(limits))
    assert [m.data for m in opened.members if not m.passed_over] == [inner]
