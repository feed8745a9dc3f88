"""How much a case hangs on one actor: three kinds of dependence, each with its evidence, and one level.

*Structural*: the share of the tied actors that the loss of one cuts off from the largest part (An and Liu 2016 call
this the loss of reachable others; it is exact, through the cut vertices). *Functional*: the share of what is done that
nobody is left to do, the idea of the truck factor (Avelino, Passos, Hora and Valente 2016). *Formal*: whether the
coordinating hangs on one post or party, and on money that ends.

The rule is data (`ontology/dependence.json`): a half or more is high, a quarter or more is raised. The level of a case
is the worst of the three, never a mean; what cannot be said can only make it worse, so that such a level is a least.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox

from craftgraph.graph import formal
from craftgraph.graph.formal import Money, Sign
from craftgraph.graph.impact import Impact, impacts, worst
from craftgraph.graph.model import folder, local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES
from craftgraph.graph.projection import project, simple
from craftgraph.graph.trials import Trial, functional_trials, structural_trials
from craftgraph.graph.whatif import Situation, tied

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

DIMENSIONS = ("structural", "functional", "formal")
