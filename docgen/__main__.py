"""`python -m docgen`, and the `docgen` command."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and end the program; no file of the current folder is taken for a module meanwhile."""
    _forget_current_folder()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # while modules load nothing needs an ending in order
    from docgen import cli

    cli.main()


def _forget_current_folder() -> None:
    """Take the current folder out of `sys.path`: `-m` puts it first, as does an empty entry of PYTHONPATH.

    Not where docgen itself lies there: then its libraries may, too.
    """
    try:
        here = os.path.realpath(os.curdir)
    except OSError:  # it is gone, and nothing can be imported from it
        return
    if not os.path.realpath(__file__).startswith(os.path.join(here, "")):
        sys.path[:] = [place for place in sys.path if os.path.realpath(place) != here]


if __name__ == "__main__":
    main()
