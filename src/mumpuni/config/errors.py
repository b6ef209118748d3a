"""What stops the program before it can show a page."""


class InstallationError(RuntimeError):
    """This installation cannot do what is asked; the message says why and how to mend it."""

    #: The exit code of the command: 1 it could not be done, 2 it was asked in a wrong way.
    code = 1
