"""When two texts are one name."""


def same_name(text: str) -> str:
    """What equal names have in common: upper and lower case and the spaces around and between do not matter.

    Names come from sheets and forms. Two spellings of one observer must not pass as two people, nor two spellings of
    one agency as two agencies.

    >>> same_name(" Ani  WIJAYA") == same_name("Ani Wijaya")
    True
    """
    return " ".join(text.split()).casefold()
