"""What others rely on, as it is seen without reading the code: commands, addresses, stored codes, tables, files.

`seen/*.json` holds it in plain text. Whatever moves inside the code, these files stay as they are. A deliberate change
is one command, `python -m tests.outside.write`, and a difference that somebody reads.
"""
