"""How LibreOffice is set for docgen: its profile (what it may do) and the options of the PDF it writes."""

from __future__ import annotations

from pathlib import Path

Options = dict[str, int | bool]

PDF_OPTIONS: Options = {
    "SelectPdfVersion": 2,  # PDF/A-2b
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "ExportFormFields": False,
    "ExportNotes": False,
    "UseLosslessCompression": True,
}
"""FilterData of writer_pdf_Export. IsSkipEmptyPages keeps its default: False would print LibreOffice's empty pages."""

PLACES: Options = {"ExportBookmarksToPDFDestination": True}
"""Added to options: each Word bookmark becomes a named destination, which shows where it was printed."""

MEASURING_OPTIONS: Options = {"UseTaggedPDF": False, "ExportBookmarks": False, **PLACES}
"""For a PDF that is only measured and thrown away."""

_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_WRITER = "/org.openoffice.Office.Writer"
_PROFILE: tuple[tuple[str, str, str], ...] = (
    # A document may name pictures by file:// or http://; without this LibreOffice fetches them into the PDF.
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_WRITER + "/Content/Update", "Link", "0"),
    # A second lock: whatever still tries to go out finds a proxy that refuses.
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    # The machine's own language must not show in the output.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "vi"),
    # The version that last used this profile. One older than the program makes it test its graphics at each start, on
    # surfaces of 64 MB: 0.7 s of a start of 0.8 s (utl::isProductVersionUpgraded).
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "9999.0"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale", "vi-VN"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Common/Misc", "CrashReport", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    # What only helps somebody who types: a short paper takes a twentieth less time without it.
    (_WRITER + "/AutoFunction/Completion", "Enable", "false"),
    (_WRITER + "/AutoFunction/Completion", "CollectWords", "false"),
    (_WRITER + "/Layout/Window", "HorizontalRuler", "false"),
    (_WRITER + "/Layout/Window", "VerticalRuler", "false"),
    (_WRITER + "/Layout/Window", "HorizontalScroll", "false"),
    (_WRITER + "/Layout/Window", "VerticalScroll", "false"),
    ("/org.openoffice.Office.Linguistic/SpellChecking", "IsSpellAuto", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseLocking", "false"),
)  # fmt: skip


def write_profile(folder: Path, build: str = "") -> None:
    """Write a fresh profile into `folder` (for -env:UserInstallation).

    `build` is that of the LibreOffice which will use it. If a profile does not name it, LibreOffice searches for
    extensions and asks to be started again (exit code 81).
    """
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _PROFILE
    )
    user = folder / "user"
    (user / "extensions").mkdir(parents=True)
    if build:
        (user / "extensions" / "buildid").write_text(build, "utf-8")
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n",
        "utf-8",
    )
