"""The sides that own an application: the structure, and the coordination, which repairs wrong deposits."""

from ccr.wall.sides import Side

OWN = frozenset({Side.CANDIDATE, Side.COORDINATION})
