"""Words of the solver, translated by whoever runs it: no Django here, and no catalogue of its own."""

from collections.abc import Callable

_translate: Callable[[str], str] = str


def speak_with(translate: Callable[[str], str]) -> None:
    """Let this gettext translate every sentence from now on; without it they stay Indonesian."""
    global _translate
    _translate = translate


def gettext(text: str) -> str:
    """The text in the language of the running program."""
    return _translate(text)
