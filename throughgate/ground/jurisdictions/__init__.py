"""Packs of a jurisdiction's rules as data: one folder each under `throughgate/jurisdictions`, files of TOML with a shape."""
