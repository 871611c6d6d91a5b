#!/bin/sh
# holidays 0.109: a calendar of a country counts as empty until somebody asks it for a day.
#
# Its years are worked out when they are asked for. Before that, `len()` is 0 and the calendar is false, so whoever writes
# `calendar or ()`, or `if calendar:` to see whether a country is known, loses all of its holidays, and a term of three
# working days over Christmas ends on Christmas. The same question before and after one look at any day gives two answers.
# Seen: holidays 0.109, Germany, North Rhine-Westphalia. The script ends with 1 once that is different.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install holidays==0.109 python-dateutil==2.9.0.post0 six==1.17.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date

from holidays import country_holidays

calendar = country_holidays("DE", subdiv="NW")
christmas = date(2026, 12, 25)
before = bool(calendar), len(calendar), christmas in (country_holidays("DE", subdiv="NW") or ())
asked = christmas in calendar
after = bool(calendar), len(calendar)
print(f"before anybody asked: true is {before[0]}, {before[1]} days; Christmas among `calendar or ()`: {before[2]}")
print(f"asked for Christmas: {asked}")
print(f"afterwards: true is {after[0]}, {after[1]} days")
as_seen = before == (False, 0, False) and asked and after == (True, 11)
print("as seen" if as_seen else "different from what was seen")
sys.exit(0 if as_seen else 1)
PYTHON
