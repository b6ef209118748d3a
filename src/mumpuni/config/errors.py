"""What stops the program before it can show a page."""


class InstallationError(RuntimeError):
    """This installation cannot do what is asked; the message says why and how to mend it."""
