"""``python -m api.cli``: the command line where its script is not on the path."""

import sys

from api.cli.main import run

sys.exit(run())
