"""Findings in number: which of them stop the run, and each said once."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Finding, Level


def faults(findings: Iterable[Finding]) -> list[Finding]:
    """Pick those that stop the run."""
    return [finding for finding in findings if finding.level is Level.FAULT]


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what was found again: the same thing of the same place, because a file was read on two ways."""
    return list({(finding.where, finding.code, str(finding.facts)): finding for finding in findings}.values())
