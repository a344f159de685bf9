"""The one error a user can cause."""


class InputError(Exception):
    """The user's input or call is wrong.

    The message says what is wrong, where (file, line, column, value) and what to do. The
    command line prints it without a traceback and ends with exit code 2.
    """
