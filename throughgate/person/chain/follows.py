"""What follows of stays: chains begin with them, and follow their dates."""

from throughgate.person.chain.actions import begin_with, follow

STAY_BEGINS = (begin_with,)
STAY_CHANGES = (follow,)
