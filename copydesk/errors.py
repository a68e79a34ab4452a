"""The exceptions of copydesk, by what the caller can do about them.

    CopydeskError
    ├── UsageError        the call is wrong: fix the argument         (exit code 2)
    ├── InputError        the input cannot be read: fix the path      (exit code 1)
    ├── SchemaError       a schema, configuration or gold file is wrong: fix the file
    ├── ReleaseError      a release exists, is missing, broken or being written
    └── PublishError      a publishing target refused or failed

Bad data is never an exception: a page becomes a reject, a fault of a release a finding.
"""

from __future__ import annotations


class CopydeskError(Exception):
    """What went wrong, where, and what to do: one line for a person to read."""

    exit_code = 1


class UsageError(CopydeskError):
    """An argument or an option is wrong."""

    exit_code = 2


class InputError(CopydeskError):
    """An input file or folder cannot be read."""


class SchemaError(CopydeskError):
    """A schema, a configuration, a lexicon or a gold file is not as it must be."""


class ReleaseError(CopydeskError):
    """A release exists already, is missing, is broken or is being written by somebody else."""


class PublishError(CopydeskError):
    """A publishing target refused or failed."""
