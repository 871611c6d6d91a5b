"""What follows of stays: chains begin with them, and follow their dates."""

from throughgate.person.chain.actions import begin_with, follow
from throughgate.person.chain.queries.moving import would_move

STAY_BEGINS = (begin_with,)
STAY_CHANGES = (follow,)
STAY_WOULD_CHANGE = (would_move,)
