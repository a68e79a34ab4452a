"""Checks: one module a kind, named in schemas/checks.json, each with ``check(...)`` that yields findings.

What a check is given depends on its scope: a whole release; a part of any table, of `articles` or of
`lines`; or the path of a file that people write. A check whose needs are not met is left out: offsets of
a table without its columns mean nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from copydesk.findings import ERROR, WARNING, Finding
from copydesk.findings.kinds import kind_of, walk
from copydesk.findings.parts import FAULTS, Part, parquet_parts, table_of, unreadable
from copydesk.findings.records import record_parts
from copydesk.findings.subject import Release
from copydesk.registry import checks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from copydesk.registry import Check

__all__ = ["Finding", "Report", "check_paths"]

_OF_PARTS = ("table", "articles", "lines")


@dataclass(slots=True)
class Report:
    """What was found.

    Attributes:
        findings: The findings, at most `limit` of each check.
        counts: All findings by check and severity, also those beyond the limit.
        skipped: Checks that could not be run because of what others had found.
        files: How many files were looked at.
        rows: How many rows were looked at.
    """

    limit: int
    only: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    skipped: set[str] = field(default_factory=set)
    files: int = 0
    rows: int = 0

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(count for (_, severity), count in self.counts.items() if severity == ERROR)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return sum(count for (_, severity), count in self.counts.items() if severity == WARNING)

    def hidden(self, check: str) -> int:
        """How many findings of a check are beyond the limit."""
        total = sum(count for (name, _), count in self.counts.items() if name == check)
        return max(0, total - self.limit)

    def wants(self, check: Check) -> bool:
        """Say whether a check was asked for."""
        return not self.only or check.name in self.only

    def add(self, check: Check, findings: Iterable[Finding]) -> bool:
        """Note what a check found, and say whether there was any error."""
        failed = False
        for finding in findings:
            severity = finding.severity or check.severity
            failed |= severity == ERROR
            self.counts[check.name, severity] += 1
            if sum(self.counts[check.name, each] for each in (ERROR, WARNING)) <= self.limit:
                self.findings.append(replace(finding, check=check.name, severity=severity))
        return failed


def check_paths(paths: Sequence[Path], *, limit: int = 20, only: Collection[str] = ()) -> Report:
    """Check releases, and files of all kinds that copydesk knows.

    Args:
        paths: Folders of releases, other folders, and files.
        limit: How many findings of each check to keep; all are counted.
        only: Ids of the checks to run, with those that they need; by default all.

    Raises:
        InputError: A path is missing.
    """
    known = checks()
    wanted = set(only)
    for name in reversed(known):
        if name in wanted:
            wanted.update(known[name].needs)
    report = Report(limit, frozenset(wanted))
    for path in paths:
        for file in walk(path):
            if file.is_dir():
                _check_release(Release(file), report)
            else:
                _check_file(file, report)
    return report


def _check_release(release: Release, report: Report) -> None:
    report.files += len(release.present)
    failed: set[str] = set()
    passed_parts = False
    for check in checks().values():
        if check.scope in _OF_PARTS and not passed_parts:
            failed |= _check_parts(release.parts(), report)
            passed_parts = True
        elif check.scope == "release" and report.wants(check):
            _run(check, release, report, failed)


def _run(check: Check, release: Release, report: Report, failed: set[str]) -> None:
    if failed & set(check.needs):
        report.skipped.add(check.name)
        failed.add(check.name)
    elif report.add(check, check.check(release)):
        failed.add(check.name)


def _check_parts(parts: Iterable[Part], report: Report) -> set[str]:
    """Run the checks of tables on all parts; give the ids of those that found errors or were left out."""
    everywhere: set[str] = set()
    chosen = [check for check in checks().values() if check.scope in _OF_PARTS and report.wants(check)]
    for part in parts if chosen else ():
        report.rows += part.rows.num_rows
        failed: set[str] = set()
        for check in chosen:
            if check.scope not in ("table", part.table):
                continue
            if failed & set(check.needs):
                report.skipped.add(check.name)
                failed.add(check.name)
            elif report.add(check, check.check(part)):
                failed.add(check.name)
        everywhere |= failed
    return everywhere


def _check_file(path: Path, report: Report) -> None:
    report.files += 1
    kind = kind_of(path)
    if kind == "table":
        _check_parts(_parts_of_file(path, report), report)
    elif kind == "records":
        _check_parts(record_parts(path, _Adder(report, checks()["records"])), report)
    else:
        for check in checks().values():
            if check.scope == kind and report.wants(check):
                report.add(check, check.check(path))


@dataclass(frozen=True, slots=True)
class _Adder:
    """Notes single findings of one check."""

    report: Report
    check: Check

    def __call__(self, finding: Finding) -> None:
        self.report.add(self.check, [finding])


def _parts_of_file(path: Path, report: Report) -> Iterator[Part]:
    try:
        first = next(parquet_parts(path, ""))
        table = table_of(first.rows.schema.names)
        if table is None:
            columns = ", ".join(first.rows.schema.names[:12])
            message = f"is no table of a release: its columns are {columns}"
            report.add(checks()["columns"], [Finding(file=str(path), message=message)])
            return
        yield from parquet_parts(path, table)
    except FAULTS as error:
        report.add(checks()["readable"], [unreadable(path, error)])
