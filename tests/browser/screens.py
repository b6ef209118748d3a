"""The screens on which pages are looked at."""

import pytest

_ALWAYS = {"wide-light": (False, False), "phone-dark": (True, True)}
_LONG = {"wide-dark": (False, True), "phone-light": (True, False)}

#: Each page wide in light and narrow in dark; the two other ways belong to the long run.
EACH_SCREEN = pytest.mark.parametrize(
    ("phone", "dark"),
    [
        *(pytest.param(*way, id=name) for name, way in _ALWAYS.items()),
        *(pytest.param(*way, id=name, marks=pytest.mark.long) for name, way in _LONG.items()),
    ],
)
