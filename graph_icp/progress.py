"""Progress reports of long work."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Called from time to time with the current step in words, and its share that is done, 0 to 1.
"""
