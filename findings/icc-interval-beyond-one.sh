#!/bin/sh
# pingouin 0.5.5: the 95 % interval of ICC(2,k) can lie above 1, its lower end above its upper one.
#
# Four people, two observers who mostly agree: the ratings 3 2, 4 5, 2 1, 1 3. The estimates are ordinary (ICC(2,1) 0.57,
# ICC(2,k) 0.73). McGraw and Wong's approximate interval of ICC(2,1) begins below -1, where a correlation of two raters
# ends, and the Spearman-Brown step to the mean of both raters goes through infinity there: "[127.04, 0.98]".
# Seen: pingouin 0.5.5 with pandas 2.2.3, numpy 1.26.4 and scipy 1.13.1 prints both without a word. The script ends with 1
# once that is different.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install \
    pingouin==0.5.5 pandas==2.2.3 numpy==1.26.4 scipy==1.13.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import pandas
import pingouin

ratings = [(3, 2), (4, 5), (2, 1), (1, 3)]
table = pandas.DataFrame(
    [(person, observer, level) for person, pair in enumerate(ratings) for observer, level in enumerate(pair)],
    columns=["person", "observer", "level"],
)
found = pingouin.intraclass_corr(table, targets="person", raters="observer", ratings="level").set_index("Type")
for name in ("ICC2", "ICC2k"):
    low, high = found.loc[name, "CI95%"]
    print(f"{name}: {found.loc[name, 'ICC']:.3f}, 95 % interval {low:+.2f} to {high:+.2f}")
low, high = found.loc["ICC2k", "CI95%"]
as_seen = low > 1 and low > high and found.loc["ICC2", "CI95%"][0] < -1
print("as seen" if as_seen else "different from what was seen")
sys.exit(0 if as_seen else 1)
PYTHON
