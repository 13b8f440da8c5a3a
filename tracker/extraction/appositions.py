"""Appositions: one mention for a person and the post beside the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.mention import Mention
from tracker.extraction.tokens import Token

# Classes of title that are posts: beside another post, each is somebody else's.
_POSTS = frozenset(
    {
        "head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "security_adviser",
        "minister", "deputy_minister", "envoy", "org_head",
    }
)  # fmt: skip
# What closes an apposition.
_CLOSING = frozenset({",", ".", ")", ";", '"', "-", "and", "'s"})
# What may follow a name that nothing else vouches for: "China's Wang Yi said".
_AFTER_NAMES = frozenset(
    {
        ",",
        ".",
        ";",
        ")",
        "and",
        "said",
        "told",
        "met",
        "has",
        "is",
        "was",
        "will",
        "signed",
        "visited",
        "held",
        "agreed",
        "arrived",
    }
)


def join_appositions(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """One mention for a person and the post in apposition: "Sergei Shoigu, the Russian defence minister," and
    "his North Korean counterpart, Defence Minister Kang Sun-nam,"."""
    out: list[Mention] = []
    for mention in found:
        left = out[-1] if out else None
        if left is not None and _apposed(tokens, left, mention):
            out[-1] = _merged(tokens, left, mention)
        else:
            out.append(mention)
    return out


def _apposed(tokens: Sequence[Token], left: Mention, right: Mention) -> bool:
    """Whether two mentions are of one person, the name and the post or the country that goes with it."""
    if left.plural or right.plural:
        return False
    gap = [t.text for t in tokens[left.end : right.start]]
    after = tokens[right.end].text if right.end < len(tokens) else "."
    match left.kind, right.kind:
        case "country", "person":  # "China's Wang Yi"
            return gap == ["'s"] and not right.sided and (not right.weak or after in _AFTER_NAMES)
        case "person", "office":
            return _post_follows(tokens, left, right, gap, after)
        case "office", "person":
            return _post_precedes(left, right, gap, after)
    return False


def _post_follows(tokens: Sequence[Token], left: Mention, right: Mention, gap: list[str], after: str) -> bool:
    """ "Sergei Shoigu, the Russian defence minister,", with the words between and the one after."""
    if gap[:1] in (["MP"], ["MEP"], ["QC"], ["OBE"]):
        gap = gap[1:]
    if gap not in ([","], [",", "the"], [",", "a"], [",", "then"], [",", "who", "is"]):
        return False
    if after not in _CLOSING and not after[:1].islower():
        return False
    if _second_post(tokens, left, right):
        return True
    return (not right.generic or _whose(tokens, left, right)) and _one_country(left, right)


def _post_precedes(left: Mention, right: Mention, gap: list[str], after: str) -> bool:
    """ "Russian Defence Minister Sergei Shoigu", "his North Korean counterpart, Kang Sun-nam,"; not two posts in a list."""
    listed = (
        bool(right.title)
        and right.cls in _POSTS
        and not right.honorific
        and not left.counterpart
        and left.cls != right.cls
    )
    closed = after in _CLOSING or after == ":"
    return (not gap or (gap == [","] and closed)) and not listed and _one_country(left, right)


def _one_country(left: Mention, right: Mention) -> bool:
    """Whether nothing says that two mentions are of different countries."""
    return not left.sided or not right.sided or left.country == right.country


def _whose(tokens: Sequence[Token], left: Mention, right: Mention) -> bool:
    """Whether a role is that of a person without a post: it says whose ("Kim Jong-il, the North Korean leader") and no more."""
    whole = "'s" not in (tokens[right.end - 1].text, tokens[right.end].text if right.end < len(tokens) else "")
    return right.sided and whole and not left.title


def _second_post(tokens: Sequence[Token], left: Mention, right: Mention) -> bool:
    """Whether a post between commas is one more of the same person: "Nigerian President X, the chairman of ECOWAS, met"."""
    enclosed = (
        right.end + 1 < len(tokens) and tokens[right.end].text == "," and tokens[right.end + 1].text[:1].islower()
    )
    joined = enclosed and tokens[right.end + 1].text.lower() not in ("and", "or", "the", "his", "her", "as")
    return joined and left.sided and bool(right.org) and right.cls in ("official", "org_head", "party")


def _merged(tokens: Sequence[Token], left: Mention, right: Mention) -> Mention:
    person = left if left.kind == "person" else right
    other = right if person is left else left
    end = right.end
    opened = right is other or (left is other and left.kind == "office" and tokens[left.end].text == ",")
    # the comma that closes the apposition goes with it, save where a participle follows that needs it
    if opened and end + 1 < len(tokens) and tokens[end].text == "," and not tokens[end + 1].text.endswith("ing"):
        end += 1
    own = person.sided
    # an honorific says less than the post: "the Hon Penny Wong, Foreign Minister"
    known = person.title if person.cls else None
    return replace(
        person, start=left.start, end=end, weak=False,
        title=known or (other.title if other.kind == "office" else None) or person.title, cls=person.cls or other.cls,
        country=person.country if own else other.country, org=person.org if own else other.org,
        basis=person.basis if own else ("possessive" if other.kind == "country" else other.basis or "apposition"),
        counterpart=left.counterpart or right.counterpart,
    )  # fmt: skip
