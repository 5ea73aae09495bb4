#!/usr/bin/env python
"""Django's command-line door to the project."""

import sys

from django.core.management import execute_from_command_line

from gxzc.local.environment import prepare

if __name__ == "__main__":
    try:
        prepare(sys.argv[1] if len(sys.argv) > 1 else "help")
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
