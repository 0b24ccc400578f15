"""The ideal customer profile as the user wrote it down: what counts, who may be sold to, tiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.discovery.fit import Guidance
from graph_icp.discovery.tiers import Tiers

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Worth:
    """How much each customer teaches.

    Attributes
    ----------
    columns : mapping of str to float
        Numbers that are known of customers, with what each counts; where there are none, the
        `value` that files and lists give.
    keep : float
        The share of the customers to learn from, the best first: above 0 to 1.
    churned : float
        What a churned company, or one marked as a bad fit, counts against its traits, 0 to 1.
    """

    columns: Mapping[str, float] = field(default_factory=dict)
    keep: float = 1.0
    churned: float = 0.5


@dataclass(frozen=True)
class Rule:
    """A hard requirement, or a reason not to sell to a company.

    Attributes
    ----------
    required : bool
        Whether companies must meet it; else those who meet it are left out.
    about : str
        country, industry, size, region, employees, revenue, account, or a relation of the model.
    values : tuple of str
        Any of which meets it: values, traits, or accounts' keys; of numbers none.
    least, most : float, optional
        Of a number: the bounds within which it meets the rule.
    """

    required: bool
    about: str
    values: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        verb = "require" if self.required else "exclude"
        bounds = [
            f"{word} {bound:,.12g}"
            for word, bound in (("at least", self.least), ("at most", self.most))
            if bound is not None
        ]
        return f"{verb} {self.about}: {', '.join(bounds or self.values)}"


@dataclass(frozen=True)
class Icp:
    """An ideal customer profile.

    Attributes
    ----------
    worth : Worth
    guidance : Guidance
        Shares of relations, and the hypothesis.
    rules : tuple of Rule
        In the order in which they are told.
    tiers : Tiers
    profiles : mapping of str to tuple of str
        Kinds of customers: by name the keys of those that belong to it.
    families_as_one : bool
        Whether of companies that belong to one another a list names the best alone, and none
        where one of them is a customer.
    """

    worth: Worth = field(default_factory=Worth)
    guidance: Guidance = field(default_factory=Guidance)
    rules: tuple[Rule, ...] = ()
    tiers: Tiers = field(default_factory=Tiers)
    profiles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    families_as_one: bool = False
