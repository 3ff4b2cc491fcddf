"""Validating a record: sheets for people to code without seeing the program's answer, and what their codes come to."""

from rashomon.validation.agreement import Agreement, agreement
from rashomon.validation.sample import STRATA, sample

__all__ = ["STRATA", "Agreement", "agreement", "sample"]
