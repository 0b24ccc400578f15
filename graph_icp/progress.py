"""The progress of work that takes long, told while it goes on."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Called now and then with what is being done, as words, and the share of it that is done, 0 to 1.
"""
