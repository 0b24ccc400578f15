"""The ideal customer profile of the user: customer value, shares, hard rules and tiers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph_icp.hygiene.tags import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.personas.persona import Persona


@dataclass(frozen=True)
class CustomerValue:
    """The weighting of customers.

    Attributes
    ----------
    weights : mapping of str to float
        Numbers that are known of customers, with the weight of each; if there are none, the
        `value` that files and lists give.
    keep : float
        The share of the customers to learn from, the best first: above 0 to 1.
    churned : float
        How much a churned company, or one with the status bad fit, counts against its traits, 0
        to 1.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    keep: float = 1.0
    churned: float = 0.5


@dataclass(frozen=True)
class Rule:
    """A hard requirement, or a reason not to sell to a company.

    Attributes
    ----------
    required : bool
        Whether companies must meet it; else those that meet it are left out.
    about : str
        country, industry, size, region, employees, revenue, account, or a relation of the model.
    values : tuple of str
        Values, traits, or accounts' keys, any of which meets it; empty for numbers.
    least, most : float, optional
        The bounds within which a number meets the rule.
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
class LearningConstraints:
    """The user's wishes for the learning.

    Attributes
    ----------
    shares : mapping of str to float
        By relation: its share of the fit, 0 to 1; 0 switches it off.
    caps : mapping of str to float
        By relation: the greatest share that it may have.
    weights : mapping of str to float
        By relation: how many times its learned share counts, above 0.
    hypothesis : mapping of str to sequence of str
        By relation: the traits that the user expects of best customers.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    caps: Mapping[str, float] = field(default_factory=dict)
    hypothesis: Mapping[str, Sequence[str]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)

    def weight(self, relation: str) -> float | None:
        """Return how many times the learned share of a relation counts: 0 where it is off, None
        where its share is fixed."""
        share = self.shares.get(relation)
        if share is None:
            return self.weights.get(relation, 1.0)
        return None if share else 0.0

    def weighed(self, weights: Mapping[str, float]) -> LearningConstraints:
        """Return these wishes with other weights of some relations, 0 for those to switch off.

        Shares that were fixed give way to weights; caps stay but of what is off.
        """
        off = {name: 0.0 for name, weight in weights.items() if not weight}
        told = {name: weight for name, weight in weights.items() if weight not in (0, 1)}
        return replace(
            self,
            shares={name: part for name, part in self.shares.items() if name not in weights} | off,
            caps={name: most for name, most in self.caps.items() if name not in off},
            weights={name: each for name, each in self.weights.items() if name not in weights}
            | told,
        )


@dataclass(frozen=True)
class Tiers:
    """The beginnings of tiers.

    Attributes
    ----------
    best, good : float
        The fits from which on an account is of the tier: as good as the better half of your
        customers, and what four in five of them reach, where the user does not say otherwise.
    coverage : float
        Of less than this part of what counts, a fit says little either way.
    """

    best: float = 50.0
    good: float = 20.0
    coverage: float = 0.25


@dataclass(frozen=True)
class OperatingModelRule:
    """By what an operating model is known, where no file says it.

    Attributes
    ----------
    name : str
        The operating model: "Marketplace".
    industries : tuple of str
        An account must be in one of these; in any where there are none.
    words : tuple of str
        Its description or keywords must have one of these; none where there are none.
    """

    name: str
    industries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Icp:
    """An ideal customer profile.

    Attributes
    ----------
    customer_value : CustomerValue
    constraints : LearningConstraints
        Shares of relations, and the hypothesis.
    rules : tuple of Rule
        In their order in the file.
    tiers : Tiers
    profiles : mapping of str to tuple of str
        By name the keys of its customers.
    families_as_one : bool
        Whether of companies that belong to one another a list names the best alone.
    leave_out : tuple of str
        Traits and relations that do not count in any question: "uses=Elixir", "region".
    half_lives : mapping of str to float
        By relation: after how many days a link counts half; the others do not decay.
    columns : mapping of str to str
        Columns of files that are relations, each with where it is named: "icp.toml, line 12".
    rates : mapping of str to float
        What one unit of a currency is worth, by its code.
    stages : mapping of str to str
        What a stage of a deal says, "won", "lost" or "open", by the stage.
    shared_domains : tuple of str
        Domains that many companies share, so that they name none.
    signal_weights, signal_half_lives : mapping of str to float
        By kind of signal, what one counts, and after how many days half of that.
    priority_weights : mapping of str to float
        What "intent" and "reach" count beside fit.
    own_domains : tuple of str
        Ours: what is seen from there is no signal.
    operating_models : tuple of OperatingModelRule
        In their order in the file; the first that fits counts.
    export_labels : mapping of str to mapping of str to str
        By target of an export, what its columns are called, by their names.
    competitors : mapping of str to tuple of str
        By the name of a competitor the technologies by which its customers are known.
    personas : tuple of Persona
        Whom one wants to know at an account, in their order in the file.
    ignored_events : tuple of str
        Events that say nothing of who buys, such as one's own, in any spelling.
    hidden_tags : tuple of str
        The tags of companies that a list hides.
    """

    customer_value: CustomerValue = field(default_factory=CustomerValue)
    constraints: LearningConstraints = field(default_factory=LearningConstraints)
    rules: tuple[Rule, ...] = ()
    tiers: Tiers = field(default_factory=Tiers)
    profiles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    families_as_one: bool = False
    leave_out: tuple[str, ...] = ()
    half_lives: Mapping[str, float] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    shared_domains: tuple[str, ...] = ()
    signal_weights: Mapping[str, float] = field(default_factory=dict)
    signal_half_lives: Mapping[str, float] = field(default_factory=dict)
    priority_weights: Mapping[str, float] = field(default_factory=dict)
    own_domains: tuple[str, ...] = ()
    operating_models: tuple[OperatingModelRule, ...] = ()
    export_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    competitors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    personas: tuple[Persona, ...] = ()
    ignored_events: tuple[str, ...] = ()
    hidden_tags: tuple[str, ...] = HIDDEN
