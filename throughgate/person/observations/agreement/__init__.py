"""How far observers agree: coefficients with their sources, on plain data, without Django.

The data is a table of units (what was rated) by raters, with gaps. Every coefficient answers with a `Figure`: the value
and its 95 % interval, or the reason why it cannot be given. The published libraries for these are under the GPL, so they
serve as oracles in the tests and the formulas stand here.
"""

from throughgate.person.observations.agreement.alpha import METRICS, krippendorff_alpha
from throughgate.person.observations.agreement.data import Figure, Ratings
from throughgate.person.observations.agreement.icc import FORMS, intraclass
from throughgate.person.observations.agreement.kappa import fleiss_kappa, weighted_kappa

__all__ = [
    "FORMS",
    "METRICS",
    "Figure",
    "Ratings",
    "fleiss_kappa",
    "intraclass",
    "krippendorff_alpha",
    "weighted_kappa",
]
