#!/bin/sh
# msgspec 0.23.0: of a wrong value in a map the error names every place but the key.
#
# A region's file has maps from names to values (`languages`, `competencies`). A wrong value in a list is told with its
# number, a wrong field with its name; in a map the path ends in `[...]`, the same for each of its keys. Who wrote the
# file is told that one of forty languages is wrong, and not which.
# Seen: msgspec 0.23.0. The script ends with 1 once that is different.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install msgspec==0.23.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import msgspec


class Person(msgspec.Struct):
    reach: list[int] = []
    levels: dict[str, int] = {}


def said(text: str) -> str:
    try:
        msgspec.json.decode(text, type=list[Person])
    except msgspec.ValidationError as error:
        return str(error)
    return "no error"


in_list = said('[{"reach": [1, 2, "x"]}]')
first = said('[{"levels": {"de": "x", "en": 1}}]')
second = said('[{"levels": {"de": 1, "en": "x"}}]')
for line in (in_list, first, second):
    print(line)
as_seen = in_list.endswith("`$[0].reach[2]`") and first == second and first.endswith("`$[0].levels[...]`")
print("as seen" if as_seen else "different from what was seen")
sys.exit(0 if as_seen else 1)
PYTHON
