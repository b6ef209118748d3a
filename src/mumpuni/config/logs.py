"""Lines of the log keep two things to themselves: tokens in addresses, and identity numbers."""

import logging
import re

# Signed links and password resets are the only addresses with so long a part; a NIP has 18 digits, a NIK 16.
_TOKEN = re.compile(r"(?<=/)[\w:-]{38,}(?=/)")
_NUMBER = re.compile(r"(?<!\d)\d{12}(\d{4}|\d{6})(?!\d)")


class DiscreetFormatter(logging.Formatter):
    """Leaves out what would open a door or name a person, also where a traceback quotes it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be kept."""
        return _NUMBER.sub(r"…\1", _TOKEN.sub("…", super().format(record)))
