#!/usr/bin/env python
"""Django's command-line door to the project."""

import sys


def main():
    """Run one management command; Ctrl-C while the program is still being read is quiet too."""
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - slow import

        from gxzc.local.environment import prepare  # noqa: PLC0415 - slow import

        prepare(sys.argv[1] if len(sys.argv) > 1 else "help")
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
