"""What pages ask about openings. The models stand on `sets`; what reads the models is imported from its own module."""

from throughgate.work.openings.queries.sets import OpeningQuerySet

__all__ = ["OpeningQuerySet"]
