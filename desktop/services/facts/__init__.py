"""Facts that follow from the records, kept ready for conditions."""
