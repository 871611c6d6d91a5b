"""An invented region: plausible people, organisations and staff, the same every time."""

from throughgate.desk.sample.loading import load_sample

__all__ = ["load_sample"]
