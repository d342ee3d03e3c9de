"""Demands that file 1 contains the text of file 2 in a fenced block: PAGE TEXT"""

import sys
from pathlib import Path

page, text = (Path(name).read_text() for name in sys.argv[1:])
if "```text\n" + text + "```\n" not in page:
    sys.exit(f"{sys.argv[1]} does not show this text:\n{text}")
