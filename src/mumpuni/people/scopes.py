"""Names of the seasons, batches and events to which a role may be limited, told by the apps that own them."""

from collections.abc import Callable, Collection, Iterable

from mumpuni.people.models import RoleGrant, ScopeKind

#: From numbers (None: all that may be chosen) to names.
Names = Callable[[Collection[int] | None], dict[int, str]]
_names: dict[str, Names] = {}


def register(kind: str, names: Names) -> None:
    """Let an app name the things of one kind; called in its `AppConfig.ready()`."""
    _names[ScopeKind(kind)] = names


def choices(kind: str) -> dict[int, str]:
    """All things of a kind that a role may be limited to."""
    return _names[kind](None) if kind in _names else {}


def kinds() -> set[str]:
    """The kinds that some app can name."""
    return set(_names)


def describe(grants: Iterable[RoleGrant]) -> dict[int, str]:
    """The scope of each grant in words, by the number of the grant; one call per kind."""
    grants = list(grants)
    asked: dict[str, set[int]] = {}
    for grant in grants:
        if grant.scope_id is not None:
            asked.setdefault(grant.scope_kind, set()).add(grant.scope_id)
    told = {kind: _names[kind](numbers) for kind, numbers in asked.items() if kind in _names}
    return {grant.pk: _words(grant, told) for grant in grants}


def _words(grant: RoleGrant, told: dict[str, dict[int, str]]) -> str:
    kind = str(ScopeKind(grant.scope_kind).label)
    if grant.scope_kind == ScopeKind.AGENCY:
        return str(grant.agency)
    if grant.scope_id is None:
        return kind
    return told.get(grant.scope_kind, {}).get(grant.scope_id, f"{kind} {grant.scope_id}")
