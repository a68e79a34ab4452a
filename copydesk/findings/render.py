"""Findings as text for machines: one JSON object, annotations of GitHub, a JUnit report."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from copydesk.findings import shown
from copydesk.registry import checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.check import Report
    from copydesk.findings import Finding


def place(finding: Finding) -> str:
    """Give the place of a finding: file and row or line."""
    if finding.line is not None:
        return f"{finding.file}:{finding.line}"
    return finding.file if finding.row is None else f"{finding.file} row {finding.row}"


def summary(report: Report) -> str:
    """Give the result in one line."""
    looked = f"{_number(report.files, 'file')} and {_number(report.rows, 'row')} checked"
    found = f"{_number(report.errors, 'error')}, {_number(report.warnings, 'warning')}"
    left = f"; left out until these are mended: {', '.join(sorted(report.skipped))}"
    return f"{found} ({looked}){left if report.skipped else ''}"


def as_json(report: Report) -> str:
    """Give one object: the findings, and what was counted."""
    content = {
        "findings": [asdict(finding) | {"value": _plain(finding.value)} for finding in report.findings],
        "counts": {
            "errors": report.errors,
            "warnings": report.warnings,
            "files": report.files,
            "rows": report.rows,
            "checks": _by_check(report),
        },
        "skipped": sorted(report.skipped),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def as_github(report: Report) -> str:
    """Give one workflow command a finding, which GitHub shows on the line of the file.

    The form is that of GitHub's documentation of workflow commands.
    """
    lines = []
    for finding in report.findings:
        line = 1 if finding.line is None else finding.line
        where = f"file={_property(finding.file)},line={line},title={_property(finding.check)}"
        lines.append(f"::{finding.severity} {where}::{_escape(_sentence(finding))}")
    hidden = {name: report.hidden(name) for name, _ in report.counts}
    lines += [f"::notice::{name}: {count} more" for name, count in sorted(hidden.items()) if count]
    lines.append(summary(report))
    return "\n".join(lines) + "\n"


def as_junit(report: Report) -> str:
    """Give a JUnit report: one test case a check, failed by its findings."""
    suite = ET.Element("testsuite", name="copydesk validate", tests=str(len(checks())))
    suite.set("failures", str(len({name for name, severity in report.counts if severity == "error"})))
    suite.set("skipped", str(len(report.skipped)))
    for check in checks().values():
        case = ET.SubElement(suite, "testcase", classname="copydesk.check", name=check.name)
        findings = [finding for finding in report.findings if finding.check == check.name]
        errors = [finding for finding in findings if finding.severity == "error"]
        text = "\n".join(f"{place(finding)}: {_sentence(finding)}" for finding in findings)
        if errors:
            ET.SubElement(case, "failure", message=_xml(_sentence(errors[0]))).text = _xml(text)
        elif findings:
            ET.SubElement(case, "system-out").text = _xml(text)
        elif check.name in report.skipped:
            ET.SubElement(case, "skipped")
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


RENDERERS: dict[str, Callable[[Report], str]] = {"json": as_json, "github": as_github, "junit": as_junit}


def _sentence(finding: Finding) -> str:
    row = f"row {finding.row}" if finding.row is not None else ""
    identity = f"id {finding.id}" if finding.id else ""
    where = ", ".join(part for part in (row, identity, finding.path or "") if part)
    return f"{where}: {finding.message}" if where else finding.message


def _by_check(report: Report) -> dict[str, int]:
    names = sorted({name for name, _ in report.counts})
    return {name: sum(report.counts[name, each] for each in ("error", "warning")) for name in names}


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _plain(value: object) -> object:
    """The value as JSON has it, long texts cut."""
    if isinstance(value, bool | int | None):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return shown(value if isinstance(value, str) else str(value), 200)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _xml(text: str) -> str:
    """The text without characters that XML 1.0 does not have."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))
