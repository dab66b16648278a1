"""The command line as `docgen` starts it: click keeps the help that it has once printed, in the language of that time."""

from docgen.cli.vietnamese_click import speak_vietnamese

speak_vietnamese()
