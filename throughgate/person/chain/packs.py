"""What the jurisdictions say about the chain."""

from __future__ import annotations

from throughgate.ground.jurisdictions.packs import PackFile
from throughgate.person.chain.rules.grammar import Chain

CHAIN = PackFile("chain.toml", Chain)
FILES = (CHAIN,)
