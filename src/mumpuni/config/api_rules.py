"""The rules over HTTP: the same facts, decisions and refusals as on the command line.

Open to everyone, as the law is; nothing of the register is read and nothing is kept.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from ninja import Router

from mumpuni.regulations import Misfit, answer, catalogues, explained, readings, rules
from mumpuni.ui import limits

#: Everybody may ask, and each answer takes the time of a web process.
MOST_BYTES = 512 * 1024
#: After so many seconds the next minute of the rate has begun.
WAIT = limits.WINDOW
router = Router(auth=None, tags=["rules"])
_FACTS = {
    "requestBody": {
        "required": True,
        "description": "Facts as the rule's JSON Schema says (`GET /rules`), or a list of them.",
        "content": {"application/json": {"schema": {"type": ["object", "array"]}}},
    }
}


@router.get("/rules", summary="Every rule with its articles and the JSON Schema of facts and values")
def list_rules(request: HttpRequest) -> JsonResponse:
    """List the rules in the language of Accept-Language."""
    language = get_language_from_request(request)
    return _answer([rule.as_json(language) for rule in rules()], language)


@router.get("/catalogues", summary="Every list and table of the regulations, with the words it rests on")
def list_catalogues(request: HttpRequest) -> JsonResponse:
    """List the catalogues in the language of Accept-Language."""
    language = get_language_from_request(request)
    return _answer([catalogue.as_json(language) for catalogue in catalogues()], language)


@router.get("/readings", summary="How conflicts and silences of the regulations are read")
def list_readings(request: HttpRequest) -> JsonResponse:
    """List the readings in the language of Accept-Language."""
    language = get_language_from_request(request)
    return _answer([reading.as_json(language) for reading in readings()], language)


@router.post("/rules/{regulation}/{name}/decisions", summary="Judge facts by a rule", openapi_extra=_FACTS)
def decide(request: HttpRequest, regulation: str, name: str, on: str | None = None) -> JsonResponse:
    """Judge the facts in the body, as the law stood on the day `on`; 422 names each wrong field.

    Over 512 KB are refused with 413, and too many questions in a minute with 429.
    """
    return _judged(request, answer, f"{regulation}/{name}", on)


@router.post("/rules/{regulation}/{name}/explanations", summary="Judge facts and say why", openapi_extra=_FACTS)
def explain(request: HttpRequest, regulation: str, name: str, on: str | None = None) -> JsonResponse:
    """Judge as `decisions` does and give the facts, the arithmetic and each article with its words; refusals alike."""
    return _judged(request, explained, f"{regulation}/{name}", on)


def _judged(request: HttpRequest, judge: Callable[..., Any], rule_id: str, on: str | None) -> JsonResponse:
    language = get_language_from_request(request)
    if not may_ask(request):
        with override(language):
            said = _("Terlalu banyak pertanyaan dalam semenit. Coba lagi dalam %(wait)d detik.") % {"wait": WAIT}
        refused = _answer({"error": "too-many", "message": said}, language, HTTPStatus.TOO_MANY_REQUESTS)
        refused["Retry-After"] = str(WAIT)
        return refused
    if is_too_large(request):
        with override(language):
            said = _("Paling besar %(most)d KB sekali kirim.") % {"most": MOST_BYTES >> 10}
        return _answer({"error": "too-large", "message": said}, language, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        return _answer(judge(rule_id, request.body, on, language), language)
    except Misfit as misfit:
        return _answer(misfit.as_json(language), language, HTTPStatus.UNPROCESSABLE_ENTITY)


def may_ask(request: HttpRequest) -> bool:
    """Count this question to the rules; the pages ask here too, so that both together stay within one rate."""
    return limits.within(request, "rules", settings.MUMPUNI_RULES_PER_MINUTE)


def is_too_large(request: HttpRequest) -> bool:
    """Whether the body is announced as larger than facts may be."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return not announced.isdecimal() or int(announced) > MOST_BYTES


def _answer(data: Any, language: str, status: int = HTTPStatus.OK) -> JsonResponse:
    """The API follows Accept-Language, unlike the screens, which begin in Indonesian whatever a browser prefers."""
    response = JsonResponse(data, status=status, safe=False, headers={"Content-Language": language})
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
