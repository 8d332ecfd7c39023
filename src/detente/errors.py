"""What can go wrong, and the exit code it means.

::

    DetenteError            exit 1: the input is at fault
    ├── CaseError           a case file, a table or an edit
    ├── SourceError         a page
    ├── LogError            a forecast log
    ├── MethodError         a question the numbers cannot answer
    │   └── CoderError      a coder of the user's own that does not answer
    └── CommandError        exit 2: the command is at fault

Every message says where, what is wrong and what to do.
"""

_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), 8237, 8238))


def fit_for_terminal(text: str) -> str:
    r"""Return text without the control characters that a terminal would obey, such as those of a file's name.

    >>> fit_for_terminal("page\x1b[2J.html")
    'page[2J.html'
    """
    return text.translate(_CONTROLS)


class DetenteError(Exception):
    """Base of all errors that detente raises on purpose.

    >>> DetenteError("cannot read case.yaml", advice="check the path").advice
    'check the path'
    """

    exit_code = 1

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = fit_for_terminal(message)
        self.advice = fit_for_terminal(advice)


class CaseError(DetenteError):
    """A case file, a table to import or an edit that cannot be used."""


class SourceError(DetenteError):
    """A page that cannot be read."""


class LogError(DetenteError):
    """A forecast log that cannot be read or written, or an entry that does not fit it."""


class MethodError(DetenteError):
    """A method or option that does not exist or does not fit the case."""


class CoderError(MethodError):
    """A coder of the user's own that does not answer, or not this program; the next page would fare no better."""


class CommandError(DetenteError):
    """A command line that asks for something impossible."""

    exit_code = 2
