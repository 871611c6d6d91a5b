"""Keep the translations in step with the code: extract, update, compile, check."""

from __future__ import annotations

import argparse

from throughgate.foundation.languages import catalogues


def main(arguments: list[str]) -> int:
    """Do one of the four."""
    parser = argparse.ArgumentParser(prog="throughgate messages", description=__doc__)
    parser.add_argument("what", choices=["extract", "update", "compile", "check"])
    parser.add_argument(
        "--language", action="append", default=[], help="start a language that has no file yet"
    )
    options = parser.parse_args(arguments)
    if options.what == "compile":
        print(f"{len(catalogues.compile_all())} compiled")
        return 0
    collected = catalogues.collect()
    if options.what == "extract":
        for message in collected:
            if message.id:
                print(message.id if isinstance(message.id, str) else " | ".join(message.id))
        return 0
    if options.what == "update":
        new = [catalogues.LOCALE / code / "LC_MESSAGES" / "django.po" for code in options.language]
        for path in sorted({*catalogues.po_files(), *new}):
            catalogues.update(path, collected)
            print(f"{path.parent.parent.name}: {len(catalogues.problems(path, collected))} to do")
        return 0
    found = [
        f"{path.parent.parent.name}: {problem}"
        for path in catalogues.po_files()
        for problem in catalogues.problems(path, collected)
    ]
    print("\n".join(found) or "Every message is translated.")
    return 1 if found else 0
