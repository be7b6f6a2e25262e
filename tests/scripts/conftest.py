"""The scripts' own packages can be imported here, as they can by the scripts."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "scripts"))
