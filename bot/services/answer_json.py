"""An answer as `lookup --json` prints it."""

from datetime import date
from typing import Any

from bot.core.model import Answer, Hit, Printing, Said, Stand, Timestamp


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer in the form of `lookup --json`, as the reference documents it."""
    question = answer.question
    return {
        "query": question.query,
        "understood": {
            "names": list(question.names),
            "terms": [*question.phrases, *question.terms],
            "since": _iso(question.since),
            "until": _iso(question.until),
            "in": list(question.places),
            "source": list(question.outlets),
            "corrected": dict(question.corrected),
        },
        "results": [_result(hit) for hit in answer.hits],
        "positions": [_position(stand) for stand in answer.positions],
        "quotes": [_quote(said) for said in answer.quotes],
        "reversals": [{"before": _position(each.before), "after": _position(each.after)} for each in answer.reversals],
        "did_you_mean": list(question.did_you_mean),
        "searched": {"articles": answer.searched.articles, "since": _iso(question.since or answer.searched.since)},
    }


def _iso(moment: date | Timestamp | None) -> str | None:
    match moment:
        case None:
            return None
        case Timestamp():
            return moment.iso()
        case _:
            return moment.isoformat()


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "url": hit.url,
        "title": hit.title,
        "outlet": hit.outlet,
        "published": _iso(hit.published),
        "story": str(hit.story),
        "also_in": hit.also_in,
        "why": hit.why,
    }


def _position(stand: Stand) -> dict[str, Any]:
    position = stand.position
    return {
        "actor": position.actor,
        "action": position.action.value,
        "object": position.object,
        "jurisdiction": position.jurisdiction,
        "announced": _iso(position.announced),
        "effective": _iso(position.effective),
        "effective_text": position.effective_text,
        "expires": _iso(position.expires),
        "expires_text": position.expires_text,
        "bills": list(position.bills),
        "confidence": position.confidence,
        "text": stand.sentence,
        "status": stand.status.value,
        "superseded_by": None if stand.superseded_by is None else _ending(stand.superseded_by),
    } | _place(stand)


def _ending(stand: Stand) -> dict[str, Any]:
    return {
        "article": str(stand.article),
        "action": stand.position.action.value,
        "announced": _iso(stand.position.announced),
    }


def _quote(said: Said) -> dict[str, Any]:
    quote = said.quote
    return {
        "text": quote.text,
        "speaker": quote.speaker,
        "role": quote.role,
        "affiliation": quote.affiliation,
        "cue": quote.cue,
        "mention": quote.mention,
        "partial": quote.is_partial,
        "confidence": quote.confidence,
        "on_policy": quote.is_on_policy,
        "also": [_printing(other) for other in said.others],
    } | _place(said)


def _printing(other: Printing) -> dict[str, Any]:
    return {
        "article": str(other.article),
        "url": other.url,
        "outlet": other.outlet,
        "published": _iso(other.published),
        "text": other.text,
        "altered": other.is_altered,
    }


def _place(read: Said | Stand) -> dict[str, Any]:
    return {
        "article": str(read.article),
        "url": read.url,
        "title": read.title,
        "outlet": read.outlet,
        "published": _iso(read.published),
    }
