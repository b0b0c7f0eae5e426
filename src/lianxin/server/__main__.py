"""`python -m lianxin.server`: the command line where the `lianxin` script is not installed."""

import sys

from lianxin.server.cli import main

sys.exit(main())
