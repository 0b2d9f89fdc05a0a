"""Old Word files through LibreOffice: converted to an OpenDocument text, and that is read.

Each run has a settings folder of its own, so a LibreOffice that somebody has open is
not disturbed. Its settings allow no macros, follow no links out of the document, and
send whatever would go to the network to a port where nothing listens.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from corpus.readers import converters
from corpus.readers.limits import Limits

_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    *(
        setting
        for scheme in ("HTTP", "HTTPS", "FTP")
        for setting in (
            ("/org.openoffice.Inet/Settings", f"ooInet{scheme}ProxyName", "127.0.0.1"),
            ("/org.openoffice.Inet/Settings", f"ooInet{scheme}ProxyPort", "9"),
        )
    ),
)


def to_opendocument(
    converter: converters.Converter, data: bytes, folder: Path, limits: Limits
) -> bytes:
    """Return the bytes of the .odt that LibreOffice makes of an old Word file.

    Raises
    ------
    ConversionError
        When it fails, takes too long, or makes nothing.
    """
    source, out, profile = folder / "document.doc", folder / "out", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = (
        converter.path,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--nologo",
        "--nodefault",
        "--norestore",
        "--nolockcheck",
        "--nofirststartwizard",
        "--convert-to",
        "odt:writer8",
        "--outdir",
        str(out),
        str(source),
    )
    largest = limits.max_decompressed_bytes
    converters.run(
        command, folder, folder / "said.txt", seconds=limits.converter_seconds, largest=largest
    )
    return converters.take(out / "document.odt", largest)


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{escape(path)}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
