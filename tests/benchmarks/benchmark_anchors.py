"""How long it takes to find everything cited in the longest work: `python tests/benchmarks/benchmark_anchors.py`.

Each of 15 runs is a fresh interpreter, timed inside from the anchors on disk to the last place; `COURSEKIT_SOURCES`
names the folder of reference copies.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import quantiles

RUNS = 15
PROGRAM = """
import time
from coursekit.anchors import Finder, anchors
from coursekit.record import record
from coursekit.sources import reference_copy
lines = {claim.line for claim in record().claims.values() if claim["source"] == "trotsky-1932"}
text = "\\n".join(reference_copy("trotsky-1932"))
begin = time.perf_counter()
finder = Finder(anchors("trotsky-1932"), text)
found = sum(finder.find(line).verdict == "found" for line in lines)
print(time.perf_counter() - begin, found, len(lines))
"""


def main() -> None:
    """Print the median and the middle half of the runs."""
    runs = [subprocess.check_output([sys.executable, "-c", PROGRAM], text=True).split() for _ in range(RUNS)]
    low, median, high = quantiles(float(seconds) for seconds, _, _ in runs)
    print(f"{median:.2f} s (middle half {low:.2f} to {high:.2f}), found {runs[0][1]} of {runs[0][2]} cited lines")


if __name__ == "__main__":
    main()
