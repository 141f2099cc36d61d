"""A believable septic office made up from a seed, for trying out, showing and measuring."""

from desktop.services.office.sample.making import SampleCounts, make_sample

__all__ = ["SampleCounts", "make_sample"]
